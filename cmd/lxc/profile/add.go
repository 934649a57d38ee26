package profile

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func add(app *cli.App) *cobra.Command {
	var ref config.Ref
	var name string
	return app.Command(cli.Spec{
		Name: "add", Short: i18n.G("Add a profile to an instance"), Example: "lxc profile add web gpu",
		Args: []cli.Arg{cli.Instance(&ref), cli.Word("profile", &name)},
		Run: func(ctx context.Context) error {
			err := onInstance(ctx, app, ref, func(list []string) ([]string, error) {
				if slices.Contains(list, name) { // the error of the servers, which stock clients rely on
					return nil, cli.Conflict("profile", "Duplicate profile found in request")
				}
				return append(list, name), nil
			})
			if err == nil {
				app.Note(i18n.G("Profile %s added to %s"), name, ref.Name)
			}
			return err
		},
	})
}
