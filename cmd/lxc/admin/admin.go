// Package admin holds `lxc admin`: setting up and ending a server, as far as its API offers it.
package admin

import (
	"context"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Area is `lxc admin`.
var Area = cli.Area{Name: "admin", Short: summary, Build: build}

func summary() string { return i18n.G("Manage the server daemon") }

func build(app *cli.App) *cobra.Command {
	group := app.Group("admin", summary(), []*cobra.Command{
		initialize(app), waitReady(app), shutdown(app), recoverPools(app), sql(app), updateCertificate(app), daemonCluster(app), systemCommands(app),
	})
	if app.Family == "incus" {
		return app.Lenient(group)
	}
	return app.StdoutHelp(group)
}

// local connects to the server of a remote. Without a remote it is the local server, not the default remote.
func local(ctx context.Context, app *cli.App, remote *string) (lxd.InstanceServer, error) {
	if *remote == "" {
		*remote = "local"
	}
	return app.Server(ctx, *remote)
}

// internal is a request to the part of the API that is not for networks.
func internal(srv lxd.InstanceServer, method, path string, body any) ([]byte, error) {
	resp, _, err := srv.RawQuery(method, path, body, "")
	if err != nil {
		return nil, err
	}
	return resp.Metadata, nil
}
