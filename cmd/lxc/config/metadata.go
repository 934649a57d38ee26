package config

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// onInstance returns a command for one instance with further arguments.
func onInstance(app *cli.App, spec cli.Spec, extra []cli.Arg, work func(ctx context.Context, s resource.Server, name string) error) *cobra.Command {
	var ref config.Ref
	spec.Args = append([]cli.Arg{cli.Instance(&ref)}, extra...)
	spec.Run = func(ctx context.Context) error {
		srv, err := app.Server(ctx, ref.Remote)
		if err != nil {
			return err
		}
		return cli.WithObject("instance", ref, work(ctx, srv, ref.Name))
	}
	return app.Command(spec)
}

func metadata(app *cli.App) *cobra.Command {
	return app.Group("metadata", i18n.G("Manage instance metadata files"), []*cobra.Command{
		onInstance(app, cli.Spec{Name: "show", Shows: true, Short: i18n.G("Show the metadata of an instance as YAML"), Example: "lxc config metadata show web"}, nil,
			func(_ context.Context, s resource.Server, name string) error {
				m, _, err := s.GetInstanceMetadata(name)
				if err != nil {
					return err
				}
				return app.Show(m)
			}),
		onInstance(app, cli.Spec{Name: "edit", Short: i18n.G("Edit the metadata of an instance as YAML"), Example: "lxc config metadata edit web < metadata.yaml"}, nil,
			func(ctx context.Context, s resource.Server, name string) error {
				return resource.Edit(ctx, app, resource.Editing{
					Name: "metadata", Help: i18n.G("Instance metadata: properties and templates. Lines starting with # are ignored."),
					Of: resource.RecordOf(
						func() (*api.ImageMetadata, string, error) { return s.GetInstanceMetadata(name) },
						func(m api.ImageMetadata, etag string) error { return s.UpdateInstanceMetadata(name, m, etag) }),
				})
			}),
	})
}
