package image

import (
	"context"

	"github.com/spf13/cobra"
	"gopkg.in/yaml.v2"

	"github.com/openlxc/lxc/internal/arch"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/download"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// generateMetadata writes the metadata.yaml that makes a root file system an image.
func generateMetadata(app *cli.App) *cobra.Command {
	var target string
	var words []string
	cmd := app.Command(cli.Spec{
		Name: "generate-metadata", Short: i18n.G("Generate a metadata.yaml file for an image"),
		Example: "lxc image generate-metadata metadata.yaml os=Debian release=bookworm",
		Args:    []cli.Arg{cli.Local("file", &target), cli.Opt(cli.Pairs(&words))},
		Run: func(context.Context) error {
			properties, err := cli.KeyValues(words)
			if err != nil {
				return err
			}
			m := api.ImageMetadata{Architecture: arch.Own(), CreationDate: app.Now().Unix(), Properties: properties}
			if a := properties["architecture"]; a != "" {
				m.Architecture = a
			}
			text, err := yaml.Marshal(m)
			if err != nil {
				return err
			}
			f, err := download.Create(target)
			if err != nil {
				return err
			}
			if _, err := f.Write(text); err != nil {
				f.Drop()
				return err
			}
			return f.Keep()
		},
	})
	return cmd
}
