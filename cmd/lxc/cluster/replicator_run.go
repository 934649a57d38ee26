package cluster

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func replicatorRun(app *cli.App) *cobra.Command {
	var ref config.Ref
	back := false
	cmd := app.Command(cli.Spec{
		Name: "run", Short: i18n.G("Run a replicator now"), Example: "lxc replicator run nightly", Args: []cli.Arg{cli.Object("replicator", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			op, err := srv.RunReplicator(ref.Name, back)
			if err == nil {
				err = app.Wait(ctx, op, i18n.G("Replicating"))
			}
			return cli.WithObject("replicator", ref, err)
		},
	})
	cmd.Flags().BoolVar(&back, "restore", false, i18n.G("Restore from the target cluster"))
	return cmd
}
