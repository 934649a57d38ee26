package cluster

import (
	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func replicatorSummary() string { return i18n.G("Manage project replicators") }

// replicator is `lxc replicator`.
func replicator(app *cli.App) *cobra.Command {
	return app.Group("replicator", replicatorSummary(), replicators().Commands(app),
		[]*cobra.Command{replicatorInfo(app), replicatorRun(app)})
}

func replicators() *resource.Kind {
	return &resource.Kind{
		Noun: "replicator", Singular: i18n.M("a replicator"), Plural: i18n.G("replicators"),
		DeleteAliases: []string{"rm"}, SilentCreate: true,
		Verbs: resource.From(func(s resource.Server, _ resource.Key) lxd.Collection[api.Replicator, api.ReplicatorsPost, api.ReplicatorPut] {
			return s.Replicators()
		}, func(k resource.Key, n resource.CreateRequest[api.ReplicatorPut]) api.ReplicatorsPost {
			return api.ReplicatorsPost{Name: k.Name, ReplicatorPut: n.Put}
		}),
		Columns: output.Columns[api.Replicator]{
			output.Col('n', i18n.G("NAME"), func(r api.Replicator) string { return r.Name }),
			output.Col('d', i18n.G("DESCRIPTION"), func(r api.Replicator) string { return r.Description }),
			output.Col('c', i18n.G("CLUSTER"), func(r api.Replicator) string { return r.Config["cluster"] }),
			output.Col('l', i18n.G("LAST RUN"), func(r api.Replicator) string { return lastRun(r.LastRunAt) }),
			output.Col('s', i18n.G("SCHEDULE"), func(r api.Replicator) string { return r.Config["schedule"] }),
		}.Any(),
		DefaultColumns: "ndcl",
		Name:           resource.Of(func(r api.Replicator) string { return r.Name }), Example: "replicator create nightly cluster=backup schedule=@daily",
		Help: i18n.G("A replicator, which copies a project to another cluster. Lines starting with # are ignored."),
	}
}
