package resource

import (
	"context"
	"maps"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func (d *Devices) override(app *cli.App) *cobra.Command {
	var ref config.Ref
	var name string
	var words []string
	return app.Command(cli.Spec{
		Name: "override", Short: i18n.G("Override a device inherited from a profile"),
		Example: "lxc config device override web root size=20GiB",
		Args:    []cli.Arg{d.arg(&ref), cli.Completed(cli.Word("device", &name), d.names(d.Inherited)), cli.Opt(cli.Completed(cli.Pairs(&words), d.keys("=")))},
		Run: func(ctx context.Context) error {
			values, err := cli.KeyValues(words)
			if err != nil {
				return err
			}
			err = d.run(ctx, app, ref, func(s Server) error {
				own, err := d.Read(s, ref.Name)
				if err != nil {
					return err
				}
				if _, found := own[name]; found {
					return exists(name)
				}
				inherited, err := d.Inherited(s, ref.Name)
				if err != nil {
					return err
				}
				device, err := need(inherited, name)
				if err != nil {
					return err
				}
				device = maps.Clone(device)
				maps.Copy(device, values)
				return d.Change(s, ref.Name, func(devices map[string]map[string]string) error {
					devices[name] = device
					return nil
				})
			})
			if err == nil {
				app.Note(i18n.G("Device %s overridden for %s"), name, ref.Name)
			}
			return err
		},
	})
}
