package instance

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type snapshotOptions struct {
	instance config.Ref
	name     string
	stateful bool
	noExpiry bool
	reuse    bool
	expiry   string
	volumes  string
}

// Snapshot is `lxc snapshot`: the verb of LXD, and the group of Incus when its first word is one of the commands.
func Snapshot(app *cli.App) *cobra.Command {
	cmd := snapshotCreate(app, "snapshot", nil)
	cmd.Long = i18n.G("The instance itself is named directly, or after «create». An instance that bears the name of one of the commands is written with its remote (local:list), or after two dashes.")
	cmd.AddCommand(snapshotCreate(app, "create", []string{"add"}), snapshotList(app), snapshotShow(app), snapshotRename(app),
		snapshotDelete(app), snapshotRestore(app))
	return cmd
}

func snapshotCreate(app *cli.App, name string, aliases []string) *cobra.Command {
	var o snapshotOptions
	example := "lxc snapshot create web before-upgrade"
	if name == "snapshot" {
		example = "lxc snapshot web before-upgrade\nlxc snapshot web --no-expiry\nlxc snapshot list web"
	}
	cmd := app.Command(cli.Spec{
		Name: name, Aliases: aliases, Short: i18n.G("Take snapshots of instances"), Example: example,
		Args: []cli.Arg{cli.Instance(&o.instance), cli.Opt(cli.Word("snapshot name", &o.name))},
		Run: func(ctx context.Context) error {
			if name, snapshot, found := strings.Cut(o.instance.Name, "/"); found && o.name == "" {
				o.instance.Name, o.name = name, snapshot
			}
			return o.run(ctx, app)
		}, HelpToErr: name == "snapshot" && cli.Program() == "incus",
	})
	f := cmd.Flags()
	f.BoolVar(&o.stateful, "stateful", false, i18n.G("Include the running state"))
	f.BoolVar(&o.noExpiry, "no-expiry", false, i18n.G("Keep the snapshot for ever, whatever else is set"))
	f.BoolVar(&o.reuse, "reuse", false, i18n.G("Replace a snapshot of that name"))
	f.StringVar(&o.expiry, "expiry", "", i18n.G("When the snapshot ends, as a date (RFC 3339) or from now (36h)"))
	f.StringVar(&o.volumes, "disk-volumes", "", i18n.G("Volumes to include: root or all-exclusive"))
	return cmd
}

func (o *snapshotOptions) run(ctx context.Context, app *cli.App) error {
	if instance, name, found := strings.Cut(o.instance.Name, "/"); found && o.name == "" {
		o.instance.Name, o.name = instance, name
	}
	post := api.InstanceSnapshotsPost{Name: o.name, Stateful: o.stateful, DiskVolumes: o.volumes}
	switch {
	case o.noExpiry:
		post.ExpiresAt = &time.Time{}
	case o.expiry != "":
		at, err := cli.ParseExpiry(o.expiry, app.Now())
		if err != nil {
			return err
		}
		post.ExpiresAt = &at
	}
	srv, err := app.Server(ctx, o.instance.Remote)
	if err != nil {
		return err
	}
	if o.volumes != "" {
		if err := srv.CheckExtension("instance_snapshots_multi_volume"); err != nil {
			return err
		}
	}
	if o.reuse && o.name != "" {
		op, err := srv.DeleteInstanceSnapshot(o.instance.Name, o.name)
		if err == nil {
			err = app.Wait(ctx, op, "")
		}
		if err != nil && !errors.Is(err, api.ErrNotFound) {
			return cli.About("instance", o.instance, err)
		}
	}
	op, err := srv.CreateInstanceSnapshot(o.instance.Name, post)
	if err == nil {
		err = app.Wait(ctx, op, "")
	}
	return cli.About("instance", o.instance, err)
}

func snapshotArgs(ref *config.Ref, name *string) []cli.Arg {
	return []cli.Arg{cli.Instance(ref), cli.Word("snapshot", name)}
}

func snapshotColumns() output.Columns[api.InstanceSnapshot] {
	return output.Columns[api.InstanceSnapshot]{
		output.Col('n', i18n.G("NAME"), func(s api.InstanceSnapshot) string { return s.Name }),
		output.Col('T', i18n.G("TAKEN AT"), func(s api.InstanceSnapshot) string { return output.Time(s.CreatedAt) }),
		output.Col('E', i18n.G("EXPIRES AT"), func(s api.InstanceSnapshot) string { return cli.ExpiryCell(s.ExpiresAt) }),
		output.Col('s', i18n.G("STATEFUL"), func(s api.InstanceSnapshot) string { return output.YesNo(s.Stateful) }),
	}
}

func snapshotList(app *cli.App) *cobra.Command {
	var ref config.Ref
	var flags resource.ListFlags
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List the snapshots of an instance"), Args: []cli.Arg{cli.Instance(&ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			flags.Order = output.Unsorted // as they were taken
			return cli.About("instance", ref, resource.Print(app, flags, snapshotColumns(),
				func() ([]api.InstanceSnapshot, error) { return srv.GetInstanceSnapshots(ref.Name) }))
		},
	})
	flags.Add(cmd, "nTEs")
	return cmd
}

