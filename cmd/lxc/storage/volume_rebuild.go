package storage

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

func rebuild(app *cli.App) *cobra.Command {
	var v volume
	return v.flag(app.Command(cli.Spec{
		Name: "rebuild", Short: i18n.G("Rebuild the replicas of a volume"), Example: "lxc storage volume rebuild remote data", Args: v.args(),
		Run: func(ctx context.Context) error {
			return v.on(ctx, app, func(s resource.Server, n volumeName) error {
				return s.RebuildStoragePoolVolume(v.pool.Name, n.kind, n.name)
			})
		},
	}))
}
