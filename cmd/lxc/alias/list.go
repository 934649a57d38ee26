package alias

import (
	"context"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

func list(app *cli.App) *cobra.Command {
	var flags resource.ListFlags
	columns := output.Columns[entry]{
		output.Col('a', i18n.G("ALIAS"), func(e entry) string { return e.Alias }),
		output.Col('t', i18n.G("TARGET"), func(e entry) string { return e.Target }),
	}
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List aliases"), NoSignals: true,
		Run: func(context.Context) error {
			c, err := app.Config()
			if err != nil {
				return err
			}
			format, err := flags.ParseFormat(app)
			switch {
			case err != nil:
				return err
			case format.Machine() && format.Name == "json":
				return output.JSON(app.Output(), c.Aliases)
			case format.Machine():
				return output.YAML(app.Output(), c.Aliases)
			}
			return resource.Print(app, flags, columns, func() ([]entry, error) {
				shown := maps.Clone(c.Aliases)
				if app.Family == "incus" { // its stock client also lists built-in aliases, but only in tables
					shown = maps.Clone(app.BuiltinAliases())
					maps.Copy(shown, c.Aliases)
				}
				var out []entry
				for _, name := range slices.Sorted(maps.Keys(shown)) {
					out = append(out, entry{name, shown[name]})
				}
				return out, nil
			})
		},
	})
	flags.Add(app, cmd, "at")
	resource.Offer(cmd, columns)
	return cmd
}
