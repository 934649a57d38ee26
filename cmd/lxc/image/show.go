package image

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func show(app *cli.App) *cobra.Command {
	var o object
	cmd := app.Command(cli.Spec{
		Name: "show", Shows: true, Short: i18n.G("Show the editable properties of an image as YAML"), Args: []cli.Arg{o.arg()},
		Run: func(ctx context.Context) error {
			_, img, err := o.find(ctx, app)
			if err != nil {
				return err
			}
			return app.Show(img.Writable())
		},
	})
	o.flag(cmd)
	return cmd
}
