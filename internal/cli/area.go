package cli

import (
	"slices"

	"github.com/spf13/cobra"
)

// Area is a top-level command name, with the function that builds its commands. The command tree consists of areas.
type Area struct {
	Name    string
	Aliases []string
	// Short describes a group in the list of all commands without building the group; nil for commands that are cheap to build.
	Short func() string
	Build func(*App) *cobra.Command
}

// Named reports whether word is the name or an alias of the area.
func (a Area) Named(word string) bool { return word == a.Name || slices.Contains(a.Aliases, word) }

// Line returns a command that represents the area in the list of all commands.
func (a Area) Line(app *App) *cobra.Command {
	if a.Short == nil {
		return a.Build(app)
	}
	return &cobra.Command{Use: a.Name, Aliases: a.Aliases, Short: a.Short(), Run: func(*cobra.Command, []string) {}}
}
