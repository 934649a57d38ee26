package remote

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func switchTo(app *cli.App) *cobra.Command {
	var remote string
	return app.Command(cli.Spec{
		Name: "switch", Aliases: []string{"set-default"}, Short: i18n.G("Switch the default remote"), Args: []cli.Arg{name("remote", &remote)},
		Run: func(ctx context.Context) error {
			return change(app, func(c *config.Config) error { return c.Switch(ctx, remote) })
		},
	})
}
