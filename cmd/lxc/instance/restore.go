package instance

import (
	"context"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type restoreOptions struct {
	ref      config.Ref
	name     string
	stateful bool
	diskOnly bool
	volumes  string
}

// restoreCommand is `lxc restore`.
func restoreCommand(app *cli.App) *cobra.Command {
	return restore(app, "lxc restore web before-upgrade")
}

func restore(app *cli.App, example string) *cobra.Command {
	var o restoreOptions
	spec := cli.Spec{
		Name: "restore", Short: i18n.G("Restore an instance from a snapshot"), Example: example, Args: snapshotArgs(&o.ref, &o.name),
	}
	cmd := onSnapshot(app, spec, &o.ref, &o.name, func(ctx context.Context, srv lxd.InstanceServer) error {
		name := o.name
		if !srv.IsIncus() || name == "" { // without a name, the server would restore nothing and drop the configuration
			name = o.ref.Name + "/" + name
		}
		put := api.InstancePut{Restore: name, Stateful: o.stateful, DiskOnly: o.diskOnly, RestoreDiskVolumes: o.volumes}
		err := lxd.CheckExtensions(srv, map[string]bool{
			"instance_snapshot_disk_only_restore": o.diskOnly, "instance_snapshots_multi_volume": o.volumes != "",
		})
		if err != nil {
			return err
		}
		op, err := srv.UpdateInstance(o.ref.Name, put, "")
		if err != nil {
			return err
		}
		return app.Wait(ctx, op, i18n.F("Restoring %s", o.ref.Name))
	})
	f := cmd.Flags()
	app.DryRunFlag(f)
	f.BoolVar(&o.stateful, "stateful", false, i18n.G("Restore the running state as well"))
	f.BoolVar(&o.diskOnly, "diskonly", false, i18n.G("Restore the disks only"))
	f.StringVar(&o.volumes, "disk-volumes", "", i18n.G("Volumes to restore: root or all-exclusive"))
	return cmd
}
