package server

import (
	"context"
	"net/http"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/localserve"
	"github.com/openlxc/lxc/pkg/i18n"
)

// webUICommand is `lxc webui`.
func webUICommand(app *cli.App) *cobra.Command {
	var remote string
	return app.Command(cli.Spec{
		Name: "webui", Short: i18n.G("Open the web interface of a server"),
		Long:    i18n.G("Prints a local address for your browser and forwards its requests to the server with this client's credentials, until interrupted. Anyone who has the address can do what this client can."),
		Example: "lxc webui\nlxc webui prod:", Args: []cli.Arg{cli.Remote(&remote)},
		Run: func(ctx context.Context) error {
			srv, err := app.ServerAt(ctx, &remote)
			if err != nil {
				return err
			}
			if _, _, err := srv.GetServer(); err != nil { // report an unreachable server here, not in the browser
				return err
			}
			if err := hasUI(srv); err != nil {
				return err
			}
			proxy, err := localserve.Proxy(srv)
			if err != nil {
				return err
			}
			l, err := localserve.Listen(ctx, "tcp", "127.0.0.1:0")
			if err != nil {
				return err
			}
			host, key := l.Addr().String(), localserve.NewKey()
			app.Print("http://%s/ui/?key=%s\n", host, key)
			app.Aside("%s", i18n.G("Open this address in a browser; press Ctrl-C to stop"))
			return localserve.ServeHTTP(ctx, l, localserve.Guard(host, key, proxy))
		},
	})
}

// hasUI requests the start page of the web interface; a server without one returns 404.
func hasUI(srv lxd.InstanceServer) error {
	resp, err := srv.RawRequest(http.MethodGet, "/ui/", nil, nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusNotFound {
		return &cli.ExitError{Code: 6, Err: cli.Failed(i18n.G("the server has no web interface installed"))}
	}
	return nil
}
