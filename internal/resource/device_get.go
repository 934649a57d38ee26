package resource

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func (d *Devices) get(app *cli.App) *cobra.Command {
	var ref config.Ref
	var name, key string
	return app.Command(cli.Spec{
		Name: "get", Shows: true, Short: i18n.G("Print a key of a device"),
		Args: []cli.Arg{d.arg(&ref), d.device(&name), cli.Completed(cli.Word("key", &key), d.keys(""))},
		Run: func(ctx context.Context) error {
			return d.run(ctx, app, ref, func(s Server) error {
				devices, err := d.Read(s, ref.Name)
				if err != nil {
					return err
				}
				device, err := need(devices, name)
				if err != nil {
					return err
				}
				return app.ShowValue(device[key])
			})
		},
	})
}
