package storage

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func snapshotRename(app *cli.App) *cobra.Command {
	var to string
	return onSnapshot(app, cli.Spec{Name: "rename", Aliases: []string{"mv"}, Short: i18n.G("Rename a volume snapshot"), Example: "lxc storage volume snapshot rename default data snap0 before"},
		[]cli.Arg{cli.Word("new-name", &to)},
		func(_ context.Context, all volumeSnapshots, name string) error {
			err := all.Rename(name, to)
			if err == nil { // stock clients print it even with --quiet
				app.Print("%s\n", i18n.F("Snapshot %s renamed to %s", name, to))
			}
			return err
		})
}
