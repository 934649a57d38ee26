package instance

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
)

// initCommand is `lxc init`.
func initCommand(app *cli.App) *cobra.Command { return creation(app, "init", false) }
