package cluster

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func enable(app *cli.App) *cobra.Command {
	var remote, name string
	return app.Command(cli.Spec{
		Name: "enable", Short: i18n.G("Enable clustering on a server"), Example: "lxc cluster enable server1",
		Args: []cli.Arg{cli.Remote(&remote), cli.Word("name", &name)},
		Run: func(ctx context.Context) error {
			srv, err := app.ServerAt(ctx, &remote)
			if err != nil {
				return err
			}
			server, _, err := srv.GetServer()
			if err != nil {
				return err
			}
			address, _ := server.Config["core.https_address"].(string)
			if clustered, _ := server.Config["cluster.https_address"].(string); address == "" && clustered == "" {
				return cli.Refused("server", i18n.G("the server does not listen on the network: set core.https_address first"))
			}
			have, etag, err := srv.GetCluster()
			if err != nil {
				return err
			}
			if have.Enabled {
				return cli.Conflict("cluster", i18n.G("the server is already part of a cluster"))
			}
			put := api.ClusterPut{}
			put.ServerName, put.Enabled = name, true
			op, err := srv.UpdateCluster(put, etag)
			if err == nil {
				err = app.Wait(ctx, op, i18n.G("Enabling"))
			}
			if err == nil {
				app.Note("%s", i18n.G("Clustering enabled"))
			}
			return err
		},
	})
}
