package resource

import (
	"context"
	"maps"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func (d *Devices) set(app *cli.App) *cobra.Command {
	var words []string
	return d.changeKeys(app, cli.Spec{Name: "set", Short: i18n.G("Set keys of a device")},
		cli.Completed(cli.Pairs(&words), d.keys("=")), func() (map[string]string, error) { return app.KeyValuesOrPair(words) })
}

// changeKeys builds set and unset: an empty value removes a key.
func (d *Devices) changeKeys(app *cli.App, spec cli.Spec, last cli.Arg, read func() (map[string]string, error)) *cobra.Command {
	var ref config.Ref
	var name string
	spec.Args = []cli.Arg{d.arg(&ref), d.device(&name), last}
	spec.Run = func(ctx context.Context) error {
		values, err := read()
		if err != nil {
			return err
		}
		return d.run(ctx, app, ref, func(s Server) error {
			return d.Change(s, ref.Name, func(devices map[string]map[string]string) error {
				device, err := need(devices, name)
				if err != nil {
					return err
				}
				maps.Copy(device, values) // servers drop empty values, and report unknown keys
				return nil
			})
		})
	}
	return app.Command(spec)
}
