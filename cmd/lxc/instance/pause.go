package instance

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// pauseCommand is `lxc pause`.
func pauseCommand(app *cli.App) *cobra.Command {
	return verb{
		name: "pause", action: "freeze", aliases: []string{"freeze"}, short: i18n.G("Freeze instances"), eligible: running,
	}.command(app)
}
