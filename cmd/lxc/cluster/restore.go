package cluster

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
)

// restore is the reverse of evacuate.
func restore(app *cli.App) *cobra.Command { return evacuate(app, "restore") }
