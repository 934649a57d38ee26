package config

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

func get(app *cli.App) *cobra.Command {
	var s subject
	var key string
	expanded, property := false, false
	cmd := app.Command(cli.Spec{
		Name: "get", Shows: true, Short: i18n.G("Print the value of a configuration key of an instance or server"),
		Example: "lxc config get web limits.memory\nlxc config get core.https_address",
		Args:    []cli.Arg{s.arg(), cli.Completed(cli.Word("key", &key), subjectKeys(""))},
		Run: func(ctx context.Context) error {
			srv, err := s.server(ctx, app)
			if err != nil {
				return err
			}
			value, err := s.value(srv, key, expanded, property)
			if err != nil {
				return s.about(err)
			}
			return app.ShowValue(value)
		},
	})
	cmd.Flags().BoolVarP(&expanded, "expanded", "e", false, i18n.G("Include configuration inherited from profiles"))
	cmd.Flags().BoolVarP(&property, "property", "p", false, i18n.G("Use a property, for example description, instead of a configuration key"))
	s.addTarget(cmd)
	return cmd
}

func (s *subject) value(srv lxd.InstanceServer, key string, expanded, property bool) (string, error) {
	if s.isServer() {
		server, _, err := srv.GetServer()
		if err != nil || server.Config[key] == nil {
			return "", err
		}
		return fmt.Sprint(server.Config[key]), nil
	}
	if s.ref.Snapshot != "" {
		snapshot, _, err := srv.GetInstanceSnapshot(s.ref.Name, s.ref.Snapshot)
		if err != nil {
			return "", err
		}
		return pick(snapshot, snapshot.Config, snapshot.ExpandedConfig, key, expanded, property)
	}
	inst, _, err := srv.GetInstance(s.ref.Name)
	if err != nil {
		return "", err
	}
	return pick(inst, inst.Config, inst.ExpandedConfig, key, expanded, property)
}

func pick(object any, own, all map[string]string, key string, expanded, property bool) (string, error) {
	switch {
	case property:
		return resource.Property(object, key)
	case expanded:
		return all[key], nil
	}
	return own[key], nil
}
