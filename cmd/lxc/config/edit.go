package config

import (
	"context"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func edit(app *cli.App) *cobra.Command {
	var s subject
	cmd := app.Command(cli.Spec{
		Name: "edit", Short: i18n.G("Edit the configuration of an instance, snapshot or server as YAML"),
		Example: "lxc config edit web\nlxc config edit web < web.yaml",
		Args:    []cli.Arg{s.arg()},
		Run: func(ctx context.Context) error {
			srv, err := s.server(ctx, app)
			if err != nil {
				return err
			}
			return s.about(s.edit(ctx, app, srv))
		},
	})
	s.addTarget(cmd)
	return cmd
}

// serverTexts is the writable part of an Incus server with all values as text, so that numbers keep their zeros.
type serverTexts struct {
	resource.Sent `yaml:"-"`

	Config map[string]string `json:"config" yaml:"config"`
}

func (t serverTexts) put() api.ServerPut {
	out := api.ServerPut{Sent: t.Sent, Config: map[string]any{}}
	for key, value := range t.Config {
		out.Config[key] = value
	}
	return out
}

func (s *subject) edit(ctx context.Context, app *cli.App, srv lxd.InstanceServer) error {
	switch {
	case s.isServer() && srv.IsIncus():
		return resource.Edit(ctx, app, resource.Editing{
			Name: "server", Help: i18n.G("The configuration of the server. Lines starting with # are ignored."),
			Text: resource.Of(func(server api.Server) any { return server.Writable() }),
			Of:   resource.RecordOf(srv.GetServer, func(p serverTexts, etag string) error { return replaceServer(srv, p.put(), etag) }),
		})
	case s.isServer():
		return resource.Edit(ctx, app, resource.Editing{
			Name: "server", Help: i18n.G("The configuration of the server. Lines starting with # are ignored."),
			Text: resource.Of(func(server api.Server) any { return server.Writable() }),
			Of:   resource.RecordOf(srv.GetServer, func(p api.ServerPut, etag string) error { return replaceServer(srv, p, etag) }),
		})
	case s.ref.Snapshot != "":
		return resource.Edit(ctx, app, resource.Editing{
			Name: "snapshot", Help: i18n.G("Only expires_at of a snapshot can be changed. Lines starting with # are ignored."),
			Of: resource.RecordOf(
				func() (*api.InstanceSnapshot, string, error) {
					return srv.GetInstanceSnapshot(s.ref.Name, s.ref.Snapshot)
				},
				func(p api.InstanceSnapshotPut, etag string) error { return s.updateSnapshot(ctx, app, srv, p, etag) }),
			Text: withoutExpanded,
		})
	}
	return resource.Edit(ctx, app, resource.Editing{
		Name: "instance", Help: i18n.G("The configuration of the instance. Keys that start with volatile. are managed by the server. Lines starting with # are ignored."),
		Of: resource.RecordOf(
			func() (*api.Instance, string, error) { return srv.GetInstance(s.ref.Name) },
			func(p api.InstancePut, etag string) error { return s.updateInstance(ctx, app, srv, p, etag) }),
		Text: withoutExpanded,
	})
}

// withoutExpanded returns an instance or snapshot without the values from profiles.
func withoutExpanded(item any) any {
	return output.Without(item, "expanded_config", "expanded_devices")
}
