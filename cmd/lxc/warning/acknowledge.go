package warning

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func acknowledge(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "acknowledge", Aliases: []string{"ack"}, Short: i18n.G("Acknowledge a warning"), Args: []cli.Arg{cli.Object("warning", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			return cli.WithObject("warning", ref, srv.Warnings().Update(ref.Name, api.WarningPut{Status: "acknowledged"}, ""))
		},
	})
}
