package image

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func getProperty(app *cli.App) *cobra.Command {
	var o object
	var key string
	return app.Command(cli.Spec{
		Name: "get-property", Short: i18n.G("Print a property of an image"),
		Args: []cli.Arg{o.arg(), cli.Word("key", &key)},
		Run: func(ctx context.Context) error {
			_, img, err := o.find(ctx, app)
			if err != nil {
				return err
			}
			value, found := img.Properties[key]
			if !found {
				return cli.About("image", o.ref, cli.NotFound("property", i18n.F("property %q not found", key)))
			}
			app.Print("%s\n", value)
			return nil
		},
	})
}
