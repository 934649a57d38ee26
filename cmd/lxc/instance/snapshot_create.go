package instance

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
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

func snapshotCreate(app *cli.App, name string, aliases []string) *cobra.Command {
	var o snapshotOptions
	example := "lxc snapshot create web before-upgrade"
	if name == "snapshot" {
		example = "lxc snapshot web before-upgrade\nlxc snapshot web --no-expiry\nlxc snapshot list web"
	}
	cmd := app.Command(cli.Spec{
		Name: name, Shows: true, Aliases: aliases, Short: i18n.G("Create instance snapshots"), Example: example,
		Args: []cli.Arg{cli.Instance(&o.instance), cli.Opt(cli.Completed(cli.Word("snapshot", &o.name), cli.Nothing))},
		Run: func(ctx context.Context) error {
			if name, snapshot, found := config.SplitName(o.instance.Name); found && o.name == "" {
				o.instance.Name, o.name = name, snapshot
			}
			return o.run(ctx, app)
		}, HelpToErr: name == "snapshot" && app.Family == "incus",
	})
	f := cmd.Flags()
	f.BoolVar(&o.stateful, "stateful", false, i18n.G("Include the running state"))
	f.BoolVar(&o.noExpiry, "no-expiry", false, i18n.G("Never expire the snapshot"))
	f.BoolVar(&o.reuse, "reuse", false, i18n.G("Replace a snapshot of that name"))
	f.StringVar(&o.expiry, "expiry", "", i18n.G("Expiry date (RFC 3339) or duration, for example 36h"))
	f.StringVar(&o.volumes, "disk-volumes", "", i18n.G("Volumes to include: root or all-exclusive"))
	return cmd
}

func (o *snapshotOptions) run(ctx context.Context, app *cli.App) error {
	if instance, name, found := config.SplitName(o.instance.Name); found && o.name == "" {
		o.instance.Name, o.name = instance, name
	}
	post := api.InstanceSnapshotsPost{Name: o.name, Stateful: o.stateful, DiskVolumes: o.volumes}
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
			return cli.WithObject("instance", o.instance, err)
		}
	}
	return cli.WithObject("instance", o.instance, o.create(ctx, app, srv, post))
}

func (o *snapshotOptions) create(ctx context.Context, app *cli.App, srv lxd.InstanceServer, post api.InstanceSnapshotsPost) error {
	var before []string
	if o.name == "" && app.Result.Asked() {
		var err error
		if before, err = srv.GetInstanceSnapshotNames(o.instance.Name); err != nil {
			return err
		}
	}
	op, err := srv.CreateInstanceSnapshot(o.instance.Name, post)
	if err == nil {
		err = app.Wait(ctx, op, "")
	}
	if err != nil {
		return err
	}
	return cli.ShowCreated(app, func() (*api.InstanceSnapshot, string, error) { return o.made(srv, before) })
}

// made returns the new snapshot: if the server chose its name, the newest one that was not there before. The server's clock alone
// does not tell, because somebody may have set it.
func (o *snapshotOptions) made(srv lxd.InstanceServer, before []string) (*api.InstanceSnapshot, string, error) {
	if o.name != "" {
		return srv.GetInstanceSnapshot(o.instance.Name, o.name)
	}
	all, err := srv.GetInstanceSnapshots(o.instance.Name)
	all = slices.DeleteFunc(all, func(s api.InstanceSnapshot) bool { return slices.Contains(before, s.Name) })
	if err != nil || len(all) == 0 {
		return nil, "", err
	}
	newest := slices.MaxFunc(all, func(a, b api.InstanceSnapshot) int { return a.CreatedAt.Compare(b.CreatedAt) })
	return &newest, "", nil
}
