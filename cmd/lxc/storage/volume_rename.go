package storage

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func rename(app *cli.App) *cobra.Command {
	var v volume
	var to string
	return v.flag(app.Command(cli.Spec{
		Name: "rename", Short: i18n.G("Rename a storage volume or volume snapshot"),
		Example: "lxc storage volume rename default data archive\nlxc storage volume rename default data/snap0 data/before",
		Args:    append(v.args(), cli.Word("new-name", &to)),
		Run: func(ctx context.Context) error {
			err := v.on(ctx, app, func(s resource.Server, n volumeName) error {
				target := parseVolume(to)
				if n.snapshot == "" {
					op, err := s.PostStoragePoolVolume(v.pool.Name, n.kind, n.name, api.StorageVolumePost{Name: target.source()})
					if err != nil {
						return err
					}
					return app.Wait(ctx, op, "")
				}
				if target.snapshot == "" {
					target.snapshot = target.name
				}
				return s.StoragePoolVolumeSnapshots(v.pool.Name, n.kind, n.name).Rename(n.snapshot, target.snapshot)
			})
			if err == nil {
				app.Note(i18n.G("Storage volume %s renamed to %s"), v.word, to)
			}
			return err
		},
	}))
}
