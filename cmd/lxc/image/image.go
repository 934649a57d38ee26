// Package image implements `lxc image`.
package image

import (
	"context"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Area is `lxc image`.
var Area = cli.Area{Name: "image", Short: summary, Build: build}

func summary() string { return i18n.G("Manage images") }

func build(app *cli.App) *cobra.Command {
	return app.Group("image", summary(), []*cobra.Command{
		aliasGroup(app), copyImage(app), remove(app), edit(app), export(app), getProperty(app), importImage(app), info(app),
		list(app), refresh(app), setProperty(app), show(app), unsetProperty(app), generateMetadata(app),
	})
}

// object is an argument that names an image, with the flag that selects the type of image an alias refers to.
type object struct {
	ref config.Ref
	vm  bool
}

func (o *object) arg() cli.Arg { return cli.Completed(cli.Object("image", &o.ref), cli.Images) }

func (o *object) flag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.vm, "vm", false, i18n.G("Use the virtual machine variant of the image"))
}

func (o *object) kind() string {
	if o.vm {
		return string(api.InstanceTypeVM)
	}
	return ""
}

func (o *object) find(ctx context.Context, app *cli.App) (lxd.ImageServer, *api.Image, error) {
	srv, err := app.Images(ctx, o.ref.Remote, app.RemoteFamily(o.ref.Remote))
	if err != nil {
		return nil, nil, err
	}
	img, _, err := cli.FindImage(srv, o.ref, o.kind())
	return srv, img, err
}

// own finds an image on an instance server, where it can be modified.
func (o *object) own(ctx context.Context, app *cli.App) (lxd.InstanceServer, *api.Image, error) {
	srv, err := app.Server(ctx, o.ref.Remote)
	if err != nil {
		return nil, nil, err
	}
	img, _, err := cli.FindImage(srv, o.ref, o.kind())
	return srv, img, err
}

// each returns a command that processes one or more images.
func each(app *cli.App, spec cli.Spec, work func(ctx context.Context, srv lxd.InstanceServer, ref config.Ref) error) *cobra.Command {
	var refs []config.Ref
	spec.Args = []cli.Arg{{Name: "image", Form: cli.Form{Remote: true}, Repeat: true, Complete: cli.Images, Set: func(app *cli.App, words []string) error {
		c, err := app.Config()
		if err != nil {
			return err
		}
		for _, w := range words {
			ref, err := c.ParseRef(w)
			if err != nil {
				return err
			}
			if ref.Name == "" {
				return cli.MissingName(w)
			}
			refs = append(refs, ref)
		}
		return nil
	}}}
	spec.Run = func(ctx context.Context) error {
		for _, ref := range refs { // sequentially until the first failure, as the stock clients do
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if err := work(ctx, srv, ref); err != nil {
				return cli.WithObject("image", ref, err)
			}
		}
		return nil
	}
	return app.Command(spec)
}
