package cluster

import (
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func members(app *cli.App) *resource.Kind {
	verbs := resource.From(func(s resource.Server, _ resource.Key) lxd.Collection[api.ClusterMember, api.ClusterMembersPost, api.ClusterMemberPut] {
		return s.ClusterMembers()
	}, nil)
	verbs.Rename = func(s resource.Server, k resource.Key, to string) error {
		return s.RenameClusterMember(k.Name, api.ClusterMemberPost{ServerName: to})
	}
	verbs.Delete = nil
	return &resource.Kind{
		Noun: "member", Singular: i18n.M("a cluster member"), Plural: i18n.G("cluster members"),
		Verbs: verbs, AllProjects: true, NeedsKey: true,
		Columns: output.Columns[api.ClusterMember]{
			output.Col('n', i18n.G("NAME"), func(m api.ClusterMember) string { return m.ServerName }),
			output.Col('u', i18n.G("URL"), func(m api.ClusterMember) string { return m.URL }),
			output.Col('r', i18n.G("ROLES"), func(m api.ClusterMember) string { return strings.Join(m.Roles, "\n") }).WithBreak(","),
			output.Col('a', i18n.G("ARCHITECTURE"), func(m api.ClusterMember) string { return m.Architecture }),
			output.Col('f', i18n.G("FAILURE DOMAIN"), func(m api.ClusterMember) string { return m.FailureDomain }),
			output.Col('d', i18n.G("DESCRIPTION"), func(m api.ClusterMember) string { return m.Description }),
			output.Col('s', cli.PerFlavor(app, i18n.G("STATE"), i18n.G("STATUS")), func(m api.ClusterMember) string { return strings.ToUpper(m.Status) }),
			output.Col('m', i18n.G("MESSAGE"), func(m api.ClusterMember) string { return m.Message }),
		}.Any(),
		DefaultColumns: "nurafdsm", Name: resource.Of(func(m api.ClusterMember) string { return m.ServerName }),
		Help: i18n.G("A cluster member: roles, failure domain, groups and configuration keys. Lines starting with # are ignored."),
	}
}
