package network

import (
	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func poolKind() *resource.Kind {
	return &resource.Kind{
		Noun: "pool", Singular: i18n.M("a load balancer pool"), Plural: i18n.G("load balancer pools"),
		Parents: []string{"network"}, ParentNames: names,
		Verbs: resource.From(func(s resource.Server, k resource.Key) lxd.Collection[api.NetworkLoadBalancerPool, api.NetworkLoadBalancerPoolsPost, api.NetworkLoadBalancerPoolPut] {
			return s.NetworkLoadBalancerPools(k.Parents[0])
		}, func(k resource.Key, n resource.CreateRequest[api.NetworkLoadBalancerPoolPut]) api.NetworkLoadBalancerPoolsPost {
			return api.NetworkLoadBalancerPoolsPost{Name: k.Name, NetworkLoadBalancerPoolPut: n.Put}
		}).WithoutRename(),
		Columns: output.Columns[api.NetworkLoadBalancerPool]{
			output.Col('n', i18n.G("NAME"), func(p api.NetworkLoadBalancerPool) string { return p.Name }),
			output.Col('d', i18n.G("DESCRIPTION"), func(p api.NetworkLoadBalancerPool) string { return p.Description }),
			output.Col('u', i18n.G("USED BY"), func(p api.NetworkLoadBalancerPool) string { return count(p.UsedBy) }),
		}.Any(),
		Name:    resource.Of(func(p api.NetworkLoadBalancerPool) string { return p.Name }),
		Example: "network load-balancer pool create ovn1 web",
		Help:    i18n.G("A load balancer pool. Lines starting with # are ignored."),
	}
}

func pools(app *cli.App) *cobra.Command {
	return app.Group("pool", i18n.G("Manage load balancer pools"), poolKind().Commands(app), []*cobra.Command{
		app.Group("instance", i18n.G("Manage the instances of a load balancer pool"), []*cobra.Command{poolAdd(app), poolRemove(app)}),
	})
}
