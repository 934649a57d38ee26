package remote

import (
	"context"
	"os"
	"time"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/localserve"
	"github.com/openlxc/lxc/pkg/i18n"
)

// proxy offers a remote on a local unix socket, for programs that use the API but do not support certificates.
func proxy(app *cli.App) *cobra.Command {
	var remote, socket string
	timeout := 0
	required := cli.Remote(&remote)
	required.Optional = false
	cmd := app.Command(cli.Spec{
		Name: "proxy", Short: i18n.G("Run a local API proxy for a remote"), Example: "lxc remote proxy prod: /tmp/prod.sock",
		Args: []cli.Arg{required, cli.Local("socket", &socket)},
		Run: func(ctx context.Context) error {
			srv, err := app.ServerAt(ctx, &remote)
			if err != nil {
				return err
			}
			if timeout > 0 {
				var cancel context.CancelFunc
				ctx, cancel = context.WithTimeout(ctx, time.Duration(timeout)*time.Second)
				defer cancel()
			}
			return serveProxy(ctx, app, srv, socket)
		},
	})
	cmd.Flags().IntVar(&timeout, "timeout", 0, i18n.G("Close the socket after this many seconds; 0 keeps it open"))
	return cmd
}

func serveProxy(ctx context.Context, app *cli.App, srv lxd.InstanceServer, socket string) error {
	handler, err := localserve.Proxy(srv)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(socket); err == nil {
		return cli.Usagef(i18n.G("%s already exists; choose another name"), socket)
	}
	l, err := localserve.ListenPrivate(ctx, socket)
	if err != nil {
		return err
	}
	defer os.Remove(socket)
	app.Aside(i18n.G("Serving on %s"), socket)
	return localserve.ServeHTTP(ctx, l, handler)
}
