package instance

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type deleteOptions struct {
	refs        []config.SnapshotRef
	force       bool
	interactive bool
	yes         bool
	refused     bool // a question was answered with no
	volumes     string
}

// deleteCommand is `lxc delete`.
func deleteCommand(app *cli.App) *cobra.Command {
	var o deleteOptions
	cmd := app.Command(cli.Spec{
		Name: "delete", Aliases: []string{"remove", "rm"}, Short: i18n.G("Delete instances and snapshots"),
		Long:    i18n.G("Write a snapshot as instance/snapshot. If one of the names does not exist, nothing is deleted. On a terminal, deleting several objects or a running instance is confirmed first, unless --force or --yes is given."),
		Example: "lxc delete web\nlxc delete web/before-upgrade\nlxc delete --force web db",
		Args:    []cli.Arg{cli.Snapshots(&o.refs)},
		Run:     func(ctx context.Context) error { return o.run(ctx, app) },
	})
	f := cmd.Flags()
	f.BoolVarP(&o.force, "force", "f", false, i18n.G("Stop running instances first"))
	f.BoolVar(&o.yes, "yes", false, i18n.G("Do not prompt"))
	app.DryRunFlag(f)
	f.BoolVarP(&o.interactive, "interactive", "i", false, i18n.G("Prompt before each deletion"))
	f.StringVar(&o.volumes, "disk-volumes", "", i18n.G("Volumes whose snapshots are deleted, too: root or all-exclusive"))
	return cmd
}

func (o *deleteOptions) run(ctx context.Context, app *cli.App) error {
	if len(o.refs) > 1 || o.interactive {
		if err := o.checkAll(ctx, app); err != nil {
			return err
		}
	}
	if err := o.consent(ctx, app); err != nil {
		return err
	}
	names := map[config.Ref]config.SnapshotRef{}
	var inner, refs, again []config.Ref
	for _, r := range o.refs {
		key := config.Ref{Remote: r.Remote, Name: strings.TrimPrefix(r.String(), r.Remote+":")}
		_, twice := names[key]
		names[key] = r
		whole := func(other config.SnapshotRef) bool { return other.Ref == r.Ref && other.Snapshot == "" }
		switch {
		case twice:
			again = append(again, key) // already deleted, and reported as such
		case r.Snapshot != "" && slices.ContainsFunc(o.refs, whole):
			inner = append(inner, key) // before its instance
		default:
			refs = append(refs, key)
		}
	}
	one := func(ctx context.Context, ref config.Ref) error {
		srv, err := app.Server(ctx, ref.Remote)
		if err != nil {
			return err
		}
		return o.one(ctx, app, srv, names[ref])
	}
	err := app.Each(ctx, inner, "instance", one)
	if err == nil {
		err = beside(len(inner), app.Each(ctx, refs, "instance", one))
	}
	if err == nil {
		err = app.Each(ctx, again, "instance", func(ctx context.Context, ref config.Ref) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err == nil {
				err = exists(srv, names[ref])
			}
			return err
		})
	}
	if err == nil && o.refused {
		return cli.Failed(i18n.G("canceled: nothing was deleted"))
	}
	return err
}

// beside returns an error of objects beside which others have been deleted.
func beside(deleted int, err error) error {
	if err == nil || deleted == 0 {
		return err
	}
	var partly *cli.PartlyError
	if !errors.As(err, &partly) {
		return &cli.PartlyError{Failures: []error{err}, Total: deleted + 1}
	}
	partly.Total += deleted
	return partly
}

// consent asks before several objects are deleted, or a running instance, which is stopped first. With --force it does not ask:
// scripts that people start on a terminal use it.
func (o *deleteOptions) consent(ctx context.Context, app *cli.App) error {
	switch {
	case app.Flags.DryRun:
		return nil
	case o.interactive:
		return o.ask(ctx, app)
	case o.force || o.yes || !app.Streams.InputIsTerminal() || !app.Streams.OutputIsTerminal():
		return nil
	}
	var names []string
	running := false
	for _, r := range o.refs {
		name := r.String()
		if isRunning(ctx, app, r) {
			running = true
			name = i18n.F("%s (running)", name)
		}
		names = append(names, name)
	}
	if len(names) < 2 && !running {
		return nil
	}
	yes, err := app.Confirm(ctx, i18n.F("Delete %s?", strings.Join(names, ", ")), "--yes")
	if err == nil && !yes {
		err = cli.Failed(i18n.G("canceled: nothing was deleted"))
	}
	o.force = running
	return err
}

// isRunning reports whether an argument is an instance that must be stopped first. It returns false if the instance cannot be
// read: deleting it will report the error.
func isRunning(ctx context.Context, app *cli.App, r config.SnapshotRef) bool {
	if r.Snapshot != "" {
		return false
	}
	srv, err := app.Server(ctx, r.Remote)
	if err != nil {
		return false
	}
	inst, _, err := srv.GetInstance(r.Name)
	return err == nil && inst.IsActive() && inst.StatusCode != api.Error
}

func (o *deleteOptions) ask(ctx context.Context, app *cli.App) error {
	for i, r := range o.refs {
		yes, err := app.Confirm(ctx, i18n.F("Delete %s?", r), i18n.G("the command without --interactive"))
		if err != nil {
			return err
		}
		if !yes {
			o.refs, o.refused = o.refs[:i], true
			break
		}
	}
	return nil
}

