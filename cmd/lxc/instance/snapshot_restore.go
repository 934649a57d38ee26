package instance

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
)

func snapshotRestore(app *cli.App) *cobra.Command {
	return restore(app, "lxc snapshot restore web before-upgrade")
}
