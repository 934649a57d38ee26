package instance

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type publishOptions struct {
	from        config.SnapshotRef
	remote      string
	words       []string
	aliases     []string
	compression string
	expire      string
	format      string
	force       bool
	public      bool
	reuse       bool
}

// publishCommand is `lxc publish`.
func publishCommand(app *cli.App) *cobra.Command {
	var o publishOptions
	cmd := app.Command(cli.Spec{
		Name: "publish", Short: i18n.G("Publish an instance or snapshot as an image"),
		Example: "lxc publish web --alias web-base\nlxc publish web/before-upgrade prod: --alias web-base description=\"Web server\"",
		Args:    []cli.Arg{cli.Snapshot(&o.from), cli.Remote(&o.remote), cli.Opt(cli.Pairs(&o.words))},
		Run:     func(ctx context.Context) error { return app.Rehearsed(o.run(ctx, app)) },
	})
	app.ResultFlags(cmd) // --format and -f have another meaning here
	f := cmd.Flags()
	app.DryRunFlag(f)
	f.StringArrayVar(&o.aliases, "alias", nil, i18n.G("Alias for the image"))
	f.StringVar(&o.compression, "compression", "", i18n.G("Compression: gzip, xz, zstd, none …"))
	f.StringVar(&o.expire, "expire", "", i18n.G("Expiry date (RFC 3339) or duration, for example 36h"))
	f.StringVar(&o.format, "format", "unified", i18n.G("Image format: unified or split"))
	f.BoolVarP(&o.force, "force", "f", false, i18n.G("Stop a running instance first, and start it afterwards"))
	f.BoolVar(&o.public, "public", false, i18n.G("Make the image public"))
	f.BoolVar(&o.reuse, "reuse", false, i18n.G("Move existing aliases to the new image"))
	return cmd
}

func (o *publishOptions) run(ctx context.Context, app *cli.App) error {
	post, err := o.request(app)
	if err != nil {
		return err
	}
	if o.remote == "" {
		o.remote = o.from.Remote
	}
	source, err := app.Server(ctx, o.from.Remote)
	if err != nil {
		return err
	}
	target, err := app.Server(ctx, o.remote)
	if err != nil {
		return err
	}
	if o.format == "unified" && source.IsIncus() && source.HasExtension("instance_publish_split") {
		post.Format = o.format
	}
	if o.format == "split" {
		if err := source.CheckExtension("instance_publish_split"); err != nil {
			return err
		}
		post.Format = o.format
	}
	old, err := o.taken(target)
	if err != nil {
		return err
	}
	start, err := o.stop(ctx, app, source)
	if err != nil {
		return cli.WithObject("instance", o.from.Ref, err)
	}
	fingerprint, err := o.publish(ctx, app, source, post)
	switch {
	case err != nil:
		err = cli.WithObject("instance", o.from.Ref, err)
	case o.remote != o.from.Remote:
		err = o.carry(ctx, app, source, target, fingerprint, old)
	default:
		err = app.NameImage(ctx, target, fingerprint, o.aliases, old)
	}
	if err = errors.Join(err, start()); err != nil {
		return err
	}
	if app.Result.Asked() {
		return cli.ShowCreated(app, func() (*api.Image, string, error) { return target.GetImage(fingerprint) })
	}
	app.Print("%s\n", i18n.F("Instance published with fingerprint: %s", fingerprint))
	return nil
}

// taken returns an error for aliases of other images or, with --reuse, those images. For LXD 5.0 the client moves the aliases
// itself.
func (o *publishOptions) taken(target lxd.InstanceServer) (map[string]string, error) {
	strict := target.IsIncus() || target.HasExtension("instance_force_delete")
	if len(o.aliases) == 0 || !o.reuse && !strict {
		return nil, nil
	}
	old, err := cli.AliasTargets(target)
	if err != nil || o.reuse {
		return old, err
	}
	return nil, cli.RefuseAliases(old, o.aliases)
}

