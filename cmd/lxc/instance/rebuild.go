package instance

import (
	"context"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type rebuildOptions struct {
	empty, force bool
	project      string
	image, name  config.Ref
}

// rebuildCommand is `lxc rebuild`.
func rebuildCommand(app *cli.App) *cobra.Command {
	var o rebuildOptions
	cmd := app.Command(cli.Spec{
		Name: "rebuild", Short: i18n.G("Rebuild an instance from an image"),
		Long:    i18n.G("Keeps the name, configuration and devices. Everything on the root disk is lost."),
		Example: "lxc rebuild web-base web\nlxc rebuild images:debian/12 web --force",
		Args:    []cli.Arg{cli.Unless(&o.empty, cli.Completed(cli.Object("image", &o.image), cli.Images)), cli.Instance(&o.name)}, HelpToErr: true,
		Run: func(ctx context.Context) error {
			return app.Rehearsed(cli.WithObject("instance", o.name, o.run(ctx, app)))
		},
	})
	f := cmd.Flags()
	app.DryRunFlag(f)
	f.BoolVar(&o.empty, "empty", false, i18n.G("Leave the root disk empty"))
	f.BoolVarP(&o.force, "force", "f", false, i18n.G("Stop a running instance first, and start it afterwards"))
	f.StringVar(&o.project, "target-project", "", i18n.G("Project of the instance"))
	return cmd
}

func (o *rebuildOptions) run(ctx context.Context, app *cli.App) error {
	srv, err := app.Server(ctx, o.name.Remote)
	if err != nil {
		return err
	}
	if o.project != "" {
		srv = srv.UseProject(o.project)
	}
	if err := srv.CheckExtension("instances_rebuild"); err != nil {
		return err
	}
	inst, _, err := srv.GetInstance(o.name.Name)
	if err != nil {
		return err
	}
	source, err := o.source(ctx, app, srv, inst)
	if err != nil {
		return err
	}
	wasRunning := inst.IsActive()
	if wasRunning && o.force {
		if err := changeState(ctx, app, srv, o.name.Name, api.InstanceStatePut{Action: "stop", Timeout: -1, Force: true}); err != nil {
			return err
		}
	}
	op, err := srv.RebuildInstance(o.name.Name, api.InstanceRebuildPost{Source: *source})
	if err == nil {
		err = app.Wait(ctx, op, i18n.F("Rebuilding %s", o.name.Name))
	}
	if err != nil || !wasRunning || !o.force {
		return err
	}
	return changeState(ctx, app, srv, o.name.Name, api.InstanceStatePut{Action: "start", Timeout: -1})
}

func (o *rebuildOptions) source(ctx context.Context, app *cli.App, srv lxd.InstanceServer, inst *api.Instance) (*api.InstanceSource, error) {
	if o.empty {
		return &api.InstanceSource{Type: "none"}, nil
	}
	family := "lxd"
	if srv.IsIncus() {
		family = "incus"
	}
	images, err := app.Images(ctx, o.image.Remote, family)
	if err != nil {
		return nil, err
	}
	img, isAlias, err := cli.FindImage(images, o.image, inst.Type)
	if err != nil {
		return nil, err
	}
	source := &api.InstanceSource{Type: "image", Fingerprint: img.Fingerprint}
	if o.image.Remote == o.name.Remote {
		return source, nil
	}
	info, err := images.GetConnectionInfo()
	if err != nil {
		return nil, err
	}
	if len(info.Addresses) == 0 {
		return nil, cli.Failed(i18n.G("the image server does not listen on the network"))
	}
	source.Mode, source.Server, source.Protocol, source.Certificate = "pull", info.Addresses[0], info.Protocol, info.Certificate
	if info.Protocol != "simplestreams" { // servers know the protocol by the name of their own family
		source.Protocol = family
	}
	if isAlias && info.Protocol == "simplestreams" {
		source.Alias, source.Fingerprint = o.image.Name, ""
	}
	if !img.Public && info.Protocol != "simplestreams" {
		source.Secret, err = images.GetImageSecret(img.Fingerprint)
	}
	return source, err
}
