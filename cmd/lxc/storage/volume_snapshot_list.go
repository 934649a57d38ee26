package storage

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func snapshotColumns(app *cli.App) output.Columns[api.StorageVolumeSnapshot] {
	return output.Columns[api.StorageVolumeSnapshot]{
		output.Col('n', i18n.G("NAME"), func(s api.StorageVolumeSnapshot) string { return config.LastName(s.Name) }),
		output.Col('T', i18n.G("TAKEN AT"), func(s api.StorageVolumeSnapshot) string { return output.Time(s.CreatedAt) }),
		output.Col('E', i18n.G("EXPIRES AT"), func(s api.StorageVolumeSnapshot) string {
			if s.ExpiresAt == nil {
				return app.ExpiryCell(time.Time{})
			}
			return app.ExpiryCell(*s.ExpiresAt)
		}),
	}
}

func snapshotList(app *cli.App) *cobra.Command {
	var v volume
	var flags resource.ListFlags
	all := false
	var rest []string // ignored, as in the stock client
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List volume snapshots"),
		Example: "lxc storage volume snapshot list default data", Args: append(v.args(), cli.Filters(&rest)),
		Run: func(ctx context.Context) error {
			return v.on(ctx, app, func(s resource.Server, n volumeName) error {
				if all {
					s = s.UseAllProjects()
				}
				flags.Order = output.Unsorted // in order of creation
				return resource.Print(app, flags, snapshotColumns(app), s.StoragePoolVolumeSnapshots(v.pool.Name, n.kind, n.name).List)
			})
		},
	})
	flags.Add(app, cmd, "nTE")
	resource.Offer(cmd, snapshotColumns(app))
	cmd.Flags().BoolVar(&all, "all-projects", false, i18n.G("Across all projects"))
	return v.flag(cmd)
}
