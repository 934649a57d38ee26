package root_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// kindCase describes how to create an object of a kind.
type kindCase struct {
	group   string   // command path before the verb
	family  string   // server family; "" is LXD
	before  []string // command lines that create its parents
	parents string   // arguments before the name
	name    string
	create  string // arguments after the name
	without string // verbs that the kind does not have
}

var kindCases = []kindCase{
	{group: "profile", name: "k1"},
	{group: "network", name: "k1"},
	{group: "network acl", name: "k1"},
	{group: "network zone", name: "example.net"},
	{group: "network zone record", before: []string{"network zone create example.net"}, parents: "example.net", name: "www", without: "rename"},
	{group: "network forward", before: []string{"network create n1"}, parents: "n1", name: "192.0.2.1", without: "rename"},
	{group: "network load-balancer", before: []string{"network create n1"}, parents: "n1", name: "192.0.2.1", without: "rename"},
	{group: "network load-balancer pool", before: []string{"network create n1"}, parents: "n1", name: "k1", without: "rename"},
	{group: "network peer", before: []string{"network create n1"}, parents: "n1", name: "k1", create: "other/n2", without: "rename"},
	{group: "network address-set", family: "incus", name: "k1"},
	{group: "network integration", family: "incus", name: "k1", create: "ovn"},
	{group: "storage", name: "k1", create: "dir", without: "rename"},
	{group: "storage volume", parents: "default", name: "k1"},
	{group: "storage bucket", parents: "default", name: "k1", without: "rename"},
	{group: "storage bucket key", before: []string{"storage bucket create default b1"}, parents: "default b1", name: "k1", without: "rename get set unset"},
	{group: "project", name: "k1"},
	{group: "cluster group", family: "incus", name: "k1"},
	{group: "placement-group", name: "k1"},
	{group: "replicator", name: "k1"},
	{group: "auth group", name: "k1", without: "get set unset"},
	{group: "auth identity-provider-group", name: "k1", without: "get set unset description"},
}

// TestEveryKind runs the verbs of every kind against the built-in server.
func TestEveryKind(t *testing.T) {
	t.Parallel()
	for _, c := range kindCases {
		t.Run(strings.ReplaceAll(c.group, " ", "-"), func(t *testing.T) {
			t.Parallel()
			env := clitest.New(t, root.New, minilxd.Options{Family: c.family})
			for _, line := range c.before {
				good(t, env, "", strings.Fields(line)...)
			}
			c.run(t, env)
		})
	}
}

func good(t *testing.T, env *clitest.Env, input string, words ...string) string {
	t.Helper()
	r := env.Run(input, words...)
	if r.Code != 0 {
		t.Fatalf("lxc %s: exit code %d: %s", strings.Join(words, " "), r.Code, r.ErrOut)
	}
	return r.Out
}

func (c kindCase) line(verb, name string, extra ...string) []string {
	words := append(strings.Fields(c.group), verb)
	words = append(words, strings.Fields(c.parents)...)
	if name != "" {
		words = append(words, name)
	}
	return append(words, extra...)
}

func (c kindCase) has(verb string) bool { return !strings.Contains(" "+c.without+" ", " "+verb+" ") }

func (c kindCase) run(t *testing.T, env *clitest.Env) {
	t.Helper()
	good(t, env, "", c.line("create", c.name, strings.Fields(c.create)...)...)
	if out := good(t, env, "", c.line("list", "", "-f", "csv")...); !strings.Contains(out, c.name) {
		t.Errorf("list does not show %s: %q", c.name, out)
	}
	if out := good(t, env, "", c.line("list", "", "-f", "json")...); !strings.HasPrefix(out, "[{") {
		t.Errorf("list -f json: %q", out)
	}
	if r := env.Run("", c.line("create", c.name, strings.Fields(c.create)...)...); r.Code == 0 {
		t.Error("a second object of the same name was created")
	}
	if c.has("set") {
		c.keys(t, env)
	}
	c.texts(t, env)
	name := c.name
	if c.has("rename") {
		good(t, env, "", c.line("rename", c.name, "k9")...)
		name = "k9"
	}
	if out := good(t, env, "", c.line("show", name)...); !strings.Contains(out, name) {
		t.Errorf("show: %q", out)
	}
	good(t, env, "", c.line("delete", name)...)
	if r := env.Run("", c.line("show", name)...); r.Code != 3 || !strings.HasPrefix(r.ErrOut, "Error: ") || strings.Count(r.ErrOut, "\n") != 1 {
		t.Errorf("show of a missing one: exit code %d, %q", r.Code, r.ErrOut)
	}
}

