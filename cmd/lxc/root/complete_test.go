package root_test

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/term"
	"github.com/openlxc/lxc/pkg/config"
)

// localNouns are the arguments that are or may be local files.
var localNouns = []string{
	"<backup file>", "<cert.crt>", "<certificate>", "<certificate|name>", "<directory>", "<file>", "<file|->", "<key>", "<rootfs tarball>", "<socket>", "<source directory>",
	"<source path>", "<tarball|directory|URL>", "<target directory>", "<target path>", "[<target>]",
}

// freeFlags are flags with free text that cannot be completed, with the reason.
var freeFlags = map[string]string{
	"access-key": "a secret", "secret-key": "a secret", "password": "a secret", "trust-password": "a secret", "token": "a secret",
	"description": "prose", "name": "a new name", "alias": "a new name", "user": "known inside the instance", "group": "known inside the instance",
	"address": "an address", "network-address": "an address", "listen": "an address", "domain": "a host name", "auth-user": "a new name",
	"uid": "a number", "gid": "a number", "entries": "a number", "granularity": "a number", "keepalive": "a number", "interval": "a number", "timeout": "a number",
	"max-entitlements": "a number", "network-port": "a number", "refresh": "a number", "storage-create-loop": "a number", "tail": "a number", "timestamp": "a number", "ttl": "a number", "boot": "a number",
	"expiry": "a time", "expire": "a time", "since": "a time", "until": "a time", "attributes": "bits", "detach-keys": "keys of a keyboard",

	"fields": "fields of objects, of which there are many", "sort": "columns and fields", "filter": "a field and its value", "jq": "a program", "template": "a program",
	"data": "the body of a request", "env": "KEY=VALUE of the command", "fingerprint": "a fingerprint that is read elsewhere", "credentials-helper": "a program",
	"member-config": "asked for by the cluster", "pool": "a pool that no server knows yet", "unit": "known at the server only", "project": "of a remote that is not there yet",
}

func leaves(cmd *cobra.Command) []*cobra.Command {
	if !cmd.HasSubCommands() {
		return []*cobra.Command{cmd}
	}
	var out []*cobra.Command
	for _, c := range cmd.Commands() {
		out = append(out, leaves(c)...)
	}
	return out
}

func completionTree() *cobra.Command {
	app := cli.NewApp(&term.Streams{Out: io.Discard, Err: io.Discard})
	app.Config = func() (*config.Config, error) { return config.NewConfig(), nil }
	tree := root.New(app)
	app.CompleteFlags(tree)
	return tree
}

// TestArgumentsOfferNoLocalFiles checks that only commands that take local files complete them.
func TestArgumentsOfferNoLocalFiles(t *testing.T) {
	t.Parallel()
	seen := 0
	for _, cmd := range leaves(completionTree()) {
		if cmd.ValidArgsFunction == nil || cmd.Parent().Name() == "completion" || cmd.Name() == "help" {
			continue
		}
		takes := slices.ContainsFunc(localNouns, func(noun string) bool { return strings.Contains(cmd.Use, noun) })
		for i := range 4 {
			_, directive := cmd.ValidArgsFunction(cmd, []string{"a", "b", "c", "d"}[:i], "")
			if seen++; directive == cobra.ShellCompDirectiveDefault && !takes {
				t.Errorf("%s offers local files for word %d", cmd.UseLine(), i+1)
			}
		}
	}
	if seen < 1500 {
		t.Errorf("only %d positions were tried", seen)
	}
}

// TestFlagsAreCompleted checks that every flag with a value has a completer or a documented reason for having none.
func TestFlagsAreCompleted(t *testing.T) {
	t.Parallel()
	flags := 0
	for _, cmd := range leaves(completionTree()) {
		if cmd.ValidArgsFunction == nil {
			continue
		}
		_, path, _ := strings.Cut(cmd.CommandPath(), " ")
		cmd.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
			if f.Value.Type() == "bool" {
				return
			}
			flags++
			of, local := cli.FlagCompleter(path, f)
			if _, free := freeFlags[f.Name]; of == nil && !local && !free {
				t.Errorf("%s --%s proposes nothing", cmd.CommandPath(), f.Name)
			}
			complete, found := cmd.GetFlagCompletionFunc(f.Name)
			if !found {
				t.Errorf("%s --%s falls back to local files", cmd.CommandPath(), f.Name)
				return
			}
			if _, directive := complete(cmd, nil, ""); directive == cobra.ShellCompDirectiveDefault && !local {
				t.Errorf("%s --%s offers local files", cmd.CommandPath(), f.Name)
			}
		})
	}
	if flags < 400 {
		t.Errorf("only %d flags were seen", flags)
	}
}

// TestProposals completes each noun from a server.
func TestProposals(t *testing.T) {
	t.Parallel()
	env := clitest.New(t, root.New, minilxd.Options{})
	for _, line := range []string{
		"init --empty web", "init --empty db", "snapshot web before", "profile create gpu", "network create lab0", "project create build",
		"storage create fast dir", "storage volume create fast data", "config set web user.owner=ann",
		"config device add web disk1 disk source=/srv path=/srv",
	} {
		env.Must(strings.Fields(line)...)
	}
	env.Must("start", "web")
	hosts := filepath.Join(t.TempDir(), "hosts")
	if err := os.WriteFile(hosts, []byte("127.0.0.1 web\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env.Must("file", "push", "-p", hosts, "web/etc/hosts")
	if got := env.Run("", "__complete", "stop", ""); !strings.Contains(got.Out, "web\tRunning\n") {
		t.Errorf("the state is not shown:\n%s", got.Out)
	}
	env.Must("image", "import", clitest.Image(t, map[string]string{"etc/motd": "hello\n"}), "--alias", "noble", "os=none")
	for line, want := range map[string]string{
		"start ":                                  "web",
		"start d":                                 "db",
		"delete web/":                             "web/before",
		"snapshot delete web ":                    "before",
		"config device remove web ":               "disk1",
		"config get web ":                         "user.owner",
		"config device add web x ":                "nic",
		"profile assign web default,":             "default,gpu",
		"network show ":                           "lab0",
		"network attach lab0 ":                    "web",
		"storage volume delete fast ":             "data",
		"storage create p2 ":                      "zfs",
		"project switch ":                         "build",
		"file push /etc/hosts ":                   "web/",
		"file pull ":                              "db/",
		"list --project ":                         "build",
		"init --storage ":                         "fast",
		"init --network ":                         "lab0",
		"init --profile ":                         "gpu",
		"list -f ":                                "markdown",
		"list -c n":                               "ns",
		"exec web --mode ":                        "interactive",
		"remote switch ":                          "local",
		"auth group permission add ops ":          "storage_pool",
		"default set ":                            "list_format=",
		"auth group permission add ops instance ": "web",
		"file pull web/e":                         "web/etc/",
		"file push x local:web/etc/ho":            "local:web/etc/hosts",
		"exec web -- /et":                         "/etc/",
		"exec web -- cat /etc/":                   "/etc/hosts",
		"image get-property noble ":               "os",
	} {
		words := strings.Split(line, " ")
		got := env.Run("", append([]string{"__complete"}, words...)...)
		var proposals []string
		for line := range strings.Lines(got.Out) {
			word, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			proposals = append(proposals, word)
		}
		if !slices.Contains(proposals, want) {
			t.Errorf("%q proposes no %q:\n%s", line, want, got.Out)
		}
	}
}
