package config

import (
	"context"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func show(app *cli.App) *cobra.Command {
	var s subject
	expanded := false
	cmd := app.Command(cli.Spec{
		Name: "show", Shows: true, Short: i18n.G("Show the configuration of an instance, snapshot or server as YAML"),
		Example: "lxc config show web --expanded\nlxc config show prod:",
		Args:    []cli.Arg{s.arg()},
		Run: func(ctx context.Context) error {
			srv, err := s.server(ctx, app)
			if err != nil {
				return err
			}
			value, err := s.shown(srv, expanded)
			if err != nil {
				return s.about(err)
			}
			return app.PrintYAML(value)
		},
	})
	cmd.Flags().BoolVarP(&expanded, "expanded", "e", false, i18n.G("Include configuration inherited from profiles"))
	s.addTarget(cmd)
	return cmd
}

func (s *subject) shown(srv lxd.InstanceServer, expanded bool) (any, error) {
	if s.isServer() {
		server, _, err := srv.GetServer()
		if err != nil {
			return nil, err
		}
		return server.Writable(), nil
	}
	if s.ref.Snapshot != "" {
		snapshot, _, err := srv.GetInstanceSnapshot(s.ref.Name, s.ref.Snapshot)
		if err == nil && expanded {
			snapshot.Config, snapshot.Devices = snapshot.ExpandedConfig, snapshot.ExpandedDevices
		}
		return snapshot, err
	}
	inst, _, err := srv.GetInstance(s.ref.Name)
	if err != nil {
		return nil, err
	}
	put := inst.Writable()
	if expanded {
		put.Config, put.Devices = inst.ExpandedConfig, inst.ExpandedDevices
	}
	return put, nil
}
