package instance

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// restartCommand is `lxc restart`.
func restartCommand(app *cli.App) *cobra.Command {
	return verb{name: "restart", action: "restart", short: i18n.G("Restart instances"), eligible: running, flags: forceFlags}.command(app)
}
