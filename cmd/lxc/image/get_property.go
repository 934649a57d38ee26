package image

import (
	"context"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// propertyKeys completes the properties of the image in the preceding argument.
var propertyKeys = cli.Under(func(s lxd.InstanceServer, words []string) ([]string, error) {
	if len(words) == 0 {
		return nil, nil
	}
	fingerprint := words[0]
	if entry, _, err := s.GetImageAlias(fingerprint); err == nil {
		fingerprint = entry.Target
	}
	image, _, err := s.GetImage(fingerprint)
	if err != nil {
		return nil, err
	}
	return slices.Collect(maps.Keys(image.Properties)), nil
})

func getProperty(app *cli.App) *cobra.Command {
	var o object
	var key string
	return app.Command(cli.Spec{
		Name: "get-property", Shows: true, Short: i18n.G("Print a property of an image"),
		Args: []cli.Arg{o.arg(), cli.Completed(cli.Word("key", &key), propertyKeys)},
		Run: func(ctx context.Context) error {
			_, img, err := o.find(ctx, app)
			if err != nil {
				return err
			}
			value, found := img.Properties[key]
			if !found {
				return cli.WithObject("image", o.ref, cli.NotFound("property", i18n.F("property %q not found", key)))
			}
			return app.ShowValue(value)
		},
	})
}