func (o *publishOptions) request(app *cli.App) (api.ImagesPost, error) {
	post := api.ImagesPost{CompressionAlgorithm: o.compression}
	properties, err := cli.KeyValues(o.words)
	if err != nil {
		return post, err
	}
	if post.Public = o.public; len(properties) > 0 { // an empty map would drop the properties that the image inherits
		post.Properties = properties
	}
	if o.format != "unified" && o.format != "split" {
		return post, cli.Usagef(i18n.G("unknown image format %q (must be one of: unified, split)"), o.format)
	}
	if o.expire != "" {
		if post.ExpiresAt, err = cli.ParseExpiry(o.expire, app.Now()); err != nil {
			return post, err
		}
	}
	post.Source = &api.ImagesPostSource{Type: "instance", Name: o.from.Name}
	if o.from.Snapshot != "" {
		post.Source.Type, post.Source.Name = "snapshot", o.from.Name+"/"+o.from.Snapshot
	}
	return post, nil
}

// stop stops a running instance if --force is given. start restores its previous state.
func (o *publishOptions) stop(ctx context.Context, app *cli.App, srv lxd.InstanceServer) (start func() error, err error) {
	nothing := func() error { return nil }
	if o.from.Snapshot != "" {
		return nothing, nil
	}
	inst, etag, err := srv.GetInstance(o.from.Name)
	if err != nil || !inst.IsActive() {
		return nothing, err
	}
	if !o.force {
		return nothing, cli.Refused("instance", i18n.G("the instance is running: stop it first, or use --force"))
	}
	ephemeral := inst.Ephemeral
	if ephemeral { // stopping would delete it
		put := inst.Writable()
		put.Ephemeral = false
		if err := o.update(ctx, app, srv, put, etag); err != nil {
			return nothing, err
		}
	}
	if err := changeState(ctx, app, srv, o.from.Name, api.InstanceStatePut{Action: "stop", Timeout: -1, Force: true}); err != nil {
		return nothing, err
	}
	return func() error {
		ctx := context.WithoutCancel(ctx) // restart the instance even after an interrupt
		srv := srv.WithContext(ctx)
		if ephemeral {
			put := inst.Writable()
			put.Ephemeral = true
			if err := o.update(ctx, app, srv, put, ""); err != nil {
				return err
			}
		}
		return changeState(ctx, app, srv, o.from.Name, api.InstanceStatePut{Action: "start", Timeout: -1, Force: true})
	}, nil
}

func (o *publishOptions) update(ctx context.Context, app *cli.App, srv lxd.InstanceServer, put api.InstancePut, etag string) error {
	op, err := srv.UpdateInstance(o.from.Name, put, etag)
	if err != nil {
		return err
	}
	return app.Wait(ctx, op, "")
}

func (o *publishOptions) publish(ctx context.Context, app *cli.App, srv lxd.InstanceServer, post api.ImagesPost) (string, error) {
	op, err := srv.CreateImage(post, nil)
	if err != nil {
		return "", err
	}
	if err := app.Wait(ctx, op, i18n.F("Publishing %s", o.from.Name)); err != nil {
		return "", err
	}
	state := op.Get()
	return state.Secret("fingerprint"), nil
}

// carry copies the image to the target server and deletes it from the server that created it.
func (o *publishOptions) carry(ctx context.Context, app *cli.App, source, target lxd.InstanceServer, fingerprint string, old map[string]string) error {
	img, _, err := source.GetImage(fingerprint)
	if err != nil {
		return err
	}
	op, err := target.CopyImage(source, *img, &lxd.ImageCopyArgs{Public: o.public})
	if err != nil {
		return err
	}
	if err := app.WaitRemote(ctx, op, i18n.G("Copying the image")); err != nil {
		return err
	}
	if err := app.NameImage(ctx, target, fingerprint, o.aliases, old); err != nil {
		return err
	}
	gone, err := source.DeleteImage(fingerprint)
	if err != nil {
		return err
	}
	return app.Wait(ctx, gone, "")
}
