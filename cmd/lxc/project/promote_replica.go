package project

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
)

func promoteReplica(app *cli.App) *cobra.Command { return replica(app, "promote-replica") }
