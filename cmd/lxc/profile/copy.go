package profile

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func copyProfile(app *cli.App) *cobra.Command {
	var from, to config.Ref
	var project string
	refresh := false
	cmd := app.Command(cli.Spec{
		Name: "copy", Aliases: []string{"cp"}, Short: i18n.G("Copy a profile"), Example: "lxc profile copy default prod:default",
		Args: []cli.Arg{cli.Object("profile", &from), cli.Target("profile", &to)},
		Run: func(ctx context.Context) error {
			if to.Remote == "" {
				return cli.Usagef("%s", i18n.G("missing argument: <new-name>"))
			}
			if to.Name == "" {
				to.Name = from.Name
			}
			source, err := app.Server(ctx, from.Remote)
			if err != nil {
				return err
			}
			target, err := app.Server(ctx, to.Remote)
			if err != nil {
				return err
			}
			if project != "" {
				target = target.UseProject(project)
			}
			p, _, err := source.GetProfile(from.Name)
			if err != nil {
				return cli.WithObject("profile", from, err)
			}
			if refresh { // create would fail with 409 or 500 if the profile exists, so try update first
				err = target.UpdateProfile(to.Name, p.Writable(), "")
			}
			if !refresh || errors.Is(err, api.ErrNotFound) {
				err = target.CreateProfile(api.ProfilesPost{Name: to.Name, ProfilePut: p.Writable()})
			}
			return cli.WithObject("profile", to, err)
		},
	})
	cmd.Flags().StringVar(&project, "target-project", "", i18n.G("Project to copy to"))
	cmd.Flags().BoolVar(&refresh, "refresh", false, i18n.G("Update an existing profile of that name"))
	return cmd
}
