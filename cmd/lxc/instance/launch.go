package instance

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
)

// launchCommand is `lxc launch`.
func launchCommand(app *cli.App) *cobra.Command { return creation(app, "launch", true) }
