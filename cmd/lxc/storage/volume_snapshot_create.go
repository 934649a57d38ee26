package storage

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// snapshotOptions are the options of `storage volume snapshot` and its subcommand create.
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
	cli.TargetFlag(f, &o.target)
	f.StringVar(&o.expiry, "expiry", "", i18n.G("Expiry date (RFC 3339) or duration, for example 36h"))
	f.StringVar(&o.description, "description", "", i18n.G("Description"))
	f.BoolVar(&o.noExpiry, "no-expiry", false, i18n.G("Never expire the snapshot"))
	f.BoolVar(&o.reuse, "reuse", false, i18n.G("Replace a snapshot of that name"))
}

func (o *snapshotOptions) spec(app *cli.App, name, example string) cli.Spec {
	return cli.Spec{
		Name: name, Aliases: []string{"add"}, Short: i18n.G("Create a volume snapshot"), Example: example,
		Args: append(o.args(), cli.Opt(cli.Completed(cli.Word("snapshot", &o.name), cli.Nothing))),
		Run:  func(ctx context.Context) error { return o.run(ctx, app) }, HelpToErr: name == "snapshot" && app.Family == "incus",
	}
}

func (o *snapshotOptions) run(ctx context.Context, app *cli.App) error {
	post := api.StorageVolumeSnapshotsPost{Name: o.name, Description: o.description}
	switch {
	case o.noExpiry && o.expiry != "":
		return cli.Usagef("%s", i18n.G("--expiry and --no-expiry cannot be used together"))
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
			return cli.NotFound("volume", "Storage pool volume not found") // the error of servers for a snapshot of a snapshot
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

// snapshotCommand combines LXD's verb, `snapshot <pool> <volume> [<snapshot>]`, with Incus's group.
func snapshotCommand(app *cli.App) *cobra.Command {
	var verb, create snapshotOptions
	spec := verb.spec(app, "snapshot", "lxc storage volume snapshot default data before\nlxc storage volume snapshot list default data")
	spec.Aliases = nil
	spec.Short = i18n.G("Manage volume snapshots")
	cmd := app.Command(spec)
	verb.flags(cmd)
	made := app.Command(create.spec(app, "create", "lxc storage volume snapshot create default data before"))
	create.flags(made)
	cmd.AddCommand(made, snapshotList(app), snapshotShow(app), snapshotDelete(app), snapshotRename(app), snapshotRestore(app))
	return cmd
}
