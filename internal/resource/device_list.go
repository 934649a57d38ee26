package resource

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func (d *Devices) list(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List device names"), Args: []cli.Arg{d.arg(&ref)},
		Run: func(ctx context.Context) error {
			return d.run(ctx, app, ref, func(s Server) error {
				devices, err := d.Read(s, ref.Name)
				if err != nil {
					return err
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
