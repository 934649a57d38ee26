package cli

import (
	"slices"

	"github.com/spf13/cobra"
)

// Area is a word that may come first on a command line, with what builds the commands below it. The tree of all commands is
// made of areas.
type Area struct {
	Name    string
	Aliases []string
	// Short is the line of a group in the list of all commands, for which the group itself need not be built; nil where a
	// command builds as fast as its line.
	Short func() string
	Build func(*App) *cobra.Command
}

// Named reports whether a word is the name or an alias of the area.
func (a Area) Named(word string) bool { return word == a.Name || slices.Contains(a.Aliases, word) }

// Line is the area as the list of all commands shows it.
func (a Area) Line(app *App) *cobra.Command {
	if a.Short == nil {
		return a.Build(app)
	}
	return &cobra.Command{Use: a.Name, Aliases: a.Aliases, Short: a.Short(), Run: func(*cobra.Command, []string) {}}
}
