package alias

import (
	"context"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

func edit(app *cli.App) *cobra.Command {
	return app.Command(cli.Spec{
		Name: "edit", Short: i18n.G("Edit the aliases as YAML"),
		Run: func(ctx context.Context) error {
			c, err := app.Config()
			if err != nil {
				return err
			}
			return resource.Edit(ctx, app, resource.Editing{
				Name: "aliases", Help: i18n.G("Aliases, one per line: name: command"),
				Of: resource.RecordOf(func() (*map[string]string, string, error) {
					aliases := maps.Clone(c.Aliases)
					return &aliases, "", nil
				}, func(fresh map[string]string, _ string) error {
					return change(ctx, app, func(aliases map[string]string) error {
						for _, name := range slices.Collect(maps.Keys(aliases)) {
							delete(aliases, name)
						}
						maps.Copy(aliases, fresh)
						return nil
					})
				}),
			})
		},
	})
}
