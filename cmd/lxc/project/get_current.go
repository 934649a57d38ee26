package project

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func current(app *cli.App) *cobra.Command {
	var remote string
	return app.Command(cli.Spec{
		Name: "get-current", Shows: true, Short: i18n.G("Print the current project"), Args: []cli.Arg{cli.Remote(&remote)},
		Run: func(context.Context) error {
			if err := app.ResolveRemote(&remote); err != nil {
				return err
			}
			project, err := inUse(app, remote)
			if err != nil {
				return err
			}
			return app.ShowValue(project)
		},
	})
}
