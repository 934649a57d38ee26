package instance

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// stopCommand is `lxc stop`.
func stopCommand(app *cli.App) *cobra.Command {
	return verb{
		name: "stop", action: "stop", short: i18n.G("Stop instances"), eligible: running,
		flags: func(cmd *cobra.Command, o *stateOptions) {
			cmd.Flags().BoolVar(&o.stateful, "stateful", false, i18n.G("Store the running state"))
			forceFlags(cmd, o)
		},
	}.command(app)
}
