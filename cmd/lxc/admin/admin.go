// Package admin implements `lxc admin`: initialization and shutdown of a server, as far as its API allows.
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

// local connects to a remote. The default is the local server, not the default remote.
func local(ctx context.Context, app *cli.App, remote *string) (lxd.InstanceServer, error) {
	if *remote == "" {
		*remote = "local"
	}
	return app.Server(ctx, *remote)
}

// internal sends a request to the internal API, which is only available on the unix socket.
func internal(srv lxd.InstanceServer, method, path string, body any) ([]byte, error) {
	resp, _, err := srv.RawQuery(method, path, body, "")
	if err != nil {
		return nil, err
	}
	return resp.Metadata, nil
}
