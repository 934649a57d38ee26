package resource

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func (d *Devices) show(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "show", Shows: true, Short: i18n.G("Show the devices as YAML"), Args: []cli.Arg{d.arg(&ref)},
		Run: func(ctx context.Context) error {
			return d.run(ctx, app, ref, func(s Server) error {
				devices, err := d.Read(s, ref.Name)
				if err != nil {
					return err
				}
				return app.Show(devices)
			})
		},
	})
}
