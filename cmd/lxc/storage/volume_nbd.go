package storage

import (
	"context"
	"fmt"
	"net"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/localserve"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

func nbd(app *cli.App) *cobra.Command {
	var v volume
	var address string
	writable := false
	cmd := app.Command(cli.Spec{
		Name: "nbd", Short: i18n.G("Serve a block volume over NBD"), Example: "lxc storage volume nbd default virtual-machine/v1",
		Args: v.args(),
		Run: func(ctx context.Context) error {
			return v.on(ctx, app, func(s resource.Server, n volumeName) error {
				if err := s.CheckExtension("storage_volume_nbd"); err != nil {
					return err // before clients connect
				}
				return localserve.Serve(ctx, app, "tcp", address, func() (net.Conn, error) {
					return s.GetStoragePoolVolumeNBDConn(v.pool.Name, n.kind, n.name, writable)
				}, func(at string) { app.Aside(i18n.G("Serving on %s"), fmt.Sprintf("nbd://%s", at)) })
			})
		},
	})
	cmd.Flags().StringVar(&address, "address", "127.0.0.1:0", i18n.G("Loopback address to listen on"))
	cmd.Flags().BoolVar(&writable, "writable", false, i18n.G("Allow writes"))
	return cmd
}
