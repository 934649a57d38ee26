package storage

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func snapshotShow(app *cli.App) *cobra.Command {
	return onSnapshot(app, cli.Spec{Name: "show", Shows: true, Short: i18n.G("Show a volume snapshot as YAML"), Example: "lxc storage volume snapshot show default data snap0"}, nil,
		func(_ context.Context, all volumeSnapshots, name string) error {
			snap, _, err := all.Get(name)
			if err != nil {
				return err
			}
			return app.Show(snap)
		})
}
