package defaults

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/i18n"
)

func show(app *cli.App) *cobra.Command {
	return app.Command(cli.Spec{
		Name: "show", Short: i18n.G("Show default settings as YAML"),
		Run: func(context.Context) error {
			c, err := app.Config()
			if err != nil {
				return err
			}
			if len(c.Defaults) == 0 {
				app.Print("{}\n")
				return nil
			}
			return output.YAML(app.Streams.Out, c.Defaults)
		},
	})
}
