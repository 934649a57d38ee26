package instance

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

func repair(app *cli.App) *cobra.Command {
	var action string
	return onInstance(app, cli.Spec{
		Name: "repair", Short: i18n.G("Run a repair action on the server"), Example: "lxc low-level repair vm1 rebuild-config-volume",
	}, []cli.Arg{cli.Choice("action", &action, "rebuild-config-volume")}, func(_ context.Context, s resource.Server, name string) error {
		return s.RepairInstance(name, action)
	})
}
