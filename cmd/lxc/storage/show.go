package storage

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func show(app *cli.App) *cobra.Command {
	var ref config.Ref
	var target string
	resources := false
	cmd := app.Command(cli.Spec{
		Name: "show", Shows: true, Short: i18n.G("Show a storage pool as YAML"), Example: "lxc storage show default --resources",
		Args: []cli.Arg{cli.Object("pool", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if target != "" {
				srv = srv.UseTarget(target)
			}
			var shown any
			if resources {
				shown, err = srv.GetStoragePoolResources(ref.Name)
			} else {
				shown, _, err = srv.GetStoragePool(ref.Name)
			}
			if err != nil {
				return cli.WithObject("pool", ref, err)
			}
			return app.Show(shown)
		},
	})
	cmd.Flags().BoolVar(&resources, "resources", false, i18n.G("Show the available resources of the pool"))
	cli.TargetFlag(cmd.Flags(), &target)
	return cmd
}
