package project

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func switchTo(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "switch", Short: i18n.G("Switch the current project of a remote"), Example: "lxc project switch web\nlxc project switch prod:web",
		Args: []cli.Arg{cli.Object("project", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if _, _, err := srv.GetProject(ref.Name); err != nil {
				return cli.WithObject("project", ref, err)
			}
			c, err := app.Config()
			if err != nil {
				return err
			}
			return c.SetProject(ctx, ref.Remote, ref.Name)
		},
	})
}
