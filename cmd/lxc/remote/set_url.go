package remote

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func setURL(app *cli.App) *cobra.Command {
	var remote string
	var urls []string
	return app.Command(cli.Spec{
		Name: "set-url", Aliases: []string{"set-urls"}, Short: i18n.G("Set the addresses of a remote; the first one that responds is used"),
		Example: "lxc remote set-url prod https://192.0.2.8:8443",
		Args:    []cli.Arg{name("remote", &remote), cli.Words("URL", &urls)},
		Run: func(ctx context.Context) error {
			return change(app, func(c *config.Config) error {
				var all []string
				for _, url := range urls {
					address, err := normalise(url, c.Remotes[remote].Protocol)
					if err != nil {
						return err
					}
					all = append(all, address)
				}
				return c.Change(ctx, remote, func(r *config.Remote) { r.Addr = strings.Join(all, ",") })
			})
		},
	})
}
