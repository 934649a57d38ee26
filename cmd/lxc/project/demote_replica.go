package project

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
)

func demoteReplica(app *cli.App) *cobra.Command { return replica(app, "demote-replica") }
