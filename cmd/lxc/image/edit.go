package image

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func edit(app *cli.App) *cobra.Command {
	var o object
	return app.Command(cli.Spec{
		Name: "edit", Short: i18n.G("Edit an image as YAML"), Args: []cli.Arg{o.arg()},
		Example: "lxc image edit web-base\nlxc image edit web-base < image.yaml",
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, o.ref.Remote)
			if err != nil {
				return err
			}
			fingerprint, _, err := cli.FindFingerprint(srv, o.ref, o.kind())
			if err != nil {
				return cli.WithObject("image", o.ref, err)
			}
			return cli.WithObject("image", o.ref, resource.Edit(ctx, app, resource.Editing{
				Name: "image", Help: i18n.G("An image: its properties and whether it is public. Lines starting with # are ignored."),
				Of: resource.RecordOf(
					func() (*api.Image, string, error) { return srv.GetImage(fingerprint) },
					func(p api.ImagePut, etag string) error { return srv.UpdateImage(fingerprint, p, etag) }),
				Text: resource.Of(func(i api.Image) any { return i.Writable() }),
			}))
		},
	})
}
