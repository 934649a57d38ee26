package instance

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// transferOptions are the options that copy and move share.
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

	refresh, excludeOlder bool // only for copy
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
	f.StringVar(&o.mode, "mode", "pull", i18n.G("Transfer mode: pull, push, relay or backup"))
	f.BoolVar(&o.stateless, "stateless", false, i18n.G("Do not transfer the running state"))
	f.BoolVar(&o.instanceOnly, "instance-only", false, i18n.G("Do not transfer snapshots"))
	f.BoolVar(&o.inconsistent, "allow-inconsistent", false, i18n.G("Continue if files change during the copy"))
	f.BoolVar(&o.dropUnknown, "drop-unknown", false, i18n.G("Between LXD and Incus, omit keys that the target does not support"))
	cli.TargetFlag(f, &o.target)
	f.StringVar(&o.project, "target-project", "", i18n.G("Target project"))
	app.DryRunFlag(f)
}

// servers connects to both servers and completes the name of the target.
func (o *transferOptions) servers(ctx context.Context, app *cli.App) (source, target lxd.InstanceServer, err error) {
	if !o.toGiven {
		o.to.Remote = o.from.Remote
	}
	if o.to.Snapshot != "" && o.from.Snapshot == "" {
		return nil, nil, cli.Usagef("%s", i18n.G("the target cannot be a snapshot"))
	}
	if o.mode, err = app.TransferMode(o.mode, "pull", "push", "relay", "backup"); err != nil {
		return nil, nil, err
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

// transfer copies the source to the target and waits. With move, the copy keeps the keys that identify the instance.
func (o *transferOptions) transfer(ctx context.Context, app *cli.App, source, target lxd.InstanceServer, move bool) error {
	options := lxd.InstanceCopyOptions{Snapshot: o.from.Snapshot, Move: move}
	options.InstanceCopyArgs = lxd.InstanceCopyArgs{
		Name: o.to.Name, Mode: o.mode, Live: !o.stateless, InstanceOnly: o.instanceOnly, Refresh: o.refresh,
		RefreshExcludeOlder: o.excludeOlder, AllowInconsistent: o.inconsistent, BackupPool: o.keys.storage,
	}
	plan, err := target.PrepareInstanceCopy(source, o.from.Name, options)
	if err != nil {
		return o.about(err)
	}
	if err := o.consent(ctx, app, plan); err != nil {
		return o.about(err)
	}
	inherited := func() (map[string]map[string]string, error) { return plan.Inherited, nil }
	if err := o.keys.apply(&plan.InstancePut, inherited); err != nil {
		return err
	}
	op, err := plan.Start()
	if err == nil {
		err = app.WaitRemote(ctx, op, i18n.F("Copying %s", o.from.Name))
	}
	if errors.Is(err, lxd.ErrRunningBetweenFamilies) {
		err = cli.Failed(i18n.G("cannot move a running instance between LXD and Incus: stop it first"))
	}
	if plan.Mode() == "pull" {
		err = o.pulling(err)
	}
	return o.about(err)
}

// consent prints which keys are renamed for a target of the other family, LXD or Incus. Keys that the target does not know are
// dropped only with the user's consent.
func (o *transferOptions) consent(ctx context.Context, app *cli.App, plan *lxd.InstanceCopy) error {
	for _, old := range slices.Sorted(maps.Keys(plan.Renamed)) {
		app.Aside(i18n.G("%s is called %s on the target"), old, plan.Renamed[old])
	}
	if err := app.ConfirmOmitted(ctx, plan.Unknown, o.dropUnknown); err != nil {
		return err
	}
	plan.DropUnknown()
	return nil
}

// pulling returns, in the form of the stock clients, the error of a target that pulls the instance from another server.
func (o *transferOptions) pulling(err error) error {
	var status *api.StatusError
	if o.sameServer() || aboutConfig(err) || !errors.As(err, &status) {
		return err
	}
	return fmt.Errorf(i18n.G("Failed instance creation: %w"), err)
}

// aboutConfig reports whether an error is about the configuration of the copy rather than the copy itself.
func aboutConfig(err error) bool {
	var failed *lxd.CopyError
	return errors.As(err, &failed) && failed.Config != nil
}

func (o *transferOptions) about(err error) error {
	if aboutConfig(err) {
		return err
	}
	ref := o.from.Ref
	if o.from.Snapshot != "" {
		ref.Name += "/" + o.from.Snapshot
	}
	return cli.WithObject("instance", ref, err)
}

type copyOptions struct {
	transferOptions
	start bool
}

// checkBackup returns an error for what a backup cannot copy.
func (o *copyOptions) checkBackup() error {
	switch {
	case o.mode != "backup":
	case o.refresh:
		return cli.Usagef("%s", i18n.G("--mode backup and --refresh cannot be used together"))
	case o.from.Snapshot != "":
		return cli.Usagef("%s", i18n.G("--mode backup accepts only instances, not snapshots"))
	}
	return nil
}

// copyCommand is `lxc copy`.
func copyCommand(app *cli.App) *cobra.Command {
	var o copyOptions
	cmd := app.Command(cli.Spec{
		Name: "copy", Shows: true, Aliases: []string{"cp"}, Short: i18n.G("Copy an instance or snapshot, on one server or between servers"),
		Long: i18n.G("Between servers, pull connects the target to the source, push connects the source to the target, and relay sends the data through this client, which needs no route between them.") +
			"\n\n" + i18n.G("Mode backup sends a backup file through this client, for servers that cannot migrate an instance to each other. It leaves out the running state, and cannot be used with --refresh or for a single snapshot."),
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
	if err := o.checkBackup(); err != nil {
		return err
	}
	if o.refresh && o.from.Snapshot != "" {
		return cli.Usagef("%s", i18n.G("--refresh accepts only instances, not snapshots"))
	}
	if err := o.transfer(ctx, app, source, target, false); err != nil {
		return err
	}
	if o.start {
		err = changeState(ctx, app, target, o.to.Name, api.InstanceStatePut{Action: "start", Timeout: -1})
	}
	if err == nil {
		err = showInstance(app, target, o.to.Name)
	}
	return cli.WithObject("instance", o.to.Ref, err)
}
