package storage

import (
	"context"
	"errors"
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

// snapshotOptions are of `storage volume snapshot` and of its sub-command create.
type snapshotOptions struct {
	volume
	name        string
	expiry      string
	description string
	noExpiry    bool
	reuse       bool
}

func (o *snapshotOptions) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.target, "target", "", i18n.G("Cluster member"))
	f.StringVar(&o.expiry, "expiry", "", i18n.G("When the snapshot ends, as a date (RFC 3339) or from now (36h)"))
	f.StringVar(&o.description, "description", "", i18n.G("Description"))
	f.BoolVar(&o.noExpiry, "no-expiry", false, i18n.G("Keep the snapshot for ever, whatever else is set"))
	f.BoolVar(&o.reuse, "reuse", false, i18n.G("Replace a snapshot of that name"))
}

func (o *snapshotOptions) spec(app *cli.App, name, example string) cli.Spec {
	return cli.Spec{
		Name: name, Aliases: []string{"add"}, Short: i18n.G("Make a snapshot of a volume"), Example: example,
		Args: append(o.args(), cli.Opt(cli.Word("snapshot", &o.name))),
		Run:  func(ctx context.Context) error { return o.run(ctx, app) }, HelpToErr: name == "snapshot" && cli.Program() == "incus",
	}
}

func (o *snapshotOptions) run(ctx context.Context, app *cli.App) error {
	post := api.StorageVolumeSnapshotsPost{Name: o.name, Description: o.description}
	switch {
	case o.noExpiry && o.expiry != "":
		return cli.Usagef("%s", i18n.G("--expiry and --no-expiry exclude each other"))
	case o.noExpiry:
		post.ExpiresAt = &time.Time{}
	case o.expiry != "":
		at, err := cli.ParseExpiry(o.expiry, app.Now())
		if err != nil {
			return err
		}
		post.ExpiresAt = &at
	}
	return o.on(ctx, app, func(s resource.Server, n volumeName) error {
		if n.snapshot != "" {
			return &api.StatusError{Code: 404, Message: "Storage pool volume not found"} // as a server says of a snapshot of a snapshot
		}
		all := s.StoragePoolVolumeSnapshots(o.pool.Name, n.kind, n.name)
		if o.reuse && o.name != "" {
			if err := all.Delete(o.name); err != nil && !errors.Is(err, api.ErrNotFound) {
				return err
			}
		}
		return all.Create(post)
	})
}

// snapshotCommand is the verb of LXD, `snapshot <pool> <volume> [<snapshot>]`, and the group of Incus.
func snapshotCommand(app *cli.App) *cobra.Command {
	var verb, create snapshotOptions
	spec := verb.spec(app, "snapshot", "lxc storage volume snapshot default data before\nlxc storage volume snapshot list default data")
	spec.Aliases = nil
	spec.Short = i18n.G("Make and manage snapshots of volumes")
	cmd := app.Command(spec)
	verb.flags(cmd)
	made := app.Command(create.spec(app, "create", "lxc storage volume snapshot create default data before"))
	create.flags(made)
	cmd.AddCommand(made, snapshotList(app), snapshotShow(app), snapshotDelete(app), snapshotRename(app), snapshotRestore(app))
	return cmd
}

func snapshotColumns() output.Columns[api.StorageVolumeSnapshot] {
	return output.Columns[api.StorageVolumeSnapshot]{
		output.Col('n', i18n.G("NAME"), func(s api.StorageVolumeSnapshot) string { return s.Name[strings.LastIndexByte(s.Name, '/')+1:] }),
		output.Col('T', i18n.G("TAKEN AT"), func(s api.StorageVolumeSnapshot) string { return output.Time(s.CreatedAt) }),
		output.Col('E', i18n.G("EXPIRES AT"), func(s api.StorageVolumeSnapshot) string {
			if s.ExpiresAt == nil {
				return cli.ExpiryCell(time.Time{})
			}
			return cli.ExpiryCell(*s.ExpiresAt)
		}),
	}
}

