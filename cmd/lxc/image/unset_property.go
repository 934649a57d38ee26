package image

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func unsetProperty(app *cli.App) *cobra.Command {
	var o object
	var key string
	return app.Command(cli.Spec{
		Name: "unset-property", Short: i18n.G("Unset a property of an image"),
		Args: []cli.Arg{o.arg(), cli.Completed(cli.Word("key", &key), propertyKeys)},
		Run: func(ctx context.Context) error {
			return o.changeProperties(ctx, app, map[string]string{key: ""})
		},
	})
}
