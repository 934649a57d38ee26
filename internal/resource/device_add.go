package resource

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func (d *Devices) add(app *cli.App) *cobra.Command {
	var ref config.Ref
	var name, kind string
	var words []string
	return app.Command(cli.Spec{
		Name: "add", Aliases: []string{"create"}, Short: i18n.G("Add a device"),
		Example: "lxc config device add web data disk source=/srv/data path=/data",
		Args:    []cli.Arg{d.arg(&ref), cli.Completed(cli.Word("device", &name), cli.Nothing), cli.Choice("type", &kind, deviceTypes...), cli.Opt(cli.Completed(cli.Pairs(&words), d.keys("=")))},
		Run: func(ctx context.Context) error {
			values, err := cli.KeyValues(words)
			if err != nil {
				return err
			}
			values["type"] = kind
			err = d.run(ctx, app, ref, func(s Server) error {
				return d.Change(s, ref.Name, func(devices map[string]map[string]string) error {
					if _, found := devices[name]; found {
						return exists(name)
					}
					devices[name] = values
					return nil
				})
			})
			if err == nil {
				app.Note(i18n.G("Device %s added to %s"), name, ref.Name)
			}
			return err
		},
	})
}
