package project

import (
	"strconv"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func projects(app *cli.App) *resource.Kind {
	feature := func(name string) func(api.Project) string {
		return func(p api.Project) string { return output.YesNo(p.Config["features."+name] == "true") }
	}
	used := "" // current project of the remote, which the list marks
	return &resource.Kind{
		Noun: "project", Singular: i18n.M("a project"), Plural: i18n.G("projects"),
		SparesInput: true,
		Verbs: resource.Verbs[api.Project, api.ProjectPut]{
			List: func(s resource.Server, k resource.Key) (items []api.Project, err error) {
				if used, err = inUse(app, k.Remote); err != nil {
					return nil, err
				}
				return s.GetProjects()
			},
			Get: func(s resource.Server, k resource.Key) (*api.Project, string, error) { return s.GetProject(k.Name) },
			Update: func(s resource.Server, k resource.Key, p api.ProjectPut, etag string) error {
				return s.UpdateProject(k.Name, p, etag)
			},
			Rename: func(s resource.Server, k resource.Key, to string) error {
				op, err := s.RenameProject(k.Name, api.ProjectPost{Name: to})
				if err != nil {
					return err
				}
				return op.Wait()
			},
		},
		Columns: output.Columns[api.Project]{
			output.Col('n', i18n.G("NAME"), func(p api.Project) string {
				if p.Name == used {
					return i18n.F("%s (current)", p.Name)
				}
				return p.Name
			}),
			output.Col('i', i18n.G("IMAGES"), feature("images")).WithAlias('I'),
			output.Col('p', i18n.G("PROFILES"), feature("profiles")).WithAlias('P'),
			output.Col('v', i18n.G("STORAGE VOLUMES"), feature("storage.volumes")),
			output.Col('b', i18n.G("STORAGE BUCKETS"), feature("storage.buckets")),
			output.Col('w', i18n.G("NETWORKS"), feature("networks")).WithAlias('N'),
			output.Col('z', i18n.G("NETWORK ZONES"), feature("networks.zones")),
			output.Col('d', i18n.G("DESCRIPTION"), func(p api.Project) string { return p.Description }),
			output.Col('u', i18n.G("USED BY"), func(p api.Project) string { return strconv.Itoa(len(p.UsedBy)) }),
			output.Col('r', i18n.G("REPLICA MODE"), func(p api.Project) string {
				if p.ReplicaMode == "" {
					return "-"
				}
				return p.ReplicaMode
			}),
		}.Any(),
		DefaultColumns: cli.PerFlavor(app, "nipvwdu", "nipvbwzdu"), DefaultOf: func(s resource.Server) string { return columnsOf(app, s) }, Name: resource.Of(func(p api.Project) string { return p.Name }),
		Help: i18n.G("A project: description and configuration keys. Lines starting with # are ignored."),
	}
}

// columnsOf returns the default columns of the stock clients for a server.
func columnsOf(app *cli.App, s resource.Server) string {
	switch {
	case cli.PerFlavor(app, s.HasExtension("replicators"), false):
		return "nipvbwzdur"
	case cli.PerFlavor(app, s.HasExtension("storage_buckets"), true):
		return "nipvbwzdu"
	}
	return "nipvwdu"
}
