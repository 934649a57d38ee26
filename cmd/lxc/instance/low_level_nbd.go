package instance

import (
	"context"
	"net"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/localserve"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

func instanceNBD(app *cli.App) *cobra.Command {
	var address string
	cmd := onInstance(app, cli.Spec{
		Name: "nbd", Short: i18n.G("Serve the disks of a virtual machine over NBD"), Example: "lxc low-level nbd vm1",
	}, nil, func(ctx context.Context, s resource.Server, name string) error {
		return localserve.Serve(ctx, app, "tcp", address, func() (net.Conn, error) { return s.GetInstanceNBDConn(name) },
			func(at string) { app.Aside(i18n.G("Serving on %s"), "nbd://"+at) })
	})
	cmd.Flags().StringVar(&address, "address", "127.0.0.1:0", i18n.G("Loopback address to listen on"))
	return cmd
}
