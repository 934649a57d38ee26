package remote

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func setKeepalive(app *cli.App) *cobra.Command {
	var remote, seconds string
	return app.Command(cli.Spec{
		Name: "set-keepalive", Short: i18n.G("Set how long other clients keep connections open"),
		Example: "lxc remote set-keepalive prod 30", Args: []cli.Arg{name("remote", &remote), cli.Word("seconds", &seconds)},
		Run: func(ctx context.Context) error {
			n, err := strconv.Atoi(seconds)
			if err != nil || n < 0 {
				return cli.Usagef(i18n.G("invalid number of seconds %q"), seconds)
			}
			return change(app, func(c *config.Config) error {
				return c.Change(ctx, remote, func(r *config.Remote) {
					if r.Extra == nil {
						r.Extra = map[string]any{}
					}
					r.Extra["keepalive"] = n
				})
			})
		},
	})
}
