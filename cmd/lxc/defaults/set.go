package defaults

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/i18n"
)

func set(app *cli.App) *cobra.Command {
	var words []string
	return app.Command(cli.Spec{
		Name: "set", Short: i18n.G("Set default settings"), Example: "lxc default set list_format=compact",
		Args: []cli.Arg{cli.Completed(cli.Pairs(&words), cli.Fixed("console_spice_command=", "console_type=", "list.columns=", "list.hide_interfaces=", "list_format=", "no_color="))},
		Run: func(ctx context.Context) error {
			values, err := app.KeyValuesOrPair(words)
			if err != nil {
				return err
			}
			for key, value := range values {
				if err := known(key); err != nil {
					return err
				}
				if _, err := output.ParseFormat(value); key == "list_format" && err != nil {
					return cli.Usagef("%s", err)
				}
			}
			return change(ctx, app, func(defaults map[string]any) {
				for key, value := range values {
					defaults[key] = value
				}
			})
		},
	})
}