// keys covers get, set and unset, with keys and with properties.
func (c kindCase) keys(t *testing.T, env *clitest.Env) {
	t.Helper()
	good(t, env, "", c.line("set", c.name, "user.a=1", "user.b=x=y")...)
	good(t, env, "", c.line("set", c.name, "user.c", "3")...)
	good(t, env, "from input", c.line("set", c.name, "user.d=-")...)
	for key, want := range map[string]string{"user.a": "1", "user.b": "x=y", "user.c": "3", "user.d": "from input", "user.none": ""} {
		if out := good(t, env, "", c.line("get", c.name, key)...); strings.TrimSuffix(out, "\n") != want || want != "" && !strings.HasSuffix(out, "\n") {
			t.Errorf("get %s: %q", key, out)
		}
	}
	good(t, env, "", c.line("unset", c.name, "user.a", "user.b")...)
	if out := good(t, env, "", c.line("get", c.name, "user.a")...); strings.Trim(out, "\n") != "" {
		t.Errorf("get after unset: %q", out)
	}
	good(t, env, "", c.line("set", c.name, "-p", "description=first")...)
	if out := good(t, env, "", c.line("get", c.name, "-p", "description")...); out != "first\n" {
		t.Errorf("property: %q", out)
	}
	if r := env.Run("", c.line("set", c.name, "novalue")...); r.Code != 2 {
		t.Errorf("set without a value: exit code %d", r.Code)
	}
	// As in the stock client, set ignores it and unset does not.
	if r := env.Run("", c.line("set", c.name, "-p", "nosuch=1")...); r.Code != 0 || r.Out+r.ErrOut != "" {
		t.Errorf("set of an unknown property: exit code %d: %s", r.Code, r.Out+r.ErrOut)
	}
	if r := env.Run("", c.line("unset", c.name, "-p", "nosuch")...); !strings.Contains(c.without, "unset") && r.Code != 2 {
		t.Errorf("unset of an unknown property: exit code %d", r.Code)
	}
}

// texts checks that edit accepts the output of show, and unknown keys.
func (c kindCase) texts(t *testing.T, env *clitest.Env) {
	t.Helper()
	text := good(t, env, "", c.line("show", c.name)...)
	if c.has("description") {
		text = strings.Replace(text, "description: first", "description: second", 1)
		text = strings.Replace(text, `description: ""`, "description: second", 1)
	}
	good(t, env, text, c.line("edit", c.name)...)
	if out := good(t, env, "", c.line("show", c.name)...); c.has("description") && !strings.Contains(out, "description: second") {
		t.Errorf("edit changed nothing: %q", out)
	}
	strict := slices.Contains([]string{"network acl", "network zone", "network zone record", "network forward", "network load-balancer", "network peer"}, c.group)
	if r := env.Run(text+"nonsense: 1\n", c.line("edit", c.name)...); strict != (r.Code == 2) || !strict && r.ErrOut != "" {
		t.Errorf("edit with an unknown key: exit code %d, %q", r.Code, r.ErrOut)
	}
	if r := env.Run("", c.line("edit", c.name)...); r.Code != 0 || r.ErrOut != "" {
		t.Errorf("edit of nothing: exit code %d, %q", r.Code, r.ErrOut)
	}
}

// TestGoldenLists compares the output of list and show for each kind and format with golden files.
func TestGoldenLists(t *testing.T) {
	t.Parallel()
	changing := regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|20[0-9]{2}[-/][0-9]{2}[-/][0-9]{2}[T ][0-9:.]+(Z| UTC)?|[A-Za-z0-9]{20,}`)
	var out bytes.Buffer
	for _, c := range kindCases {
		env := clitest.New(t, root.New, minilxd.Options{Family: c.family})
		for _, line := range c.before {
			good(t, env, "", strings.Fields(line)...)
		}
		good(t, env, "", c.line("create", c.name, strings.Fields(c.create)...)...)
		for _, words := range [][]string{c.line("list", ""), c.line("list", "", "-f", "compact"), c.line("list", "", "-f", "csv"), c.line("show", c.name)} {
			fmt.Fprintf(&out, "$ lxc %s\n%s", strings.Join(words, " "), changing.ReplaceAllString(good(t, env, "", words...), "…"))
		}
	}
	golden(t, "testdata/lists.golden", out.Bytes())
}