// onSnapshot is a command on one snapshot.
func onSnapshot(app *cli.App, spec cli.Spec, ref *config.Ref, name *string, work func(context.Context, lxd.InstanceServer) error) *cobra.Command {
	spec.Run = func(ctx context.Context) error {
		srv, err := app.Server(ctx, ref.Remote)
		if err != nil {
			return err
		}
		return cli.About("snapshot", config.Ref{Remote: ref.Remote, Name: ref.Name + "/" + *name}, work(ctx, srv))
	}
	return app.Command(spec)
}

func snapshotShow(app *cli.App) *cobra.Command {
	var ref config.Ref
	var name string
	spec := cli.Spec{Name: "show", Short: i18n.G("Show a snapshot as YAML"), Args: snapshotArgs(&ref, &name)}
	return onSnapshot(app, spec, &ref, &name, func(_ context.Context, srv lxd.InstanceServer) error {
		snapshot, _, err := srv.GetInstanceSnapshot(ref.Name, name)
		if err != nil {
			return err
		}
		return output.YAML(app.Streams.Out, snapshot)
	})
}

func snapshotRename(app *cli.App) *cobra.Command {
	var ref config.Ref
	var name, to string
	spec := cli.Spec{
		Name: "rename", Short: i18n.G("Rename a snapshot"),
		Args: append(snapshotArgs(&ref, &name), cli.Word("new snapshot name", &to)),
	}
	return onSnapshot(app, spec, &ref, &name, func(ctx context.Context, srv lxd.InstanceServer) error {
		return renameSnapshot(ctx, app, srv, ref.Name, name, to)
	})
}

func renameSnapshot(ctx context.Context, app *cli.App, srv lxd.InstanceServer, instance, from, to string) error {
	op, err := srv.RenameInstanceSnapshot(instance, from, api.InstanceSnapshotPost{Name: to})
	if err != nil {
		return err
	}
	return app.Wait(ctx, op, "")
}

func snapshotDelete(app *cli.App) *cobra.Command {
	var ref config.Ref
	var name string
	interactive := false
	spec := cli.Spec{
		Name: "delete", Aliases: []string{"remove", "rm"}, Short: i18n.G("Delete a snapshot"), Args: snapshotArgs(&ref, &name),
	}
	cmd := onSnapshot(app, spec, &ref, &name, func(ctx context.Context, srv lxd.InstanceServer) error {
		if name == "" { // not the instance
			return &api.StatusError{Code: http.StatusNotFound, Message: i18n.G("not found")}
		}
		o := deleteOptions{refs: []config.SnapshotRef{{Ref: ref, Snapshot: name}}}
		if interactive {
			if err := o.ask(ctx, app); err != nil || len(o.refs) == 0 {
				return err
			}
		}
		err := o.snapshot(ctx, app, srv, o.refs[0])
		if errors.Is(err, api.ErrNotFound) {
			return cmp.Or(exists(srv, o.refs[0]), err)
		}
		return err
	})
	cmd.Flags().BoolVarP(&interactive, "interactive", "i", false, i18n.G("Ask before each deletion"))
	return cmd
}

type restoreOptions struct {
	ref      config.Ref
	name     string
	stateful bool
	diskOnly bool
	volumes  string
}

// Restore is `lxc restore`.
func Restore(app *cli.App) *cobra.Command { return restore(app, "lxc restore web before-upgrade") }

func snapshotRestore(app *cli.App) *cobra.Command {
	return restore(app, "lxc snapshot restore web before-upgrade")
}

func restore(app *cli.App, example string) *cobra.Command {
	var o restoreOptions
	spec := cli.Spec{
		Name: "restore", Short: i18n.G("Put an instance back to a snapshot"), Example: example, Args: snapshotArgs(&o.ref, &o.name),
	}
	cmd := onSnapshot(app, spec, &o.ref, &o.name, func(ctx context.Context, srv lxd.InstanceServer) error {
		name := o.name
		if !srv.IsIncus() || name == "" { // no name at all would restore nothing and take the configuration away
			name = o.ref.Name + "/" + name
		}
		put := api.InstancePut{Restore: name, Stateful: o.stateful, DiskOnly: o.diskOnly, RestoreDiskVolumes: o.volumes}
		for extension, wanted := range map[string]bool{
			"instance_snapshot_disk_only_restore": o.diskOnly, "instance_snapshots_multi_volume": o.volumes != "",
		} {
			if wanted {
				if err := srv.CheckExtension(extension); err != nil {
					return err
				}
			}
		}
		op, err := srv.UpdateInstance(o.ref.Name, put, "")
		if err != nil {
			return err
		}
		return app.Wait(ctx, op, i18n.F("Restoring %s", o.ref.Name))
	})
	f := cmd.Flags()
	f.BoolVar(&o.stateful, "stateful", false, i18n.G("Restore the running state too"))
	f.BoolVar(&o.diskOnly, "diskonly", false, i18n.G("Restore the disks only"))
	f.StringVar(&o.volumes, "disk-volumes", "", i18n.G("Volumes to restore: root or all-exclusive"))
	return cmd
}
