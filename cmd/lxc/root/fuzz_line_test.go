package root_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/term"
	"github.com/openlxc/lxc/pkg/config"
)

// FuzzLine parses any command line, one word per line, without doing what it says: it is explained or refused.
func FuzzLine(f *testing.F) {
	for _, line := range []string{
		"list", "list --nosuch", "launch ubuntu:24.04 web -c limits.cpu=2 -d root,size=20GiB -n net -s default -p default", "init x --device eth0,=,a=b",
		"exec web --env A=b -- sh -c 'x'", "file push - web/etc/motd --mode 0644", "file pull -r remote:web/x .", "config device add web d disk source=/ path=/x",
		"config set web a=b c", "copy a:b c:d --refresh --config x=y --device a,b=c", "network acl rule add a ingress action=allow", "storage volume copy a/b c/d",
		"snapshot web s0 --expiry 1d", "image import x y --alias a a=b", "remote add x https://h --token y", "help network", "--version", "-- list", "--project", "", ":", "a:b:c",
		"profile assign web a,b,,", "alias add x y", "query -X POST -d {} /1.0", "monitor --type x", "export web -", "move a/b c/d", "delete a/b/c", "list -c n,x:y:z:1", "completion bash",
	} {
		f.Add(strings.ReplaceAll(line, " ", "\n"))
	}
	f.Fuzz(func(t *testing.T, text string) {
		words := strings.Split(text, "\n")
		if strings.Contains(text, "explain") || slices.Contains(words, "__complete") || slices.Contains(words, "__completeNoDesc") {
			return
		}
		var out, errOut bytes.Buffer
		app := cli.NewApp(&term.Streams{In: strings.NewReader(""), Out: &out, Err: &errOut})
		app.PluginPath = t.TempDir()
		c := config.NewConfig()
		c.ConfigDir = t.TempDir()
		c.Remotes["local"] = config.Remote{Addr: "unix:///nonexistent/socket"}
		app.Config = func() (*config.Config, error) { return c, nil }
		if code := app.Run(t.Context(), root.New, append([]string{"--explain"}, words...)); code != 0 && errOut.Len() == 0 {
			t.Errorf("%q: exit code %d without a word: %s", words, code, out.String())
		}
	})
}
