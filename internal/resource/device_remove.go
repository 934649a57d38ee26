package resource

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func (d *Devices) remove(app *cli.App) *cobra.Command {
	var ref config.Ref
	var names []string
	return app.Command(cli.Spec{
		Name: "remove", Aliases: []string{"delete", "rm"}, Short: i18n.G("Remove devices"),
		Args: []cli.Arg{d.arg(&ref), cli.Completed(cli.Words("device", &names), d.names(d.Read))},
		Run: func(ctx context.Context) error {
			err := d.run(ctx, app, ref, func(s Server) error {
				return d.Change(s, ref.Name, func(devices map[string]map[string]string) error {
					for _, name := range names {
						if _, err := need(devices, name); err != nil {
							return err
						}
						delete(devices, name)
					}
					return nil
				})
			})
			if err == nil {
				app.Note(i18n.G("Device %s removed from %s"), strings.Join(names, ", "), ref.Name)
			}
			return err
		},
	})
}
