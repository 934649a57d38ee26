package root

import (
	"io"
	"strings"
	"testing"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/term"
)

// TestAreas compares the names that decide what is built with the names of what is built.
func TestAreas(t *testing.T) {
	t.Parallel()
	app := cli.NewApp(&term.Streams{Out: io.Discard, Err: io.Discard})
	for _, g := range groups {
		for _, a := range g.areas {
			cmd := a.build(app)
			if have := strings.Join(append([]string{cmd.Name()}, cmd.Aliases...), " "); have != a.names {
				t.Errorf("%q builds %q", a.names, have)
			}
			if a.summary != nil && a.summary() != cmd.Short {
				t.Errorf("%s: %q is %q in the list of all commands", a.names, cmd.Short, a.summary())
			}
		}
	}
}

// TestListOfAllCommands: the help of the program is the same whether groups are built or not.
func TestListOfAllCommands(t *testing.T) {
	t.Parallel()
	var texts []string
	for _, names := range []bool{false, true} {
		var out strings.Builder
		app := cli.NewApp(&term.Streams{Out: &out, Err: io.Discard})
		app.OnlyNames = names
		help(app)(New(app), nil)
		texts = append(texts, out.String())
	}
	if texts[0] != texts[1] || !strings.Contains(texts[0], "storage") {
		t.Errorf("with groups\n%s\nwithout\n%s", texts[0], texts[1])
	}
}

// TestOnlyWhatIsUsed checks that one area is whole and the others are left out.
func TestOnlyWhatIsUsed(t *testing.T) {
	t.Parallel()
	app := cli.NewApp(&term.Streams{Out: io.Discard, Err: io.Discard})
	app.FirstWord = "network"
	built := New(app).Commands()
	if len(built) != 1 || built[0].Name() != "network" || !built[0].HasSubCommands() {
		t.Errorf("built: %v", built)
	}
	app.FirstWord = "nosuch"
	for _, cmd := range New(app).Commands() {
		if cmd.Name() == "storage" && !cmd.HasSubCommands() {
			t.Error("an unknown word does not build everything")
		}
	}
}
