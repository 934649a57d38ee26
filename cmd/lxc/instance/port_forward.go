package instance

import (
	"context"
	"net"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/localserve"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// portForwardCommand is `lxc port-forward`.
func portForwardCommand(app *cli.App) *cobra.Command {
	var ref config.Ref
	var target, local string
	return app.Command(cli.Spec{
		Name: "port-forward", Short: i18n.G("Forward a local port to an instance"),
		Long:    i18n.G("Listens on a loopback address until interrupted. The target is a port, or an address and port as seen from the instance. The listen port defaults to the same number; 0 picks a free one."),
		Example: "lxc port-forward web 80 8080\nlxc port-forward web 10.0.0.5:5432 127.0.0.1:5432",
		Args:    []cli.Arg{cli.Instance(&ref), cli.Word("target port", &target), cli.Opt(cli.Word("listen port", &local))},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			return cli.WithObject("instance", ref, forward(ctx, app, srv, ref.Name, target, local))
		},
	})
}

func forward(ctx context.Context, app *cli.App, srv lxd.InstanceServer, name, target, local string) error {
	if err := srv.CheckExtension("instance_port_forward"); err != nil {
		return err
	}
	address, text := "", target
	if host, port, err := net.SplitHostPort(target); err == nil {
		address, text = host, port
	}
	port, err := strconv.ParseUint(text, 10, 16)
	if err != nil || port == 0 {
		return cli.Usagef(i18n.G("invalid port %q"), target)
	}
	if local == "" {
		local = text
	}
	if !strings.Contains(local, ":") {
		local = "127.0.0.1:" + local
	}
	return localserve.Serve(ctx, app, "tcp", local, func() (net.Conn, error) {
		return srv.ForwardInstancePort(name, address, int(port))
	}, func(at string) { app.Aside(i18n.G("Forwarding %s to port %d of %s"), at, port, name) })
}
