package server

import (
	"context"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// versionCommand is `lxc version`. It succeeds even if the server is unreachable.
func versionCommand(app *cli.App) *cobra.Command {
	remote, known := "", true
	arg := cli.RemoteOf(&remote)
	arg.Set = func(_ *cli.App, words []string) error { // without the colon, too, as in the stock clients
		name, _, found := config.SplitRemote(words[0])
		if !found {
			name = words[0]
		}
		remote, known = name, name != ""
		return nil
	}
	return app.Command(cli.Spec{
		Name: "version", Shows: true, Short: i18n.G("Show the versions of client and server"), Args: []cli.Arg{arg},
		Example: "lxc version\nlxc version prod:",
		Run: func(ctx context.Context) error {
			var server *api.Server
			if known {
				server = serverOf(ctx, app, &remote)
			}
			if app.Result.Asked() {
				return app.Show(versionsOf(remote, server))
			}
			app.Print("%s\n", i18n.F("Client version: %s", cli.Version))
			app.Print("%s\n", i18n.F("Server version: %s", serverVersion(app, server)))
			return nil
		},
	})
}

// serverOf returns what a server says of itself, or nil if it cannot be reached.
func serverOf(ctx context.Context, app *cli.App, remote *string) *api.Server {
	if app.ResolveRemote(remote) != nil {
		return nil
	}
	srv, err := app.Server(ctx, *remote)
	if err != nil {
		return nil
	}
	server, _, err := srv.GetServer()
	if err != nil {
		return nil
	}
	return server
}

// versions are the versions of client and server. Without a server its part is null; without trust its version is empty.
type versions struct {
	Client clientVersion  `json:"client" yaml:"client"`
	Remote string         `json:"remote" yaml:"remote"`
	Server *serverDetails `json:"server" yaml:"server"`
}

type clientVersion struct {
	Version  string `json:"version" yaml:"version"`
	Go       string `json:"go" yaml:"go"`
	Platform string `json:"platform" yaml:"platform"`
}

type serverDetails struct {
	Name       string   `json:"name" yaml:"name"`
	Version    string   `json:"version" yaml:"version"`
	API        string   `json:"api_version" yaml:"api_version"`
	Extensions []string `json:"api_extensions" yaml:"api_extensions"`
}

func versionsOf(remote string, server *api.Server) versions {
	v := versions{Client: clientVersion{cli.Version, runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}, Remote: remote}
	if server != nil {
		v.Server = &serverDetails{server.Environment.Server, server.Environment.ServerVersion, server.APIVersion, server.APIExtensions}
	}
	return v
}

func serverVersion(app *cli.App, server *api.Server) string {
	switch {
	case server == nil:
		return i18n.G("unreachable")
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
