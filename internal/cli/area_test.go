package cli_test

import (
	"testing"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/term"
)

// TestArea checks that an area is found by name and aliases, and that its line in the list of commands does not build it.
func TestArea(t *testing.T) {
	t.Parallel()
	built := 0
	build := func(*cli.App) *cobra.Command {
		built++
		return &cobra.Command{Use: "move <instance>", Short: "Move instances"}
	}
	app := cli.NewApp(&term.Streams{})
	group := cli.Area{Name: "network", Aliases: []string{"net"}, Short: func() string { return "Manage networks" }, Build: build}
	for word, want := range map[string]bool{"network": true, "net": true, "networks": false, "": false} {
		if group.Named(word) != want {
			t.Errorf("%q: %v, want %v", word, !want, want)
		}
	}
	line := group.Line(app)
	if line.Name() != "network" || line.Short != "Manage networks" || !line.HasAlias("net") || !line.IsAvailableCommand() || built != 0 {
		t.Errorf("%+v, built %d times", line, built)
	}
	if verb := (cli.Area{Name: "move", Build: build}).Line(app); verb.Short != "Move instances" || built != 1 {
		t.Errorf("%+v, built %d times", verb, built)
	}
}
