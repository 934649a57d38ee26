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
		}
	}
}

// TestOnlyWhatIsUsed checks that one area is whole and the others are names.
func TestOnlyWhatIsUsed(t *testing.T) {
	t.Parallel()
	app := cli.NewApp(&term.Streams{Out: io.Discard, Err: io.Discard})
	app.FirstWord = "network"
	for _, cmd := range New(app).Commands() {
		if whole := cmd.HasSubCommands(); whole != (cmd.Name() == "network") {
			t.Errorf("%s: built: %v", cmd.Name(), whole)
		}
	}
	app.FirstWord = "nosuch"
	for _, cmd := range New(app).Commands() {
		if cmd.Name() == "storage" && !cmd.HasSubCommands() {
			t.Error("an unknown word does not build everything")
		}
	}
}