func snapshotList(app *cli.App) *cobra.Command {
	var v volume
	var flags resource.ListFlags
	all := false
	var rest []string // overlooked, as the stock client does
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List the snapshots of a volume"),
		Example: "lxc storage volume snapshot list default data", Args: append(v.args(), cli.Opt(cli.Words("[<filter>...]", &rest))),
		Run: func(ctx context.Context) error {
			return v.on(ctx, app, func(s resource.Server, n volumeName) error {
				if all {
					s = s.UseAllProjects()
				}
				return resource.Print(app, flags, snapshotColumns(), s.StoragePoolVolumeSnapshots(v.pool.Name, n.kind, n.name).List)
			})
		},
	})
	flags.Add(cmd, "nTE")
	cmd.Flags().BoolVar(&all, "all-projects", false, i18n.G("Of all projects"))
	return v.flag(cmd)
}

// onSnapshot is a command on one snapshot, given as a word of its own or, as older Incus clients do, as <volume>/<snapshot>.
func onSnapshot(app *cli.App, spec cli.Spec, extra []cli.Arg, work func(context.Context, lxd.Collection[api.StorageVolumeSnapshot, api.StorageVolumeSnapshotsPost, api.StorageVolumeSnapshotPut], string) error) *cobra.Command {
	var v volume
	var name string
	word := cli.Word("snapshot", &name)
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
			return cli.About("snapshot", config.Ref{Remote: v.pool.Remote, Name: n.name + "/" + name},
				work(ctx, s.StoragePoolVolumeSnapshots(v.pool.Name, n.kind, n.name), name))
		})
	}
	return v.flag(app.Command(spec))
}

type volumeSnapshots = lxd.Collection[api.StorageVolumeSnapshot, api.StorageVolumeSnapshotsPost, api.StorageVolumeSnapshotPut]

func snapshotShow(app *cli.App) *cobra.Command {
	return onSnapshot(app, cli.Spec{Name: "show", Short: i18n.G("Show a snapshot of a volume as YAML"), Example: "lxc storage volume snapshot show default data snap0"}, nil,
		func(_ context.Context, all volumeSnapshots, name string) error {
			snap, _, err := all.Get(name)
			if err != nil {
				return err
			}
			return output.YAML(app.Streams.Out, snap)
		})
}

func snapshotDelete(app *cli.App) *cobra.Command {
	return onSnapshot(app, cli.Spec{Name: "delete", Aliases: []string{"remove", "rm"}, Short: i18n.G("Delete a snapshot of a volume"), Example: "lxc storage volume snapshot delete default data snap0"}, nil,
		func(_ context.Context, all volumeSnapshots, name string) error {
			err := all.Delete(name)
			if err == nil {
				app.Note(i18n.G("Deleted %s %s"), "snapshot", name)
			}
			return err
		})
}

func snapshotRename(app *cli.App) *cobra.Command {
	var to string
	return onSnapshot(app, cli.Spec{Name: "rename", Aliases: []string{"mv"}, Short: i18n.G("Rename a snapshot of a volume"), Example: "lxc storage volume snapshot rename default data snap0 before"},
		[]cli.Arg{cli.Word("new-name", &to)},
		func(_ context.Context, all volumeSnapshots, name string) error {
			err := all.Rename(name, to)
			if err == nil { // stock clients say it with --quiet, too
				app.Print("%s\n", i18n.F("Renamed %s %s to %s", "snapshot", name, to))
			}
			return err
		})
}

func snapshotRestore(app *cli.App) *cobra.Command {
	var v volume
	var name string
	return v.flag(app.Command(restoreSpec(app, &v, &name)))
}

// restore is `storage volume restore`, the older spelling of `storage volume snapshot restore`.
func restore(app *cli.App) *cobra.Command {
	var v volume
	var name string
	return v.flag(app.Command(restoreSpec(app, &v, &name)))
}

func restoreSpec(app *cli.App, v *volume, name *string) cli.Spec {
	return cli.Spec{
		Name: "restore", Short: i18n.G("Put a volume back to a snapshot"), Example: "lxc storage volume restore default data snap0",
		Args: append(v.args(), cli.Word("snapshot", name)),
		Run: func(ctx context.Context) error {
			if *name == "" { // servers would take the configuration away
				return cli.Usagef("%s", i18n.G("the name of the snapshot is empty"))
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