// checkAll checks that everything exists before anything is deleted. An argument that is not an instance but a snapshot of
// another argument is a mistake that has cost people their instances.
func (o *deleteOptions) checkAll(ctx context.Context, app *cli.App) error {
	known := map[string][]string{}
	servers := map[string]lxd.InstanceServer{}
	for _, r := range o.refs {
		if _, read := known[r.Remote]; read {
			continue
		}
		srv, err := app.Server(ctx, r.Remote)
		if err != nil {
			return err
		}
		servers[r.Remote] = srv
		if known[r.Remote], err = srv.GetInstanceNames(api.InstanceTypeAny); err != nil {
			return err
		}
	}
	for _, r := range o.refs {
		if slices.Contains(known[r.Remote], r.Name) && r.Snapshot == "" {
			continue
		}
		if err := o.checkSnapshotMistake(ctx, app, r); err != nil {
			return err
		}
		if err := missing(servers[r.Remote], r, nil); err != nil {
			return cli.WithObject("instance", r.Ref, err)
		}
	}
	return nil
}

// missing returns the stock clients' error for an object that does not exist, or nil if it was created in the meantime and err
// is nil.
func missing(srv lxd.InstanceServer, ref config.SnapshotRef, err error) error {
	what, name := "instance", ref.Remote+":"+ref.Name
	if ref.Snapshot != "" {
		what, name = "instance snapshot", name+"/"+ref.Snapshot
	}
	read := exists(srv, ref)
	if read == nil {
		return err
	}
	return fmt.Errorf(i18n.G("Failed checking %s exists %q: %w"), what, name, read)
}

// exists returns the server's error if an instance or a snapshot does not exist.
func exists(srv lxd.InstanceServer, ref config.SnapshotRef) error {
	var err error
	if ref.Snapshot == "" {
		_, _, err = srv.GetInstance(ref.Name)
	} else {
		_, _, err = srv.GetInstanceSnapshot(ref.Name, ref.Snapshot)
	}
	return err
}

func (o *deleteOptions) checkSnapshotMistake(ctx context.Context, app *cli.App, r config.SnapshotRef) error {
	for _, owner := range o.refs {
		if owner.Remote != r.Remote || owner.Name == r.Name || owner.Snapshot != "" || r.Snapshot != "" {
			continue
		}
		srv, err := app.Server(ctx, owner.Remote)
		if err != nil {
			return err
		}
		snapshots, err := srv.GetInstanceSnapshotNames(owner.Name)
		if err == nil && slices.Contains(snapshots, r.Name) {
			return cli.Usagef(i18n.G("%q is a snapshot of %q, not an instance; nothing was deleted. To delete the snapshot: lxc delete %s/%s"),
				r.Name, owner.Name, owner.Name, r.Name)
		}
	}
	return nil
}

func (o *deleteOptions) one(ctx context.Context, app *cli.App, srv lxd.InstanceServer, ref config.SnapshotRef) error {
	if ref.Snapshot != "" {
		err := o.snapshot(ctx, app, srv, ref)
		if errors.Is(err, api.ErrNotFound) {
			return missing(srv, ref, err)
		}
		return err
	}
	if o.force && srv.HasExtension("instance_force_delete") {
		op, err := srv.ForceDeleteInstance(ref.Name)
		if err != nil {
			return err
		}
		return app.Wait(ctx, op, "")
	}
	if !o.force {
		inst, _, err := srv.GetInstance(ref.Name)
		if errors.Is(err, api.ErrNotFound) {
			return missing(srv, ref, err)
		}
		if err != nil {
			return err
		}
		if inst.IsActive() && inst.StatusCode != api.Error {
			return cli.Refused("instance", i18n.G("the instance is running: stop it first, or use --force"))
		}
	}
	err := remove(ctx, app, srv, ref.Name)
	if errors.Is(err, api.ErrNotFound) {
		return missing(srv, ref, err)
	}
	if err == nil || !o.force || ctx.Err() != nil {
		return err
	}
	inst, _, getErr := srv.GetInstance(ref.Name)
	if getErr != nil || !inst.IsActive() {
		return err
	}
	stopErr := changeState(ctx, app, srv, ref.Name, api.InstanceStatePut{Action: "stop", Timeout: -1, Force: true})
	if stopErr != nil {
		return stopErr
	}
	if inst.Ephemeral {
		return nil // stopping has deleted it
	}
	return remove(ctx, app, srv, ref.Name)
}

func (o *deleteOptions) snapshot(ctx context.Context, app *cli.App, srv lxd.InstanceServer, ref config.SnapshotRef) error {
	var op *lxd.Operation
	var err error
	if o.volumes == "" {
		op, err = srv.DeleteInstanceSnapshot(ref.Name, ref.Snapshot)
	} else {
		op, err = srv.DeleteInstanceSnapshotVolumes(ref.Name, ref.Snapshot, o.volumes)
	}
	if err != nil {
		return err
	}
	return app.Wait(ctx, op, "")
}

func remove(ctx context.Context, app *cli.App, srv lxd.InstanceServer, name string) error {
	op, err := srv.DeleteInstance(name)
	if err != nil {
		return err
	}
	return app.Wait(ctx, op, "")
}
