package root_test

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/term"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGoldenHelp compares the help of all commands with a golden file, so that changes are noticed.
func TestGoldenHelp(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	app := cli.NewApp(&term.Streams{Out: &out, Err: &out})
	var visit func(cmd *cobra.Command)
	visit = func(cmd *cobra.Command) {
		out.WriteString("=== " + cmd.CommandPath() + "\n")
		if err := cmd.Help(); err != nil {
			t.Error(err)
		}
		for _, c := range cmd.Commands() {
			visit(c)
		}
	}
	visit(root.New(app))
	golden(t, "testdata/help.golden", out.Bytes())
}

// golden compares text with a golden file, or writes the file with -update.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s has changed: run make golden and look at the difference", path)
	}
}

// TestEveryCommandIsDescribed checks the completeness of each help.
func TestEveryCommandIsDescribed(t *testing.T) {
	t.Parallel()
	var visit func(cmd *cobra.Command)
	visit = func(cmd *cobra.Command) {
		if cmd.Short == "" {
			t.Errorf("%s has no summary", cmd.CommandPath())
		}
		for _, c := range cmd.Commands() {
			visit(c)
		}
	}
	visit(root.New(cli.NewApp(&term.Streams{Out: &bytes.Buffer{}, Err: &bytes.Buffer{}})))
}

// TestKinds runs the generic verbs of each kind against the built-in server.
func TestKinds(t *testing.T) {
	t.Parallel()
	e := clitest.New(t, root.New, minilxd.Options{})
	e.Must("image", "import", clitest.Image(t, nil), "--alias", "img")
	fingerprint := strings.TrimSpace(e.Must("image", "list", "-c", "F", "-f", "csv"))
	for _, kind := range []struct {
		path         []string
		create       []string
		keys, rename bool
		key          string
		missing      int
	}{
		{path: []string{"profile"}, create: []string{"x1"}, keys: true, rename: true, key: "user.k"},
		{path: []string{"image", "alias"}, create: []string{"x1", fingerprint}, rename: true},
	} {
		run := func(words ...string) string { return e.Must(append(append([]string{}, kind.path...), words...)...) }
		code := func(words ...string) int {
			return e.Run("", append(append([]string{}, kind.path...), words...)...).Code
		}
		run(append([]string{"create"}, kind.create...)...)
		if code(append([]string{"create"}, kind.create...)...) == 0 {
			t.Errorf("%v: made twice", kind.path)
		}
		if list := run("list", "-f", "csv"); !strings.Contains(list, "x1") {
			t.Errorf("%v: %s", kind.path, list)
		}
		if kind.keys {
			run("set", "x1", kind.key+"=v")
			if got := run("get", "x1", kind.key); got != "v\n" {
				t.Errorf("%v: %q", kind.path, got)
			}
			shown := run("show", "x1")
			if r := e.Run(strings.ReplaceAll(shown, kind.key+": v", kind.key+": w"), append(append([]string{}, kind.path...), "edit", "x1")...); r.Code != 0 {
				t.Error(r)
			}
			if got := run("get", "x1", kind.key); got != "w\n" {
				t.Errorf("%v: %q", kind.path, got)
			}
			run("unset", "x1", kind.key)
			if got := run("get", "x1", kind.key); got != "\n" {
				t.Errorf("%v: %q", kind.path, got)
			}
			if got := code("show", "nosuch"); got != cli.ExitNotFound {
				t.Errorf("%v: exit code %d", kind.path, got)
			}
		}
		if kind.rename {
			run("rename", "x1", "x2")
			run("rename", "x2", "x1")
		}
		run("delete", "x1")
		if got := code("delete", "x1"); got != cli.ExitNotFound {
			t.Errorf("%v: exit code %d", kind.path, got)
		}
	}
}

