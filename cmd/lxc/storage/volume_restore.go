package storage

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// restore is `storage volume restore`, the older name of `storage volume snapshot restore`.
func restore(app *cli.App) *cobra.Command {
	var v volume
	var name string
	return v.flag(app.Command(restoreSpec(app, &v, &name)))
}

func restoreSpec(app *cli.App, v *volume, name *string) cli.Spec {
	return cli.Spec{
		Name: "restore", Short: i18n.G("Restore a volume from a snapshot"), Example: "lxc storage volume restore default data snap0",
		Args: append(v.args(), cli.Completed(cli.Word("snapshot", name), cli.Below("volume-snapshot"))),
		Run: func(ctx context.Context) error {
			if *name == "" { // servers would clear the configuration
				return cli.Usagef("%s", i18n.G("missing snapshot name"))
			}
			return v.on(ctx, app, func(s resource.Server, n volumeName) error {
				_, etag, err := s.GetStoragePoolVolume(v.pool.Name, n.kind, n.name)
				if err != nil {
					return err
				}
				return s.UpdateStoragePoolVolume(v.pool.Name, n.kind, n.name, api.StorageVolumePut{Restore: *name}, etag)
			})
		},
	}
}
