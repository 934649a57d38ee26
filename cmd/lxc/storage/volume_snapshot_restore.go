package storage

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
)

func snapshotRestore(app *cli.App) *cobra.Command {
	var v volume
	var name string
	return v.flag(app.Command(restoreSpec(app, &v, &name)))
}
