package server

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// fingerCommand is `lxc finger`, which checks whether a server responds. Clients of 2016 had it.
func fingerCommand(app *cli.App) *cobra.Command {
	var remote string
	return app.Command(cli.Spec{
		Name: "finger", Short: i18n.G("Check whether a server responds"), Hidden: true, Args: []cli.Arg{cli.Remote(&remote)},
		Example: "lxc finger prod:",
		Run: func(ctx context.Context) error {
			srv, err := app.ServerAt(ctx, &remote)
			if err == nil {
				_, _, err = srv.GetServer()
			}
			return err
		},
	})
}
