package auth

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func identityInfo(app *cli.App) *cobra.Command {
	var remote string
	return app.Command(cli.Spec{
		Name: "info", Shows: true, Short: i18n.G("Show your identity and permissions on a server"), Args: []cli.Arg{cli.Remote(&remote)},
		Run: func(ctx context.Context) error {
			srv, err := app.ServerAt(ctx, &remote)
			if err != nil {
				return err
			}
			me, err := srv.GetCurrentIdentity()
			if err != nil {
				return err
			}
			return app.Show(me)
		},
	})
}
