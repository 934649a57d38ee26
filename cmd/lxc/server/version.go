package server

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/i18n"
)

// versionCommand is `lxc version`. It succeeds even if the server is unreachable.
func versionCommand(app *cli.App) *cobra.Command {
	remote, known := "", true
	arg := cli.Remote(&remote)
	set := arg.Set
	arg.Set = func(app *cli.App, words []string) error {
		known = words[0] != "" && set(app, words) == nil
		return nil
	}
	return app.Command(cli.Spec{
		Name: "version", Short: i18n.G("Show the versions of client and server"), Args: []cli.Arg{arg},
		Example: "lxc version\nlxc version prod:",
		Run: func(ctx context.Context) error {
			app.Print("%s\n", i18n.F("Client version: %s", cli.Version))
			version := i18n.G("unreachable")
			if known {
				version = serverVersion(ctx, app, remote)
			}
			app.Print("%s\n", i18n.F("Server version: %s", version))
			return nil
		},
	})
}

func serverVersion(ctx context.Context, app *cli.App, remote string) string {
	unreachable := i18n.G("unreachable")
	if app.ResolveRemote(&remote) != nil {
		return unreachable
	}
	srv, err := app.Server(ctx, remote)
	if err != nil {
		return unreachable
	}
	server, _, err := srv.GetServer()
	switch {
	case err != nil:
		return unreachable
	case server.Environment.ServerVersion == "":
		return i18n.G("not trusted")
	}
	version := output.Escape(server.Environment.ServerVersion, false)
	switch family := cli.PerFlavor(app, "lxd", "incus"); server.Environment.Server {
	case family, "":
		return version
	case "incus":
		return "Incus " + version
	}
	return "LXD " + version
}
