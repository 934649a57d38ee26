// Package cluster holds `lxc cluster`, `lxc placement-group` and `lxc replicator`.
package cluster

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Summary is what the list of all commands says of these.
func Summary() string { return i18n.G("Manage clusters and their members") }

// New is `lxc cluster`.
func New(app *cli.App) *cobra.Command {
	return app.Group("cluster", Summary(), members().Commands(app), []*cobra.Command{
		add(app), enable(app), join(app), evacuate(app, "evacuate"), evacuate(app, "restore"), info(app), listTokens(app), revokeToken(app),
		remove(app), updateCertificate(app),
		app.Group("failure-domain", i18n.G("Manage the failure domain of a member"), failureDomain(app)),
		app.Lenient(app.Group("group", i18n.G("Manage groups of members"), groups().Commands(app), groupMembers(app))),
		app.Group("link", i18n.G("Manage ties to other clusters"), links().Commands(app), []*cobra.Command{linkCreate(app), linkInfo(app)}),
		app.Group("role", i18n.G("Manage the roles of a member"), roles(app)),
	})
}

// Placement is `lxc placement-group`.
func Placement(app *cli.App) *cobra.Command {
	return app.Group("placement-group", i18n.G("Manage how instances spread over members"), placements().Commands(app))
}

func members() *resource.Kind[api.ClusterMember, api.ClusterMemberPut] {
	verbs := resource.From(func(s resource.Server, _ resource.Key) lxd.Collection[api.ClusterMember, api.ClusterMembersPost, api.ClusterMemberPut] {
		return s.ClusterMembers()
	}, nil)
	verbs.Rename = func(s resource.Server, k resource.Key, to string) error { return s.RenameClusterMember(k.Name, to) }
	verbs.Delete = nil
	return &resource.Kind[api.ClusterMember, api.ClusterMemberPut]{
		Noun: "member", Plural: i18n.G("cluster members"), Verbs: verbs, AllProjects: true, NeedsKey: true,
		Columns: output.Columns[api.ClusterMember]{
			output.Col('n', i18n.G("NAME"), func(m api.ClusterMember) string { return m.ServerName }),
			output.Col('u', i18n.G("URL"), func(m api.ClusterMember) string { return m.URL }),
			{Letter: 'r', Head: i18n.G("ROLES"), Break: ",", Cell: func(m api.ClusterMember) string { return strings.Join(m.Roles, "\n") }},
			output.Col('a', i18n.G("ARCHITECTURE"), func(m api.ClusterMember) string { return m.Architecture }),
			output.Col('f', i18n.G("FAILURE DOMAIN"), func(m api.ClusterMember) string { return m.FailureDomain }),
			output.Col('d', i18n.G("DESCRIPTION"), func(m api.ClusterMember) string { return m.Description }),
			output.Col('s', cli.ByProgram(i18n.G("STATE"), i18n.G("STATUS")), func(m api.ClusterMember) string { return strings.ToUpper(m.Status) }),
			output.Col('m', i18n.G("MESSAGE"), func(m api.ClusterMember) string { return m.Message }),
		},
		Default: "nurafdsm", Name: func(m api.ClusterMember) string { return m.ServerName },
		Help: i18n.G("A member of a cluster: roles, failure domain, groups and configuration keys. Lines with # are ignored."),
	}
}

func groups() *resource.Kind[api.ClusterGroup, api.ClusterGroupPut] {
	return &resource.Kind[api.ClusterGroup, api.ClusterGroupPut]{
		Noun: "group", Plural: i18n.G("groups of members"), DeleteAliases: []string{"rm"},
		Verbs: resource.From(func(s resource.Server, _ resource.Key) lxd.Collection[api.ClusterGroup, api.ClusterGroupsPost, api.ClusterGroupPut] {
			return s.ClusterGroups()
		}, func(k resource.Key, n resource.New[api.ClusterGroupPut]) api.ClusterGroupsPost {
			return api.ClusterGroupsPost{Name: k.Name, ClusterGroupPut: n.Put}
		}),
		Columns: output.Columns[api.ClusterGroup]{
			output.Col('n', i18n.G("NAME"), func(g api.ClusterGroup) string { return g.Name }),
			output.Col('d', i18n.G("DESCRIPTION"), func(g api.ClusterGroup) string { return g.Description }),
			output.Col('m', i18n.G("MEMBERS"), func(g api.ClusterGroup) string { return strconv.Itoa(len(g.Members)) }),
		},
		Default: "ndm", Name: func(g api.ClusterGroup) string { return g.Name }, Example: "cluster group create gpu",
		Help: i18n.G("A group of members. Lines with # are ignored."),
	}
}

func placements() *resource.Kind[api.PlacementGroup, api.PlacementGroupPut] {
	return &resource.Kind[api.PlacementGroup, api.PlacementGroupPut]{
		Noun: "placement-group", Plural: i18n.G("placement groups"), AllProjects: true, DeleteAliases: []string{"rm"},
		Verbs: resource.From(func(s resource.Server, _ resource.Key) lxd.Collection[api.PlacementGroup, api.PlacementGroupsPost, api.PlacementGroupPut] {
			return s.PlacementGroups()
		}, func(k resource.Key, n resource.New[api.PlacementGroupPut]) api.PlacementGroupsPost {
			return api.PlacementGroupsPost{Name: k.Name, PlacementGroupPut: n.Put}
		}),
		Columns: output.Columns[api.PlacementGroup]{
			output.Col('n', i18n.G("NAME"), func(g api.PlacementGroup) string { return g.Name }),
			output.Col('d', i18n.G("DESCRIPTION"), func(g api.PlacementGroup) string { return g.Description }),
			output.Col('p', i18n.G("POLICY"), func(g api.PlacementGroup) string { return g.Config["policy"] }),
			output.Col('r', i18n.G("RIGOR"), func(g api.PlacementGroup) string { return g.Config["rigor"] }),
			output.Col('u', i18n.G("USED BY"), func(g api.PlacementGroup) string { return strconv.Itoa(len(g.UsedBy)) }),
			output.Col('e', i18n.G("PROJECT"), func(g api.PlacementGroup) string { return g.Project }),
		},
		Default: "ndpru", Name: func(g api.PlacementGroup) string { return g.Name },
		Example: "placement-group create web policy=spread rigor=strict",
		Help:    i18n.G("How instances spread over members: policy and rigor in the configuration. Lines with # are ignored."),
	}
}
