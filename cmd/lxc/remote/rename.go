package remote

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func rename(app *cli.App) *cobra.Command {
	var from, to string
	return app.Command(cli.Spec{
		Name: "rename", Aliases: []string{"mv"}, Short: i18n.G("Rename a remote"), Args: []cli.Arg{name("remote", &from), name("new-name", &to)},
		Run: func(ctx context.Context) error {
			return change(app, func(c *config.Config) error { return c.Rename(ctx, from, to) })
		},
	})
}
