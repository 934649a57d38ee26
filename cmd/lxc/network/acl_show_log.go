package network

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func aclLog(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "show-log", Short: i18n.G("Show the log of a network ACL"), Example: "lxc network acl show-log web",
		Args: []cli.Arg{cli.Object("acl", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			log, err := srv.GetNetworkACLLogfile(ref.Name)
			if err != nil {
				return cli.WithObject("acl", ref, err)
			}
			defer log.Close()
			return app.CopyText(log)
		},
	})
}
