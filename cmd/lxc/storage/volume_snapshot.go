package storage

import (
	"context"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// onSnapshot returns a command for a snapshot, given as a separate argument or, as in older Incus clients, as
// <volume>/<snapshot>.
func onSnapshot(app *cli.App, spec cli.Spec, extra []cli.Arg, work func(context.Context, lxd.Collection[api.StorageVolumeSnapshot, api.StorageVolumeSnapshotsPost, api.StorageVolumeSnapshotPut], string) error) *cobra.Command {
	var v volume
	var name string
	word := cli.Completed(cli.Word("snapshot", &name), cli.Below("volume-snapshot"))
	if len(extra) == 0 {
		word = cli.Opt(word)
	}
	spec.Args = append(append(v.args(), word), extra...)
	spec.Run = func(ctx context.Context) error {
		return v.on(ctx, app, func(s resource.Server, n volumeName) error {
			if name == "" {
				name = n.snapshot
			}
			if name == "" {
				return cli.Usagef(i18n.G("missing argument: %s"), "<snapshot>")
			}
			return cli.WithObject("snapshot", config.Ref{Remote: v.pool.Remote, Name: n.name + "/" + name},
				work(ctx, s.StoragePoolVolumeSnapshots(v.pool.Name, n.kind, n.name), name))
		})
	}
	return v.flag(app.Command(spec))
}

type volumeSnapshots = lxd.Collection[api.StorageVolumeSnapshot, api.StorageVolumeSnapshotsPost, api.StorageVolumeSnapshotPut]
