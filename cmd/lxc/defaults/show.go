package defaults

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func show(app *cli.App) *cobra.Command {
	return app.Command(cli.Spec{
		Name: "show", Shows: true, Short: i18n.G("Show default settings as YAML"),
		Run: func(context.Context) error {
			c, err := app.Config()
			if err != nil {
				return err
			}
			if len(c.Defaults) == 0 {
				app.Print("{}\n")
				return nil
			}
			return app.Show(c.Defaults)
		},
	})
}
