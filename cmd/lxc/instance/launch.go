package instance

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
)

// Launch is `lxc launch`.
func Launch(app *cli.App) *cobra.Command { return creation(app, "launch", true) }
