package root_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// withPlugins returns a user with plugins of the given names.
func withPlugins(t *testing.T, programs map[string]string) *clitest.Env {
	t.Helper()
	env := clitest.New(t, root.New, minilxd.Options{})
	env.Plugins = t.TempDir()
	for name, text := range programs {
		if err := os.WriteFile(filepath.Join(env.Plugins, name), []byte("#!/bin/sh\n"+text+"\n"), 0o700); err != nil { //nolint:gosec // a program
			t.Fatal(err)
		}
	}
	return env
}

const sayArguments = `echo "remote $LXC_REMOTE $INCUS_REMOTE, project $LXC_PROJECT $INCUS_PROJECT"; for a; do echo "[$a]"; done; cat; exit 7`

// TestPlugin checks that arguments, input and exit status of a plugin are passed on, and which environment it gets.
func TestPlugin(t *testing.T) {
	t.Parallel()
	env := withPlugins(t, map[string]string{
		"lxc-foo": sayArguments, "lxc-program": `test -x "$LXC_PROGRAM" && echo runnable`, "lxc-killed": "kill -TERM $$", "incus-bar": "echo of incus",
	})
	for _, c := range []struct {
		words string
		code  int
		out   string
	}{
		{"foo --help a|b -c", 7, "remote local local, project default default\n[--help]\n[a|b]\n[-c]\ninput"},
		{"--project p1 foo", 7, "remote local local, project p1 p1\ninput"},
		{"--force-local -q foo", 7, "remote local local, project default default\ninput"},
		{"program", 0, "runnable\n"},
		{"killed", 143, ""},
		{"--nosuch foo", 2, ""},
		{"bar", 2, ""},
		{"foo/../foo", 2, ""},
	} {
		r := env.Run("input", strings.Fields(c.words)...)
		if r.Code != c.code || strings.ReplaceAll(r.Out, "project  ", "project default default") != c.out {
			t.Errorf("%s: exit code %d, %q, %q", c.words, r.Code, r.Out, r.ErrOut)
		}
	}
	env.As = "incus"
	if r := env.Run("", "bar"); r.Code != 0 || r.Out != "of incus\n" {
		t.Errorf("%+v", r)
	}
}

// TestPluginNames checks that built-in commands take precedence, and that LXC's own tools and files that are not executable
// are not plugins.
func TestPluginNames(t *testing.T) {
	t.Parallel()
	env := withPlugins(t, map[string]string{"lxc-version": "echo wrong", "lxc-attach": "echo wrong", "lxc-broken": "", "lxc-zfs": "echo right", "lxc-": ""})
	if err := os.WriteFile(filepath.Join(env.Plugins, "lxc-text"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(env.Plugins, "lxc-broken"), []byte("#!/nosuch\n"), 0o700); err != nil { //nolint:gosec // a program
		t.Fatal(err)
	}
	if r := env.Run("", "version"); strings.Contains(r.Out, "wrong") || r.Code != 0 {
		t.Errorf("%+v", r)
	}
	for _, word := range []string{"attach", "text"} {
		if r := env.Run("", word); r.Code != 2 {
			t.Errorf("%s: %+v", word, r)
		}
	}
	if r := env.Run("", "broken"); r.Code != 1 || !strings.HasPrefix(r.ErrOut, "Error: cannot run the plugin ") {
		t.Errorf("%+v", r)
	}
	help := env.Must("help")
	if !strings.Contains(help, "\nPlugins:\n  broken\n  zfs\n") {
		t.Errorf("%s", help)
	}
	if out := env.Must("__complete", "z"); !strings.HasPrefix(out, "zfs\tplugin lxc-zfs\n") {
		t.Errorf("%q", out)
	}
	if out := env.Must("__complete", "zfs", ""); !strings.HasPrefix(out, ":0\n") {
		t.Errorf("%q", out)
	}
}

// TestPluginAlias checks that an alias can expand to a plugin, even if it only adds arguments to it.
func TestPluginAlias(t *testing.T) {
	t.Parallel()
	env := withPlugins(t, map[string]string{"lxc-foo": `echo "$@"`})
	env.Config.Aliases = map[string]string{"f": "foo -x", "foo": "foo -y"}
	if out := env.Must("f", "z") + env.Must("foo", "z"); out != "-x z\n-y z\n" {
		t.Errorf("%q", out)
	}
}

// TestAliasLoop covers aliases that refer to each other. They are not expanded twice, as in the stock clients.
func TestAliasLoop(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given alias add a b
given alias add b 'c @ARGS@'
given alias add c 'a'
given alias add d 'a -x'
given alias add e 'd'
given alias add two 'l2'
given alias add l2 'list -f csv'
given alias add exec 'list -f csv'
given alias add l3 'exec'
given alias add ee ee
given alias add broken 'open'
given alias add open 'x "'
$ lxc a
! Error: the aliases form a loop: a -> b -> c -> a
= 2
$ lxc d
! Error: the aliases form a loop: d -> a -> b -> c -> a
= 2
$ lxc ee
! Error: the aliases form a loop: ee -> ee
= 2
$ lxc two
! Error: alias "two" expands to another alias, "l2"; an alias must expand to a command
= 2
$ lxc broken
! Error: alias "broken" expands to another alias, "open"; an alias must expand to a command
= 2
$ lxc exec
> GET /1.0/instances?recursion=1
$ lxc l3
| (help)
`)
}

// TestAliasShadow checks that an alias that hides a command is reported on a terminal.
func TestAliasShadow(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$t lxc alias add list 'list -f csv'
$t lxc alias add stop 'list -f csv'
| Note: the alias "stop" hides the command of that name; it runs: list -f csv
$t lxc alias add 'storage list' 'list -f csv'
| Note: the alias "storage list" hides the command of that name; it runs: list -f csv
$t lxc alias add -q start 'list -f csv'
$t lxc alias add mine 'list -f csv'
$t lxc alias rename mine pause
| Note: the alias "pause" hides the command of that name; it runs: list -f csv
$ lxc alias add restart 'list -f csv'
$t lxc list
> GET /1.0/instances?recursion=1
$t lxc stop
| Note: the alias "stop" hides the command of that name; it runs: list -f csv
> GET /1.0/instances?recursion=1
$t lxc stop -q
> GET /1.0/instances?recursion=1
$ lxc stop
> GET /1.0/instances?recursion=1
`)
}
