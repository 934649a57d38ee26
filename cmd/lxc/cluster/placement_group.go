package cluster

import (
	"strconv"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func placementSummary() string { return i18n.G("Manage placement groups") }

// placement is `lxc placement-group`.
func placement(app *cli.App) *cobra.Command {
	return app.Group("placement-group", placementSummary(), placements().Commands(app))
}

func placements() *resource.Kind {
	return &resource.Kind{
		Noun: "placement-group", Singular: i18n.M("a placement group"), Plural: i18n.G("placement groups"),
		AllProjects: true, DeleteAliases: []string{"rm"},
		Verbs: resource.From(func(s resource.Server, _ resource.Key) lxd.Collection[api.PlacementGroup, api.PlacementGroupsPost, api.PlacementGroupPut] {
			return s.PlacementGroups()
		}, func(k resource.Key, n resource.CreateRequest[api.PlacementGroupPut]) api.PlacementGroupsPost {
			return api.PlacementGroupsPost{Name: k.Name, PlacementGroupPut: n.Put}
		}),
		Columns: output.Columns[api.PlacementGroup]{
			output.Col('n', i18n.G("NAME"), func(g api.PlacementGroup) string { return g.Name }),
			output.Col('d', i18n.G("DESCRIPTION"), func(g api.PlacementGroup) string { return g.Description }),
			output.Col('p', i18n.G("POLICY"), func(g api.PlacementGroup) string { return g.Config["policy"] }),
			output.Col('r', i18n.G("RIGOR"), func(g api.PlacementGroup) string { return g.Config["rigor"] }),
			output.Col('u', i18n.G("USED BY"), func(g api.PlacementGroup) string { return strconv.Itoa(len(g.UsedBy)) }),
			output.Col('e', i18n.G("PROJECT"), func(g api.PlacementGroup) string { return g.Project }),
		}.Any(),
		DefaultColumns: "ndpru", Name: resource.Of(func(g api.PlacementGroup) string { return g.Name }),
		Example: "placement-group create web policy=spread rigor=strict",
		Help:    i18n.G("A placement group: policy and rigor in its configuration. Lines starting with # are ignored."),
	}
}
