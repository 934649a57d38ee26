package storage

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// copyOptions are the options of copy and move.
type copyOptions struct {
	from, to       config.Ref
	mode           string
	target         string // cluster member with the source
	destination    string // cluster member for the copy
	project        string
	volumeOnly     bool
	dropUnknown    bool
	refresh, older bool
}

func (o *copyOptions) spec(name, short string, aliases []string, run func(context.Context) error) cli.Spec {
	both := func(into *config.Ref) cli.Arg {
		a := cli.Object("pool", into)
		a.Form.Child = "volume"
		return a
	}
	return cli.Spec{
		Name: name, Aliases: aliases, Short: short, Args: []cli.Arg{both(&o.from), both(&o.to)}, Run: run,
		Example: "lxc storage volume " + name + " default/data fast/data\nlxc storage volume " + name + " default/data prod:default/data",
	}
}

func (o *copyOptions) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.mode, "mode", "pull", i18n.G("Transfer mode: pull, push, relay or backup"))
	f.StringVar(&o.target, "target", "", i18n.G("Source cluster member"))
	f.StringVar(&o.destination, "destination-target", "", i18n.G("Destination cluster member"))
	f.BoolVar(&o.dropUnknown, "drop-unknown", false, i18n.G("Between LXD and Incus, omit keys that the target does not support"))
	f.StringVar(&o.project, "target-project", "", i18n.G("Project to copy to"))
}

func copyVolume(app *cli.App) *cobra.Command {
	var o copyOptions
	cmd := app.Command(o.spec("copy", i18n.G("Copy a volume or volume snapshot"), []string{"cp"}, func(ctx context.Context) error {
		return noted(app, o.copy(ctx, app), i18n.G("Volume copied"))
	}))
	o.flags(cmd)
	cmd.Flags().BoolVar(&o.volumeOnly, "volume-only", false, i18n.G("Do not transfer snapshots"))
	cmd.Flags().BoolVar(&o.refresh, "refresh", false, i18n.G("Update an existing copy"))
	cmd.Flags().BoolVar(&o.older, "refresh-exclude-older", false, i18n.G("Skip snapshots older than the newest one of the target"))
	return cmd
}

// noted prints a confirmation unless err is set.
func noted(app *cli.App, err error, text string) error {
	if err == nil {
		app.Note("%s", text)
	}
	return err
}

func split(ref config.Ref) (pool, volume string, err error) {
	pool, volume, found := config.SplitName(ref.Name)
	if !found || volume == "" {
		return "", "", cli.Usagef(i18n.G("invalid volume %q: use pool/volume"), ref.Name)
	}
	return pool, strings.TrimPrefix(volume, "custom/"), nil
}

func (o *copyOptions) servers(ctx context.Context, app *cli.App) (from, to lxd.InstanceServer, err error) {
	if from, err = app.Server(ctx, o.from.Remote); err != nil {
		return nil, nil, err
	}
	if to, err = app.Server(ctx, o.to.Remote); err != nil {
		return nil, nil, err
	}
	if o.target != "" {
		from = from.UseTarget(o.target)
	}
	if o.destination != "" {
		to = to.UseTarget(o.destination)
	}
	if o.project != "" {
		to = to.UseProject(o.project)
	}
	return from, to, nil
}

// checkBackup returns an error for what a backup cannot copy.
func (o *copyOptions) checkBackup(source volumeName) error {
	switch {
	case o.mode != "backup":
	case o.refresh:
		return cli.Usagef("%s", i18n.G("--mode backup and --refresh cannot be used together"))
	case source.snapshot != "":
		return cli.Usagef("%s", i18n.G("--mode backup accepts only volumes, not snapshots"))
	}
	return nil
}

func (o *copyOptions) copy(ctx context.Context, app *cli.App) error {
	fromPool, name, err := split(o.from)
	if err != nil {
		return err
	}
	toPool, toName, err := split(o.to)
	if err != nil {
		return err
	}
	if o.mode, err = app.TransferMode(o.mode, "pull", "push", "relay", "backup"); err != nil {
		return err
	}
	from, to, err := o.servers(ctx, app)
	if err != nil {
		return err
	}
	source := parseVolume(name)
	if err := o.checkBackup(source); err != nil {
		return err
	}
	item, _, err := getVolume(from, fromPool, source)
	if err != nil {
		return cli.WithObject("volume", o.from, err)
	}
	item.Name = name
	adapted, err := to.AdaptVolumeConfig(from, item.Config)
	if err == nil {
		err = app.ConfirmOmitted(ctx, adapted.Unknown, o.dropUnknown)
	}
	if err != nil {
		return cli.WithObject("volume", o.from, err)
	}
	adapted.DropUnknown()
	item.Config = adapted.Config
	mode := o.mode
	if o.from.Remote == o.to.Remote {
		mode = "" // no data is transferred between servers
	}
	op, err := to.CopyStoragePoolVolume(toPool, from, fromPool, *item, &lxd.StoragePoolVolumeCopyArgs{
		Name: toName, Mode: mode, VolumeOnly: o.volumeOnly || source.snapshot != "", Refresh: o.refresh, RefreshExcludeOlder: o.older,
	})
	if err == nil {
		err = app.WaitRemote(ctx, op, i18n.G("Copying"))
	}
	if err != nil && mode == "pull" {
		err = fmt.Errorf(i18n.G("Failed storage volume creation: %w"), err) // the wording of the stock clients
	}
	return cli.WithObject("volume", o.to, err)
}
