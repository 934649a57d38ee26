package cluster

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func info(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "info", Shows: true, Short: i18n.G("Show resource usage of a cluster member as YAML"), Example: "lxc cluster info server1", Args: []cli.Arg{cli.Object("member", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			state, _, err := srv.GetClusterMemberState(ref.Name)
			if err != nil {
				return cli.WithObject("member", ref, err)
			}
			return app.Show(state)
		},
	})
}
