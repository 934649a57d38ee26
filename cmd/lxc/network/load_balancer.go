package network

import (
	"cmp"
	"context"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func balancers() *resource.Kind {
	verbs := resource.From(func(s resource.Server, k resource.Key) lxd.Collection[api.NetworkLoadBalancer, api.NetworkLoadBalancersPost, api.NetworkLoadBalancerPut] {
		return s.NetworkLoadBalancers(k.Parents[0])
	}, nil).WithoutRename()
	verbs.Create = func(s resource.Server, key resource.Key, n resource.CreateRequest[api.NetworkLoadBalancerPut]) error {
		address, err := listenAddress(s, key.Name, n.Flags["allocate"])
		if err != nil {
			return err
		}
		chosen, err := lxd.CreateNamed(s.NetworkLoadBalancers(key.Parents[0]), api.NetworkLoadBalancersPost{ListenAddress: address, NetworkLoadBalancerPut: n.Put})
		*n.Name = cmp.Or(key.Name, chosen)
		return err
	}
	return &resource.Kind{
		Noun: "listen-address", Singular: i18n.M("a network load balancer"), Plural: i18n.G("network load balancers"),
		SilentGet: true, Strict: true, Parents: []string{"network"}, ParentNames: names,
		Targeted: true, OptionalName: true, CreateFlags: allocate(),
		Verbs: verbs,
		Columns: output.Columns[api.NetworkLoadBalancer]{
			output.Col('l', i18n.G("LISTEN ADDRESS"), func(b api.NetworkLoadBalancer) string { return b.ListenAddress }),
			output.Col('d', i18n.G("DESCRIPTION"), func(b api.NetworkLoadBalancer) string { return b.Description }),
			output.Col('p', i18n.G("PORTS"), func(b api.NetworkLoadBalancer) string { return ports(len(b.Ports)) }),
			output.Col('L', i18n.G("LOCATION"), func(b api.NetworkLoadBalancer) string { return b.Location }).OfMember(),
		}.Any(),
		DefaultColumns: "ldpL", Name: resource.Of(func(b api.NetworkLoadBalancer) string { return b.ListenAddress }),
		Example: "network load-balancer create ovn1 192.0.2.20",
		Help:    i18n.G("A network load balancer: its backends and the ports that it forwards to them. Lines starting with # are ignored."),
	}
}

// balance modifies a load balancer.
func (m *networkAddress) balance(ctx context.Context, app *cli.App, change func(*api.NetworkLoadBalancerPut) error) error {
	return m.on(ctx, app, func(s resource.Server) error {
		return resource.Change(s.NetworkLoadBalancers(m.network.Name), m.address, change)
	})
}
