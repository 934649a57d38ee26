package root_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"gopkg.in/yaml.v2"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// names returns the names in a list, whatever its format; the name is the first column.
func names(t *testing.T, format, out string) []string {
	t.Helper()
	var found []string
	switch format {
	case "json":
		var all []struct{ Name string }
		if err := json.Unmarshal([]byte(out), &all); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		for _, one := range all {
			found = append(found, one.Name)
		}
	case "yaml":
		var all []struct{ Name string }
		if err := yaml.Unmarshal([]byte(out), &all); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		for _, one := range all {
			found = append(found, one.Name)
		}
	default:
		for _, m := range regexp.MustCompile(`(?m)(?:^|^\| | \| |^ +)(i[0-9])(?: |,|$)`).FindAllStringSubmatch(out, -1) {
			found = append(found, m[1])
		}
	}
	slices.Sort(found)
	return found
}

// TestSameRowsInEveryFormat: a filter selects the same instances in each format, with each choice of columns, and whether the
// server filters or this client.
func TestSameRowsInEveryFormat(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string]minilxd.Options{
		"filtered here": {Without: []string{"api_filtering"}}, "filtered by the server": {Extra: []string{"api_filtering"}}, "incus": {Family: "incus"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := clitest.New(t, root.New, opts)
			for i := range 6 {
				e.Must("init", "--empty", fmt.Sprintf("i%d", i), "-c", fmt.Sprintf("user.k=%d", i%2), "-c", fmt.Sprintf("limits.cpu=%d", i%3+1))
			}
			e.Must("start", "i0", "i1", "i2")
			for filter, want := range map[string]string{
				"": "i0 i1 i2 i3 i4 i5", "i2": "i2", "user.k=0": "i0 i2 i4", "user.k=1 limits.cpu=2": "i1", "status=running": "i0 i1 i2",
				"ipv4=192.0.2.7": "i0 i1 i2", "ipv4=198.51.100.1": "", "ipv6=2001:db8::/32": "i0 i1 i2", "type=virtual-machine": "", "nosuch": "",
				"name=i1": "i1", "architecture=x86_64 status=stopped": "i3 i4 i5", "i[0-2]": "i0 i1 i2",
			} {
				for _, format := range []string{"table", "compact", "csv", "json", "yaml"} {
					for _, columns := range []string{"", "n", "ns46tSlmM"} {
						line := append([]string{"list", "-f", format}, strings.Fields(filter)...)
						if columns != "" {
							line = append(line, "-c", columns)
						}
						if got := strings.Join(names(t, format, e.Must(line...)), " "); got != want {
							t.Errorf("%q: %s, not %s", line, got, want)
						}
					}
				}
			}
		})
	}
}

// awkward are names that paths and queries must escape. A colon would end the name of a remote, and a slash begins a snapshot.
var awkward = []string{"a+b", "100%", "x%2Fy", "q?project=p", "f#1", "k=v", "a&b", "with blank", "ünï", `back\slash`, "semi;colon", "a,b"}

// TestAwkwardNames passes names with special characters through every verb of the kinds whose names are free: each finds its own
// object and no other.
func TestAwkwardNames(t *testing.T) {
	t.Parallel()
	for _, c := range kindCases {
		if !c.has("get") || len(c.before) > 0 || strings.Contains(c.name, ".") {
			continue
		}
		t.Run(strings.ReplaceAll(c.group, " ", "-"), func(t *testing.T) {
			t.Parallel()
			e := clitest.New(t, root.New, minilxd.Options{Family: c.family})
			for i, name := range awkward {
				good(t, e, "", c.line("create", name, strings.Fields(c.create)...)...)
				good(t, e, "", c.line("set", name, fmt.Sprintf("user.number=%d", i))...)
			}
			for i, name := range awkward {
				if got := good(t, e, "", c.line("get", name, "user.number")...); got != fmt.Sprintf("%d\n", i) {
					t.Errorf("get of %q: %q", name, got)
				}
				if out := good(t, e, "", c.line("show", name)...); !strings.Contains(out, name) && !strings.Contains(out, fmt.Sprintf("%q", name)) {
					t.Errorf("show of %q: %s", name, out)
				}
				good(t, e, "description: mine\n", c.line("edit", name)...)
				if c.has("rename") {
					good(t, e, "", c.line("rename", name, name+"2")...)
					good(t, e, "", c.line("rename", name+"2", name)...)
				}
			}
			for _, name := range awkward {
				good(t, e, "", c.line("delete", name)...)
			}
		})
	}
}

// TestTwoWritersOfEveryKind: keys that two commands set at once are both there afterwards: a refused ETag makes a command read
// again.
func TestTwoWritersOfEveryKind(t *testing.T) {
	t.Parallel()
	for _, c := range kindCases {
		if !c.has("set") {
			continue
		}
		t.Run(strings.ReplaceAll(c.group, " ", "-"), func(t *testing.T) {
			t.Parallel()
			e := clitest.New(t, root.New, minilxd.Options{Family: c.family})
			for _, line := range c.before {
				good(t, e, "", strings.Fields(line)...)
			}
			good(t, e, "", c.line("create", c.name, strings.Fields(c.create)...)...)
			var all sync.WaitGroup
			for i := range 4 {
				all.Go(func() {
					if r := e.Run("", c.line("set", c.name, fmt.Sprintf("user.k%d=%d", i, i))...); r.Code != 0 {
						t.Errorf("exit code %d: %s", r.Code, r.ErrOut)
					}
				})
			}
			all.Wait()
			for i := range 4 {
				if got := good(t, e, "", c.line("get", c.name, fmt.Sprintf("user.k%d", i))...); got != fmt.Sprintf("%d\n", i) {
					t.Errorf("user.k%d is lost: %q", i, got)
				}
			}
		})
	}
}
