package profile

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func remove(app *cli.App) *cobra.Command {
	var ref config.Ref
	var name string
	return app.Command(cli.Spec{
		Name: "remove", Short: i18n.G("Remove a profile from an instance"), Example: "lxc profile remove web gpu",
		Args: []cli.Arg{cli.Instance(&ref), cli.Word("profile", &name)},
		Run: func(ctx context.Context) error {
			err := onInstance(ctx, app, ref, func(list []string) ([]string, error) {
				if !slices.Contains(list, name) {
					return nil, cli.NotFound("profile",
						i18n.F("profile %q is not applied to the instance (applied profiles: %s)", name, strings.Join(list, ", ")))
				}
				return slices.DeleteFunc(list, func(p string) bool { return p == name }), nil
			})
			if err == nil {
				app.Note(i18n.G("Profile %s removed from %s"), name, ref.Name)
			}
			return err
		},
	})
}
