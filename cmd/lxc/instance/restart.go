package instance

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Restart is `lxc restart`.
func Restart(app *cli.App) *cobra.Command {
	return verb{name: "restart", action: "restart", short: i18n.G("Restart instances"), eligible: running, flags: forceFlags}.command(app)
}
