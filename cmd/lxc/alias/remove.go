package alias

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func remove(app *cli.App) *cobra.Command {
	var name string
	return app.Command(cli.Spec{
		Name: "remove", Aliases: []string{"delete", "rm"}, Short: i18n.G("Remove an alias"), Args: []cli.Arg{cli.Completed(cli.Word("alias", &name), names)},
		Run: func(ctx context.Context) error {
			return change(ctx, app, func(aliases map[string]string) error {
				err := need(aliases, name)
				delete(aliases, name)
				return err
			})
		},
	})
}
