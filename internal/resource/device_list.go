package resource

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func (d *Devices) list(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "list", Shows: true, Aliases: []string{"ls"}, Short: i18n.G("List device names"), Args: []cli.Arg{d.arg(&ref)},
		Run: func(ctx context.Context) error {
			return d.run(ctx, app, ref, func(s Server) error {
				devices, err := d.Read(s, ref.Name)
				if err != nil {
					return err
				}
				if app.Result.Asked() {
					return showDevices(app, devices)
				}
				names := slices.Sorted(maps.Keys(devices))
				for i, name := range names {
					names[i] = app.Shown(name, false)
				}
				app.Print("%s\n", strings.Join(names, "\n")) // prints an empty line if there are none, like the stock clients
				return nil
			})
		},
	})
}

// showDevices prints devices as a list of objects, each with its name.
func showDevices(app *cli.App, devices map[string]map[string]string) error {
	format, err := app.Format("table")
	if err != nil {
		return err
	}
	var list []map[string]string
	for _, name := range slices.Sorted(maps.Keys(devices)) {
		device := maps.Clone(devices[name])
		device["name"] = name
		list = append(list, device)
	}
	return output.List(app.Streams.Out, format, output.Columns[map[string]string]{
		output.Col('n', i18n.G("NAME"), func(d map[string]string) string { return d["name"] }),
		output.Col('t', i18n.G("TYPE"), func(d map[string]string) string { return d["type"] }),
	}, list)
}
