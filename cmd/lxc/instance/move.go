package instance

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

type moveOptions struct{ transferOptions }

// moveCommand is `lxc move`.
func moveCommand(app *cli.App) *cobra.Command {
	var o moveOptions
	cmd := app.Command(cli.Spec{
		Name: "move", Aliases: []string{"mv"}, Short: i18n.G("Move or rename an instance, on one server or between servers"),
		Long:    i18n.G("On one server, a new name is a rename. To another server the instance is copied whole, and the original is deleted only when the copy is complete."),
		Example: "lxc move web web2\nlxc move web prod:\nlxc move web --storage fast\nlxc move web/s1 web/before-upgrade",
		Args:    o.args(),
		Run:     func(ctx context.Context) error { return app.Rehearsed(o.run(ctx, app)) },
	})
	o.flags(app, cmd)
	return cmd
}

func (o *moveOptions) run(ctx context.Context, app *cli.App) error {
	source, target, err := o.servers(ctx, app)
	if err != nil {
		return err
	}
	if o.from.Snapshot != "" {
		return o.renameSnapshot(ctx, app, source)
	}
	if o.to.Name == "" {
		o.to.Name = o.from.Name
	}
	if !o.sameServer() {
		return o.across(ctx, app, source, target)
	}
	changes := o.keys.storage != "" || o.project != "" || o.target != "" || len(o.keys.config)+len(o.keys.devices)+len(o.keys.profiles) > 0 || o.keys.noProfiles
	if overrides := len(o.keys.config)+len(o.keys.devices)+len(o.keys.profiles) > 0 || o.keys.noProfiles; overrides && o.keys.storage == "" && o.project == "" && o.target == "" {
		return cli.Usagef("%s", i18n.G("configuration, devices and profiles cannot be changed by a rename: use config set and profile assign"))
	}
	if !changes {
		if o.to.Name == o.from.Name {
			return cli.Usagef("%s", i18n.G("the source and the target are the same"))
		}
		if err := o.exists(app, source); err != nil {
			return err
		}
		op, err := source.RenameInstance(o.from.Name, api.InstancePost{Name: o.to.Name})
		if err == nil {
			err = app.Wait(ctx, op, "")
		}
		return o.about(err)
	}
	if err := o.exists(app, source); err != nil {
		return err
	}
	return o.about(o.within(ctx, app, source))
}

func (o *moveOptions) renameSnapshot(ctx context.Context, app *cli.App, source lxd.InstanceServer) error {
	if !o.sameServer() || o.to.Name != o.from.Name || o.to.Snapshot == "" {
		return cli.Usagef(i18n.G("a snapshot can only be renamed to %s/<new-name>; use copy to create an instance from it"), o.from.Name)
	}
	if err := o.exists(app, source); err != nil {
		return err
	}
	return o.about(renameSnapshot(ctx, app, source, o.from.Name, o.from.Snapshot, o.to.Snapshot))
}

// exists makes --dry-run fail if the source does not exist: a request that is only printed cannot tell.
func (o *moveOptions) exists(app *cli.App, source lxd.InstanceServer) (err error) {
	switch {
	case !app.Flags.DryRun:
	case o.from.Snapshot != "":
		_, _, err = source.GetInstanceSnapshot(o.from.Name, o.from.Snapshot)
	default:
		_, _, err = source.GetInstance(o.from.Name)
	}
	return o.about(err)
}

