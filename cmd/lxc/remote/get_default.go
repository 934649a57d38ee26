package remote

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func getDefault(app *cli.App) *cobra.Command {
	return app.Command(cli.Spec{
		Name: "get-default", Shows: true, Short: i18n.G("Print the default remote"),
		Run: func(context.Context) error {
			return change(app, func(c *config.Config) error {
				return app.ShowValue(c.Default())
			})
		},
	})
}
