// Package config implements `lxc config`: configuration of instances and servers, devices, trust.
package config

import (
	"context"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Area is `lxc config`.
var Area = cli.Area{Name: "config", Short: summary, Build: build}

func summary() string { return i18n.G("Manage instance and server configuration") }

func build(app *cli.App) *cobra.Command {
	return app.Group("config", summary(), []*cobra.Command{
		devices().Command(app), edit(app), get(app), set(app), show(app), trust(app), unset(app),
		metadata(app), templates(app), uefi(app),
	})
}

// subject is the object of a config command: a server, an instance or a snapshot.
type subject struct {
	ref    config.SnapshotRef
	target string
	unset  bool // an empty value removes a key that must be set
}

func (s *subject) isServer() bool { return s.ref.Name == "" }

// arg is `[<remote>:][<instance>[/<snapshot>]]`.
func (s *subject) arg() cli.Arg {
	return cli.Arg{
		Name: "instance", Form: cli.Form{Remote: true, NameOptional: true, Child: "snapshot", ChildOptional: true}, Optional: true,
		Complete: cli.InstancesAndSnapshots,
		Set: func(app *cli.App, words []string) error {
			c, err := app.Config()
			if err != nil {
				return err
			}
			s.ref, err = c.ParseSnapshot(words[0])
			return err
		},
	}
}

// subjectKeys completes the keys of the instance that the preceding arguments name, or of the server.
func subjectKeys(ending string) cli.Completer {
	return func(ctx context.Context, app *cli.App, at cli.Cursor) []string {
		kind := "instance"
		if len(at.Before) == 0 {
			kind = "server"
		} else if _, only := config.OnlyRemote(at.Before[0]); only {
			kind = "server"
		}
		return cli.KeysOf(kind, ending, func(s lxd.InstanceServer, words []string) ([]string, error) {
			if kind == "server" {
				server, _, err := s.GetServer()
				if err != nil {
					return nil, err
				}
				return slices.Collect(maps.Keys(server.Config)), nil
			}
			inst, _, err := s.GetInstance(words[0])
			if err != nil {
				return nil, err
			}
			return slices.Collect(maps.Keys(inst.ExpandedConfig)), nil
		})(ctx, app, at)
	}
}

func (s *subject) addTarget(cmd *cobra.Command) {
	cli.TargetFlag(cmd.Flags(), &s.target)
}

// server connects to the server of the subject.
func (s *subject) server(ctx context.Context, app *cli.App) (lxd.InstanceServer, error) {
	if err := app.ResolveRemote(&s.ref.Remote); err != nil {
		return nil, err
	}
	srv, err := app.Server(ctx, s.ref.Remote)
	if err != nil {
		return nil, err
	}
	if s.target != "" {
		if !s.isServer() {
			return nil, cli.Usagef("%s", i18n.G("--target applies to server configuration only, not to instances"))
		}
		return srv.UseTarget(s.target), nil
	}
	return srv, nil
}

func (s *subject) about(err error) error {
	switch {
	case s.isServer():
		return err
	case s.ref.Snapshot != "":
		return cli.WithObject("snapshot", config.Ref{Remote: s.ref.Remote, Name: s.ref.Name + "/" + s.ref.Snapshot}, err)
	}
	return cli.WithObject("instance", s.ref.Ref, err)
}

// change modifies keys of the subject and writes them back with the same ETag.
func (s *subject) change(ctx context.Context, app *cli.App, values map[string]string, property bool) error {
	srv, err := s.server(ctx, app)
	if err != nil {
		return err
	}
	if s.isServer() {
		return s.changeServer(srv, values, property)
	}
	if s.ref.Snapshot != "" {
		return s.about(resource.Modify(
			func() (*api.InstanceSnapshot, string, error) {
				return srv.GetInstanceSnapshot(s.ref.Name, s.ref.Snapshot)
			},
			func(p api.InstanceSnapshotPut, etag string) error { return s.updateSnapshot(ctx, app, srv, p, etag) },
			func(i *api.InstanceSnapshot) api.InstanceSnapshotPut { return i.InstanceSnapshotPut },
			func(p *api.InstanceSnapshotPut) error {
				if !property {
					return cli.Usagef("%s", i18n.G("only expires_at of a snapshot can be changed (use --property)"))
				}
				return resource.Apply(p, nil, values, true, s.unset)
			}))
	}
	return s.about(resource.Modify(
		func() (*api.Instance, string, error) { return srv.GetInstance(s.ref.Name) },
		func(p api.InstancePut, etag string) error { return s.updateInstance(ctx, app, srv, p, etag) },
		(*api.Instance).Writable,
		func(p *api.InstancePut) error {
			if s.unset && !property {
				if err := checkSet(p.Config, values); err != nil {
					return err
				}
			}
			return resource.Apply(p, p.Config, values, property, s.unset)
		}))
}

// checkSet returns an error if a key of an instance to unset is not set.
func checkSet(config, values map[string]string) error {
	for key := range values {
		if _, found := config[key]; !found {
			return cli.NotFound("key", i18n.F("key %q is not set", key))
		}
	}
	return nil
}

func (s *subject) updateInstance(ctx context.Context, app *cli.App, srv lxd.InstanceServer, p api.InstancePut, etag string) error {
	op, err := srv.UpdateInstance(s.ref.Name, p, etag)
	if err != nil {
		return err
	}
	return app.Wait(ctx, op, "")
}

func (s *subject) updateSnapshot(ctx context.Context, app *cli.App, srv lxd.InstanceServer, p api.InstanceSnapshotPut, etag string) error {
	op, err := srv.UpdateInstanceSnapshot(s.ref.Name, s.ref.Snapshot, p, etag)
	if err != nil {
		return err
	}
	return app.Wait(ctx, op, "")
}

// changeServer sends the complete configuration: some servers drop keys that are missing, others drop all keys if one is
// invalid.
func (s *subject) changeServer(srv lxd.InstanceServer, values map[string]string, property bool) error {
	if property {
		return cli.Usagef("%s", i18n.G("servers have no properties"))
	}
	return resource.Modify(srv.GetServer, srv.UpdateServer, (*api.Server).Writable, func(p *api.ServerPut) error {
		for key, value := range values {
			p.Config[key] = value // an empty value removes the key on all servers, omitting it only on some
		}
		return nil
	})
}

// replaceServer sends the edited configuration of a server. The server removes its own keys if they are missing. User keys
// are only removed by an empty value, as in the stock clients.
func replaceServer(srv lxd.InstanceServer, put api.ServerPut, etag string) error {
	if put.Config == nil {
		put.Config = map[string]any{}
	}
	return srv.UpdateServer(put, etag)
}
