package root

import (
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/term"
)

// TestAreas compares the names of areas with those of the commands they build.
func TestAreas(t *testing.T) {
	t.Parallel()
	app := cli.NewApp(&term.Streams{Out: io.Discard, Err: io.Discard})
	for _, g := range groups() {
		for _, a := range g.areas {
			cmd := a.Build(app)
			if cmd.Name() != a.Name || !slices.Equal(cmd.Aliases, a.Aliases) {
				t.Errorf("%s %q builds %s %q", a.Name, a.Aliases, cmd.Name(), cmd.Aliases)
			}
			if a.Short != nil && a.Short() != cmd.Short {
				t.Errorf("%s: %q is %q in the list of all commands", a.Name, cmd.Short, a.Short())
			}
		}
	}
}

// TestListOfAllCommands checks that the help is the same whether groups are built or not.
func TestListOfAllCommands(t *testing.T) {
	t.Parallel()
	var texts []string
	for _, words := range [][]string{nil, {"help"}} {
		var out strings.Builder
		app := cli.NewApp(&term.Streams{Out: &out, Err: io.Discard})
		help(app)(New(app, words...), nil)
		texts = append(texts, out.String())
	}
	if texts[0] != texts[1] || !strings.Contains(texts[0], "storage") {
		t.Errorf("with groups\n%s\nwithout\n%s", texts[0], texts[1])
	}
}

// TestOnlyWhatIsUsed checks that one area is complete and the others are omitted.
func TestOnlyWhatIsUsed(t *testing.T) {
	t.Parallel()
	app := cli.NewApp(&term.Streams{Out: io.Discard, Err: io.Discard})
	built := New(app, "network").Commands()
	if len(built) != 1 || built[0].Name() != "network" || !built[0].HasSubCommands() {
		t.Errorf("built: %v", built)
	}
	for _, cmd := range New(app, "nosuch").Commands() {
		if cmd.Name() == "storage" && !cmd.HasSubCommands() {
			t.Error("an unknown word does not build everything")
		}
	}
}

// TestFirstWord checks that the first word selects the area, also for completion.
func TestFirstWord(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"version x": "version", "--version": "version", "--debug version": "", "help network": "help",
		"__complete network a": "network", "__completeNoDesc network a": "network", "__complete net": "__complete",
		"__complete --project x": "", "": "",
	} {
		if have := firstWord(strings.Fields(line)); have != want {
			t.Errorf("%q: %q, want %q", line, have, want)
		}
	}
}
