package defaults

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func unset(app *cli.App) *cobra.Command {
	var words []string
	return app.Command(cli.Spec{
		Name: "unset", Short: i18n.G("Unset default settings"), Example: "lxc default unset list_format",
		Args: []cli.Arg{cli.Completed(cli.Words("key", &words), cli.Fixed(keys...))},
		Run: func(ctx context.Context) error {
			for _, key := range words {
				if err := known(key); err != nil {
					return err
				}
			}
			return change(ctx, app, func(defaults map[string]any) {
				for _, key := range words {
					delete(defaults, key)
				}
			})
		},
	})
}
