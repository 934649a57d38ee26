package instance

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// transferOptions are what copy and move have in common.
type transferOptions struct {
	from, to     config.SnapshotRef
	toGiven      bool
	keys         keyFlags
	mode         string
	stateless    bool
	instanceOnly bool
	inconsistent bool
	dropUnknown  bool
	target       string
	project      string

	refresh bool
	current *api.Instance // the target of a refresh, where it is there already
}

func (o *transferOptions) args() []cli.Arg {
	to := cli.Snapshot(&o.to)
	to.Form, to.Optional = cli.Form{Remote: true, NameOptional: true}, true
	to.Complete = cli.Remotes
	to.Set = func(app *cli.App, words []string) error {
		c, err := app.Config()
		if err != nil {
			return err
		}
		o.toGiven = true
		o.to, err = c.ParseSnapshot(words[0])
		return err
	}
	return []cli.Arg{cli.Snapshot(&o.from), to}
}

func (o *transferOptions) flags(app *cli.App, cmd *cobra.Command) {
	o.keys.add(cmd)
	f := cmd.Flags()
	f.StringVar(&o.mode, "mode", "pull", i18n.G("Transfer mode: pull, push or relay"))
	f.BoolVar(&o.stateless, "stateless", false, i18n.G("Do not transfer the running state"))
	f.BoolVar(&o.instanceOnly, "instance-only", false, i18n.G("Do not transfer snapshots"))
	f.BoolVar(&o.inconsistent, "allow-inconsistent", false, i18n.G("Continue if files change during the copy"))
	f.BoolVar(&o.dropUnknown, "drop-unknown", false, i18n.G("Between LXD and Incus, omit keys that the target does not support"))
	cli.TargetFlag(f, &o.target)
	f.StringVar(&o.project, "target-project", "", i18n.G("Target project"))
	app.DryRunFlag(f)
}

// servers connects to both sides and completes the name of the target.
func (o *transferOptions) servers(ctx context.Context, app *cli.App) (source, target lxd.InstanceServer, err error) {
	if !o.toGiven {
		o.to.Remote = o.from.Remote
	}
	if o.to.Snapshot != "" && o.from.Snapshot == "" {
		return nil, nil, cli.Usagef("%s", i18n.G("the target cannot be a snapshot"))
	}
	if source, err = app.Server(ctx, o.from.Remote); err != nil {
		return nil, nil, err
	}
	if target, err = app.Server(ctx, o.to.Remote); err != nil {
		return nil, nil, err
	}
	if o.project != "" {
		target = target.UseProject(o.project)
	}
	if o.target != "" {
		target = target.UseTarget(o.target)
	}
	return source, target, nil
}

func (o *transferOptions) sameServer() bool { return o.from.Remote == o.to.Remote }

// transfer copies the source to the target and waits for it. volatile keeps the keys that identify the instance, as a
// move does.
func (o *transferOptions) transfer(ctx context.Context, app *cli.App, source, target lxd.InstanceServer, excludeOlder, volatile bool) (string, error) {
	args := &lxd.InstanceCopyArgs{
		Name: o.to.Name, Mode: o.mode, InstanceOnly: o.instanceOnly, Refresh: o.refresh, RefreshExcludeOlder: excludeOlder,
		AllowInconsistent: o.inconsistent,
	}
	if o.refresh && o.current == nil && source.IsIncus() != target.IsIncus() {
		args.Refresh = false // a first copy to the other family may have to go as a backup
	}
	begin := o.beginInstance
	if o.from.Snapshot != "" {
		begin = o.beginSnapshot
	}
	op, err := begin(ctx, app, source, target, args, volatile)
	if err != nil || op == nil {
		return o.to.Name, err
	}
	if err := app.WaitRemote(ctx, op, i18n.F("Copying %s", o.from.Name)); err != nil {
		return "", o.about(o.pulling(err))
	}
	if o.to.Name != "" {
		return o.to.Name, nil
	}
	state, err := op.GetTarget()
	if err != nil {
		return o.from.Name, nil //nolint:nilerr // without a word from the server it keeps its name
	}
	return state.ResourceName("instances"), nil
}

func (o *transferOptions) beginSnapshot(ctx context.Context, app *cli.App, source, target lxd.InstanceServer, args *lxd.InstanceCopyArgs, volatile bool) (*lxd.RemoteOperation, error) {
	snapshot, _, err := source.GetInstanceSnapshot(o.from.Name, o.from.Snapshot)
	if err != nil {
		return nil, o.about(err)
	}
	put := api.InstancePut{Devices: snapshot.Devices, Profiles: snapshot.Profiles}
	if put.Config, err = o.adapt(ctx, app, source, target, ownKeys(snapshot.Config, volatile)); err != nil {
		return nil, o.about(err)
	}
	if err := o.keys.apply(&put, func() (map[string]map[string]string, error) { return snapshot.ExpandedDevices, nil }); err != nil {
		return nil, err
	}
	snapshot.Config, snapshot.Devices, snapshot.Profiles, snapshot.Ephemeral = put.Config, put.Devices, put.Profiles, put.Ephemeral
	op, err := target.CopyInstanceSnapshot(source, o.from.Name, *snapshot, args)
	return op, o.about(o.pulling(err))
}

