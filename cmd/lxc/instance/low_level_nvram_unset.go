package instance

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

func nvramUnset(app *cli.App) *cobra.Command {
	var text string
	return onInstance(app, cli.Spec{Name: "unset", Short: i18n.G("Delete a firmware variable")}, []cli.Arg{cli.Completed(cli.Word("variable", &text), variableNames)},
		func(_ context.Context, s resource.Server, name string) error {
			guid, v, err := variable(text)
			if err != nil {
				return err
			}
			return s.DeleteInstanceNVRAMVariable(name, guid, v)
		})
}
