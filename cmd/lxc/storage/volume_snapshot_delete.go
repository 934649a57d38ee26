package storage

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func snapshotDelete(app *cli.App) *cobra.Command {
	return onSnapshot(app, cli.Spec{Name: "delete", Aliases: []string{"remove", "rm"}, Short: i18n.G("Delete a volume snapshot"), Example: "lxc storage volume snapshot delete default data snap0"}, nil,
		func(_ context.Context, all volumeSnapshots, name string) error {
			err := all.Delete(name)
			if err == nil {
				app.Note(i18n.G("Snapshot %s deleted"), name)
			}
			return err
		})
}