// beginInstance starts the copy of an instance. It returns no operation when the copy is complete already.
func (o *transferOptions) beginInstance(ctx context.Context, app *cli.App, source, target lxd.InstanceServer, args *lxd.InstanceCopyArgs, volatile bool) (*lxd.RemoteOperation, error) {
	inst, err := o.prepare(ctx, app, source, target, volatile)
	if err != nil {
		return nil, err
	}
	refused, err := o.snapshotsRefused(source, target, inst)
	if err != nil {
		return nil, o.about(err)
	}
	if refused && !args.Refresh {
		err := o.throughBackup(ctx, app, source, target)
		if err == nil {
			err = o.refreshConfig(ctx, app, target, inst)
		}
		return nil, o.about(err)
	}
	args.Live = !o.sameServer() && !o.stateless && !o.refresh && running(inst.StatusCode)
	op, err := target.CopyInstance(source, *inst, args)
	return op, o.about(o.pulling(err))
}

// prepare reads the source and changes in it what the flags say, and what a target of the other family needs.
func (o *transferOptions) prepare(ctx context.Context, app *cli.App, source, target lxd.InstanceServer, volatile bool) (*api.Instance, error) {
	inst, _, err := source.GetInstance(o.from.Name)
	if err != nil {
		return nil, o.about(err)
	}
	keys := ownKeys(inst.Config, volatile || o.refresh)
	if o.refresh {
		delete(keys, "volatile.last_state.power")
	}
	if inst.Config, err = o.adapt(ctx, app, source, target, keys); err != nil {
		return nil, o.about(err)
	}
	if !o.keys.ephemeral && !volatile {
		inst.Ephemeral = false
	}
	put := inst.Writable()
	devices := inst.ExpandedDevices
	err = o.keys.apply(&put, func() (map[string]map[string]string, error) { return devices, nil })
	if o.current != nil {
		o.keepTarget(&put, source, target)
	}
	inst.InstancePut = put
	return inst, err
}

// ownKeys drops the keys that belong to the original: all volatile ones but the image that it came from.
func ownKeys(config map[string]string, volatile bool) map[string]string {
	out := maps.Clone(config)
	if out == nil {
		out = map[string]string{}
	}
	if !volatile {
		maps.DeleteFunc(out, func(k, _ string) bool {
			return strings.HasPrefix(k, "volatile.") && k != "volatile.base_image"
		})
	}
	return out
}

// pulling says as the stock clients do that a target could not make the instance that it pulls from another server.
func (o *transferOptions) pulling(err error) error {
	var status *api.StatusError
	if o.sameServer() || o.mode != "pull" || !errors.As(err, &status) {
		return err
	}
	return fmt.Errorf(i18n.G("Failed instance creation: %w"), err)
}

func (o *transferOptions) about(err error) error {
	ref := o.from.Ref
	if o.from.Snapshot != "" {
		ref.Name += "/" + o.from.Snapshot
	}
	return cli.WithObject("instance", ref, err)
}

type copyOptions struct {
	transferOptions
	excludeOlder, start bool
}

// copyCommand is `lxc copy`.
func copyCommand(app *cli.App) *cobra.Command {
	var o copyOptions
	cmd := app.Command(cli.Spec{
		Name: "copy", Aliases: []string{"cp"}, Short: i18n.G("Copy an instance or snapshot, on one server or between servers"),
		Long:    i18n.G("Between servers, pull connects the target to the source, push connects the source to the target, and relay sends the data through this client, which needs no route between them."),
		Example: "lxc copy web web2\nlxc copy web/before-upgrade old-web\nlxc copy web prod: --mode relay\nlxc copy web backup:web --refresh",
		Args:    o.args(),
		Run:     func(ctx context.Context) error { return app.Rehearsed(o.run(ctx, app)) },
	})
	o.flags(app, cmd)
	f := cmd.Flags()
	f.BoolVarP(&o.keys.ephemeral, "ephemeral", "e", false, i18n.G("Create an ephemeral copy"))
	f.BoolVar(&o.refresh, "refresh", false, i18n.G("Update an existing copy"))
	f.BoolVar(&o.excludeOlder, "refresh-exclude-older", false, i18n.G("Skip snapshots older than the newest one of the target"))
	f.BoolVar(&o.start, "start", false, i18n.G("Start the copy"))
	return cmd
}

func (o *copyOptions) run(ctx context.Context, app *cli.App) error {
	if o.excludeOlder && !o.refresh {
		return cli.Usagef("%s", i18n.G("--refresh-exclude-older requires --refresh"))
	}
	if o.refresh && o.keys.noProfiles { // the copy could lose its root disk
		return cli.Usagef("%s", i18n.G("--no-profiles cannot be used with --refresh"))
	}
	source, target, err := o.servers(ctx, app)
	if err != nil {
		return err
	}
	if o.to.Name == "" {
		if o.sameServer() && o.project == "" {
			return cli.Usagef("%s", i18n.G("missing argument: <new-name>"))
		}
		o.to.Name = o.from.Name
	}
	if o.refresh && o.from.Snapshot != "" {
		return cli.Usagef("%s", i18n.G("--refresh accepts only instances, not snapshots"))
	}
	if o.refresh {
		if err := o.readTarget(source, target); err != nil {
			return err
		}
	}
	name, err := o.transfer(ctx, app, source, target, o.excludeOlder, false)
	if err != nil {
		return err
	}
	if o.refresh && !target.HasExtension("instance_refresh_config") {
		inst, err := o.prepare(ctx, app, source, target, false)
		if err != nil {
			return err
		}
		if err := o.refreshConfig(ctx, app, target, inst); err != nil {
			return err
		}
	}
	if !o.start {
		return nil
	}
	created := config.Ref{Remote: o.to.Remote, Name: name}
	return cli.WithObject("instance", created, changeState(ctx, app, target, name, api.InstanceStatePut{Action: "start", Timeout: -1}))
}
