package remote

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func remove(app *cli.App) *cobra.Command {
	var remote string
	return app.Command(cli.Spec{
		Name: "remove", Aliases: []string{"delete", "rm"}, Short: i18n.G("Remove a remote"), Args: []cli.Arg{name("remote", &remote)},
		Run: func(ctx context.Context) error {
			return change(app, func(c *config.Config) error { return c.Remove(ctx, remote) })
		},
	})
}
