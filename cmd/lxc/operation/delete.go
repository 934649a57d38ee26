package operation

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func cancel(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "delete", Aliases: []string{"cancel", "remove", "rm"}, Short: i18n.G("Cancel an operation"),
		Args: []cli.Arg{cli.Object("operation", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if err := srv.DeleteOperation(ref.Name); err != nil {
				return cli.WithObject("operation", ref, err)
			}
			app.Note(i18n.G("Operation %s canceled"), ref.Name)
			return nil
		},
	})
}
