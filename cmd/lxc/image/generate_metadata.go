package image

import (
	"context"
	"runtime"

	"github.com/spf13/cobra"
	"gopkg.in/yaml.v2"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/download"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// machine names the architectures of Go as servers do.
var machine = map[string]string{"amd64": "x86_64", "arm64": "aarch64", "386": "i686", "arm": "armv7l", "ppc64le": "ppc64le", "s390x": "s390x", "riscv64": "riscv64"}

// generateMetadata writes the metadata.yaml that turns a root file system into an image.
func generateMetadata(app *cli.App) *cobra.Command {
	var target string
	var words []string
	cmd := app.Command(cli.Spec{
		Name: "generate-metadata", Short: i18n.G("Write a metadata.yaml for an image"),
		Example: "lxc image generate-metadata metadata.yaml os=Debian release=bookworm",
		Args:    []cli.Arg{cli.Local("file", &target), cli.Opt(cli.Pairs(&words))},
		Run: func(context.Context) error {
			properties, err := cli.KeyValues(words)
			if err != nil {
				return err
			}
			m := api.ImageMetadata{Architecture: machine[runtime.GOARCH], CreationDate: app.Now().Unix(), Properties: properties}
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
