package image

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// changeProperties sets properties; an empty value removes a property.
func (o *object) changeProperties(ctx context.Context, app *cli.App, values map[string]string) error {
	srv, img, err := o.own(ctx, app)
	if err != nil {
		return err
	}
	return cli.WithObject("image", o.ref, resource.Modify(
		func() (*api.Image, string, error) { return srv.GetImage(img.Fingerprint) },
		func(p api.ImagePut, etag string) error { return srv.UpdateImage(img.Fingerprint, p, etag) },
		(*api.Image).Writable, func(p *api.ImagePut) error {
			for key, value := range values {
				if value == "" {
					delete(p.Properties, key)
				} else {
					p.Properties[key] = value
				}
			}
			return nil
		}))
}

func setProperty(app *cli.App) *cobra.Command {
	var o object
	var words []string
	return app.Command(cli.Spec{
		Name: "set-property", Short: i18n.G("Set properties of an image"), Example: "lxc image set-property web-base description \"Web server\"",
		Args: []cli.Arg{o.arg(), cli.Pairs(&words)},
		Run: func(ctx context.Context) error {
			values, err := app.KeyValuesOrPair(words)
			if err != nil {
				return err
			}
			return o.changeProperties(ctx, app, values)
		},
	})
}