// A command without arguments prints its help and succeeds, on the same stream as the stock clients: scripts may expand
// empty variables.
func TestBareWords(t *testing.T) {
	t.Parallel()
	e := clitest.New(t, root.New, minilxd.Options{})
	for line, toErr := range map[string]bool{
		"config set": false, "delete": false, "delete -f": false, "exec": false, "remote add": false, "profile": true, "snapshot": false,
		"network": true, "network acl rule": false, "network acl rule nosuch": false, "init": true, "launch": false, "stop": true,
		"stop -f": true, "admin": false, "warning delete": false, "cluster add": false, "config device add": false,
	} {
		r := e.Run("", strings.Fields(line)...)
		help, silent := r.Out, r.ErrOut
		if toErr {
			help, silent = r.ErrOut, r.Out
		}
		if r.Code != 0 || !strings.Contains(help, "Usage:") || silent != "" {
			t.Errorf("%s: exit code %d\n%s%s", line, r.Code, r.Out, r.ErrOut)
		}
	}
}

func TestUsageErrors(t *testing.T) {
	t.Parallel()
	e := clitest.New(t, root.New, minilxd.Options{})
	for _, line := range []string{
		"nosuch", "list --nosuch", "file push x", "image nosuch", "move a", "config set web novalue", "list -c q", "alias add x", "copy a",
	} {
		r := e.Run("", strings.Fields(line)...)
		if r.Code != cli.ExitUsage && r.Code != cli.ExitNotFound || r.Out != "" || !strings.Contains(r.ErrOut, "Error: ") {
			t.Errorf("%s: exit code %d\n%s%s", line, r.Code, r.Out, r.ErrOut)
		}
	}
	if r := e.Run("", "lsit"); !strings.Contains(r.ErrOut, "list") {
		t.Error("no suggestion:", r.ErrOut)
	}
}

func TestSecretsStayOutOfTheDebugLog(t *testing.T) {
	t.Parallel()
	e := clitest.New(t, root.New, minilxd.Options{})
	e.Must("init", "--empty", "c1")
	e.Must("start", "c1")
	r := e.Run("planted-input", "exec", "c1", "--debug", "--env", "SECRET=planted-env", "--", "true")
	if r.Code != 0 {
		t.Fatal(r)
	}
	for _, secret := range []string{"planted", "secret=0", "secret=1", "secret=2", "secret=a", "secret=f"} {
		if strings.Contains(r.ErrOut, secret) {
			t.Errorf("%q is in the log:\n%s", secret, r.ErrOut)
		}
	}
}

// TestHostileNamesReachPrograms checks that off a terminal nothing is escaped, and JSON remains valid.
func TestHostileNamesReachPrograms(t *testing.T) {
	t.Parallel()
	e := clitest.New(t, root.New, minilxd.Options{})
	const evil = "evil \x1b]52;c;x\x07 \u202e name"
	e.Must("profile", "create", "p1", "--description", evil)
	for _, line := range []string{"profile list", "profile list -f csv", "profile list -f compact"} {
		if out := e.Must(strings.Fields(line)...); !strings.Contains(out, evil) {
			t.Errorf("%s: %q", line, out)
		}
	}
	if out := e.Must("profile", "list", "-f", "json"); strings.Contains(out, "\x1b") || !strings.Contains(out, `\u001b`) {
		t.Errorf("%q", out)
	}
}

func TestTwoWritersBothSucceed(t *testing.T) {
	t.Parallel()
	e := clitest.New(t, root.New, minilxd.Options{})
	e.Must("init", "--empty", "c1")
	done := make(chan int, 8)
	for n := range 2 {
		go func() {
			done <- e.Run("", "config", "set", "c1", "user.k"+string(rune('a'+n))+"=1").Code
		}()
	}
	for range 2 {
		if code := <-done; code != 0 {
			t.Error("exit code", code)
		}
	}
	for _, key := range []string{"user.ka", "user.kb"} {
		if got := e.Must("config", "get", "c1", key); got != "1\n" {
			t.Errorf("%s is lost", key)
		}
	}
}

func BenchmarkRoot(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		root.New(cli.NewApp(&term.Streams{Out: &bytes.Buffer{}, Err: &bytes.Buffer{}}))
	}
}
