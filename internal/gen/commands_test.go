package main

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestNothingIsMissing checks that both trees have every command, alias and flag of the stock clients, including shorthands.
func TestNothingIsMissing(t *testing.T) {
	facts, err := readFacts("testdata/stock.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if len(facts) < 500 {
		t.Fatalf("only %d commands are known", len(facts))
	}
	trees := map[string]*cobra.Command{"lxc": treeOf("lxc"), "incus": treeOf("incus")}
	left := []string{"lxc-2.7: (global) --man", "lxc-2.7: (global) --no-alias"} // gone since LXD 3
	if have := missing(facts, trees); !slices.Equal(have, left) {
		t.Errorf("missing: %s", strings.Join(have, "\n"))
	}
}

// TestLetters lists the shorthands that differ between lxc and incus.
func TestLetters(t *testing.T) {
	for _, c := range []struct{ word, path, long, short string }{
		{"incus", "start", "all", "a"}, {"incus", "stop", "all", "a"}, {"incus", "restart", "all", "a"}, {"incus", "pause", "all", "a"},
		{"incus", "cluster evacuate", "force", "f"}, {"incus", "cluster restore", "force", "f"}, {"incus", "network acl rule remove", "force", "f"},
		{"incus", "monitor", "type", "t"}, {"incus", "storage volume create", "type", "t"}, {"incus", "", "all", "a"}, {"incus", "", "explain", ""},
		{"lxc", "", "explain", ""}, {"lxc", "", "all", ""},
	} {
		cmd := find(treeOf(c.word), c.path)
		if cmd == nil || !hasFlag(cmd, stockFlag{long: c.long, short: c.short}) {
			t.Errorf("%s %s has no --%s -%s", c.word, c.path, c.long, c.short)
		}
	}
}

func TestMissingIsNoticed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "facts")
	text := "# a comment\nlist\tlxc-6.9+incus-7.3\tls zz\tformat,f nosuch columns,x@incus-7.3\t\t\nnosuch thing\tlxc-6.9\t\t\t\t\nfinger\tlxc-2.7\t\t\t\tversion\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	facts, err := readFacts(path)
	if err != nil {
		t.Fatal(err)
	}
	have := missing(facts, map[string]*cobra.Command{"lxc": treeOf("lxc"), "incus": treeOf("incus")})
	want := []string{
		"lxc-6.9: list (alias zz)", "lxc-6.9: list --nosuch", "incus-7.3: list (alias zz)", "incus-7.3: list --nosuch", "incus-7.3: list --columns -x",
		"lxc-6.9: nosuch thing",
	}
	if !slices.Equal(have, want) {
		t.Errorf("%q, want %q", have, want)
	}
	if err := os.WriteFile(path, []byte("list\tlxc-6.9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := readFacts(path); err == nil {
		t.Error("a line without its columns is no error")
	}
}

func TestTestedIn(t *testing.T) {
	lines := map[string][]string{"unit": {}, "diff": {}}
	for _, line := range []string{`{"lxd", "auth group list", "x"},`, `env.Run("", "storage", "volume", "file", "push")`} {
		lines["unit"] = append(lines["unit"], plainWords("unit", line))
	}
	for _, line := range alternatives("lxc {{start|stop}} c1 {{--force|}}\n", 64) {
		lines["diff"] = append(lines["diff"], plainWords("diff", line))
	}
	for path, want := range map[string][]string{
		"auth group list": {"unit"}, "stop": {"diff"}, "storage volume file push": {"unit"}, "volume file": nil, "star": nil,
	} {
		if have := testedIn(lines, path); !reflect.DeepEqual(have, want) {
			t.Errorf("%s: %q, want %q", path, have, want)
		}
	}
}
