package instance

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
)

// Init is `lxc init`.
func Init(app *cli.App) *cobra.Command { return creation(app, "init", false) }