// within moves the instance within its server, to another pool, project or member.
func (o *moveOptions) within(ctx context.Context, app *cli.App, srv lxd.InstanceServer) error {
	err := lxd.CheckExtensions(srv, map[string]bool{
		"instance_pool_move": o.keys.storage != "", "instance_project_move": o.project != "", "clustering": o.target != "",
		"instance_move_config": len(o.keys.config)+len(o.keys.devices)+len(o.keys.profiles) > 0 || o.keys.noProfiles,
	})
	if err != nil {
		return err
	}
	post := api.InstancePost{
		Name: o.to.Name, Migration: true, Pool: o.keys.storage, Project: o.project,
		InstanceOnly: o.instanceOnly, ContainerOnly: o.instanceOnly && !srv.IsIncus(), AllowInconsistent: o.inconsistent,
		Live: !o.stateless, OverrideSnapshotProfiles: o.keys.noProfiles && srv.HasExtension("override_snapshot_profiles_on_copy"),
	}
	if len(o.keys.config)+len(o.keys.devices)+len(o.keys.profiles) > 0 {
		inst, _, err := srv.GetInstance(o.from.Name)
		if err != nil {
			return err
		}
		put := inst.Writable()
		keys := o.keys
		keys.storage = ""
		devices := inst.ExpandedDevices
		if err := keys.apply(&put, func() (map[string]map[string]string, error) { return devices, nil }); err != nil {
			return err
		}
		post.Config, post.Devices, post.Profiles = put.Config, put.Devices, put.Profiles
	}
	if o.keys.noProfiles {
		post.Profiles = []string{}
	}
	op, err := srv.UseTarget(o.target).MigrateInstance(o.from.Name, post)
	if err != nil {
		return fmt.Errorf("%s: %w", i18n.G("Migration API failure"), err)
	}
	if err := app.Wait(ctx, op, i18n.F("Moving %s", o.from.Name)); err != nil {
		return fmt.Errorf("%s: %w", i18n.G("Migration operation failure"), err)
	}
	return nil
}

// across copies the instance to the other server and then deletes the original. A running instance whose state is not moved is
// stopped first, and started again wherever it ends up.
func (o *moveOptions) across(ctx context.Context, app *cli.App, source, target lxd.InstanceServer) error {
	inst, _, err := source.GetInstance(o.from.Name)
	if err != nil {
		return o.about(err)
	}
	if running(inst.StatusCode) && !o.stateless && o.mode == "backup" { // what it wrote after the backup would be lost
		return o.about(cli.Usagef("%s", i18n.G("--mode backup leaves out the running state: use --stateless, or stop the instance first")))
	}
	restart := running(inst.StatusCode) && o.stateless
	if restart {
		if inst.Ephemeral {
			return o.about(cli.Failed(i18n.G("cannot move a running ephemeral instance: stopping it would delete it")))
		}
		if err := changeState(ctx, app, source, o.from.Name, api.InstanceStatePut{Action: "stop", Timeout: 30}); err != nil {
			return o.about(fmt.Errorf("%w\n%s", err, i18n.G("stop the instance first to move it without its running state")))
		}
	}
	if err := o.transfer(ctx, app, source, target, true); err != nil {
		if restart {
			back := changeState(context.WithoutCancel(ctx), app, source, o.from.Name, api.InstanceStatePut{Action: "start", Timeout: -1})
			err = errors.Join(err, back)
		}
		return err
	}
	if restart {
		if err := changeState(ctx, app, target, o.to.Name, api.InstanceStatePut{Action: "start", Timeout: -1}); err != nil {
			return o.about(fmt.Errorf("%w\n%s", err, i18n.G("the copy is complete but failed to start; the original was kept")))
		}
	}
	d := deleteOptions{force: true}
	if err := d.one(ctx, app, source, o.from); err != nil && !o.isGone(source, err) {
		return o.about(fmt.Errorf("%w\n%s", err, i18n.G("the copy is complete, but the original could not be deleted")))
	}
	return nil
}

// isGone reports whether the original was deleted although the connection broke before the server said so.
func (o *moveOptions) isGone(source lxd.InstanceServer, err error) bool {
	var broken *lxd.ConnectError
	if !errors.As(err, &broken) {
		return false
	}
	_, _, err = source.GetInstance(o.from.Name)
	return errors.Is(err, api.ErrNotFound)
}
