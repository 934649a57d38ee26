package alias

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func show(app *cli.App) *cobra.Command {
	return app.Command(cli.Spec{
		Name: "show", Shows: true, Short: i18n.G("Show the aliases as YAML"),
		Run: func(context.Context) error {
			c, err := app.Config()
			if err != nil {
				return err
			}
			return app.Show(c.Aliases)
		},
	})
}
