package project

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func remove(app *cli.App) *cobra.Command {
	var ref config.Ref
	force, sure := false, false
	cmd := app.Command(cli.Spec{
		Name: "delete", Aliases: []string{"remove", "rm"}, Short: i18n.G("Delete a project"), Example: "lxc project delete web",
		Args: []cli.Arg{cli.Object("project", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if !force {
				err = srv.DeleteProject(ref.Name)
			} else {
				if asks := cli.PerFlavor(app, false, true); asks && !sure {
					sure, err = app.Confirm(ctx, i18n.F("Delete project %s and everything in it?", ref.Name), "--yes")
					if err != nil {
						return err
					}
					if !sure {
						return cli.Failed(i18n.G("canceled: nothing was deleted"))
					}
				}
				err = srv.DeleteProjectForce(ref.Name)
			}
			if err != nil {
				return cli.WithObject("project", ref, err)
			}
			app.Note(i18n.G("Project %s deleted"), ref.Name)
			return forget(ctx, app, ref)
		},
	})
	cmd.Flags().BoolVarP(&force, "force", "f", false, i18n.G("Also delete everything in the project"))
	cmd.Flags().BoolVar(&sure, "yes", false, i18n.G("Do not prompt"))
	return cmd
}

// forget switches a remote back to the default project after its current project was deleted.
func forget(ctx context.Context, app *cli.App, ref config.Ref) error {
	c, err := app.Config()
	if err != nil || c.Remotes[ref.Remote].Project != ref.Name {
		return err
	}
	return c.SetProject(ctx, ref.Remote, "")
}
