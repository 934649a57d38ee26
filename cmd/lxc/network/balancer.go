package network

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func balancers() *resource.Kind[api.NetworkLoadBalancer, api.NetworkLoadBalancerPut] {
	k := &resource.Kind[api.NetworkLoadBalancer, api.NetworkLoadBalancerPut]{
		Noun: "listen-address", SilentGet: true, Strict: true, Plural: i18n.G("load balancers"), Parents: []string{"network"}, Complete: names,
		Targeted: true, Nameless: true, CreateFlags: allocate(),
		Verbs: resource.From(func(s resource.Server, k resource.Key) lxd.Collection[api.NetworkLoadBalancer, api.NetworkLoadBalancersPost, api.NetworkLoadBalancerPut] {
			return s.NetworkLoadBalancers(k.Parents[0])
		}, nil).WithoutRename(),
		Columns: output.Columns[api.NetworkLoadBalancer]{
			output.Col('l', i18n.G("LISTEN ADDRESS"), func(b api.NetworkLoadBalancer) string { return b.ListenAddress }),
			output.Col('d', i18n.G("DESCRIPTION"), func(b api.NetworkLoadBalancer) string { return b.Description }),
			output.Col('p', i18n.G("PORTS"), func(b api.NetworkLoadBalancer) string { return ports(len(b.Ports)) }),
			output.Col('L', i18n.G("LOCATION"), func(b api.NetworkLoadBalancer) string { return b.Location }),
		},
		Default: "ldpL", Name: func(b api.NetworkLoadBalancer) string { return b.ListenAddress },
		Example: "network load-balancer create ovn1 192.0.2.20",
		Help:    i18n.G("A load balancer: backends, and ports that are given to them. Lines with # are ignored."),
	}
	k.Create = func(s resource.Server, key resource.Key, n resource.New[api.NetworkLoadBalancerPut]) error {
		address, err := listenAddress(key.Name, n.Flags["allocate"])
		if err != nil {
			return err
		}
		return s.NetworkLoadBalancers(key.Parents[0]).Create(api.NetworkLoadBalancersPost{ListenAddress: address, NetworkLoadBalancerPut: n.Put})
	}
	return k
}

// balance changes a load balancer.
func (m *member) balance(ctx context.Context, app *cli.App, change func(*api.NetworkLoadBalancerPut) error) error {
	return m.on(ctx, app, func(s resource.Server) error {
		return resource.Change(s.NetworkLoadBalancers(m.network.Name), m.address, change)
	})
}

func balancerInfo(app *cli.App) *cobra.Command {
	var m member
	return app.Command(cli.Spec{
		Name: "info", Short: i18n.G("Show the health of the backends"), Example: "lxc network load-balancer info ovn1 192.0.2.20",
		Args: m.args(),
		Run: func(ctx context.Context) error {
			return m.on(ctx, app, func(s resource.Server) error {
				state, err := s.GetNetworkLoadBalancerState(m.network.Name, m.address)
				if err != nil {
					return err
				}
				return output.YAML(app.Streams.Out, state)
			})
		},
	})
}

func backends(app *cli.App) *cobra.Command {
	return app.Lenient(app.Group("backend", i18n.G("Manage the backends of a load balancer"), []*cobra.Command{backendAdd(app), backendRemove(app)}))
}

func backendAdd(app *cli.App) *cobra.Command {
	var m member
	var b api.NetworkLoadBalancerBackend
	cmd := app.Command(cli.Spec{
		Name: "add", Aliases: []string{"create"}, Short: i18n.G("Add a backend to a load balancer"),
		Example: "lxc network load-balancer backend add ovn1 192.0.2.20 web1 10.66.0.5 80",
		Args: append(m.args(), cli.Word("backend", &b.Name), cli.Word("target-address", &b.TargetAddress),
			cli.Opt(cli.Word("target-ports", &b.TargetPort))),
		Run: func(ctx context.Context) error {
			return m.balance(ctx, app, func(p *api.NetworkLoadBalancerPut) error {
				p.Backends = append(p.Backends, b)
				return nil
			})
		},
	})
	cmd.Flags().StringVar(&b.Description, "description", "", i18n.G("Description"))
	m.flag(cmd)
	return cmd
}

func backendRemove(app *cli.App) *cobra.Command {
	var m member
	var name string
	cmd := app.Command(cli.Spec{
		Name: "remove", Aliases: []string{"delete", "rm"}, Short: i18n.G("Remove a backend from a load balancer"),
		Example: "lxc network load-balancer backend remove ovn1 192.0.2.20 web1",
		Args:    append(m.args(), cli.Word("backend", &name)),
		Run: func(ctx context.Context) error {
			return m.balance(ctx, app, func(p *api.NetworkLoadBalancerPut) error {
				before := len(p.Backends)
				p.Backends = slices.DeleteFunc(p.Backends, func(b api.NetworkLoadBalancerBackend) bool { return b.Name == name })
				if len(p.Backends) == before {
					return cli.Usagef(i18n.G("there is no backend %q"), name)
				}
				return nil
			})
		},
	})
	m.flag(cmd)
	return cmd
}

func balancerPorts(app *cli.App) *cobra.Command {
	return app.Lenient(app.Group("port", i18n.G("Manage the ports of a load balancer"), []*cobra.Command{balancerPortAdd(app), balancerPortRemove(app)}))
}

func balancerPortAdd(app *cli.App) *cobra.Command {
	var m member
	var port api.NetworkLoadBalancerPort
	var to string
	cmd := app.Command(cli.Spec{
		Name: "add", Aliases: []string{"create"}, Short: i18n.G("Give ports of a load balancer to backends"),
		Example: "lxc network load-balancer port add ovn1 192.0.2.20 tcp 80 web1,web2",
		Args: append(m.args(), cli.Word("protocol", &port.Protocol), cli.Word("listen-ports", &port.ListenPort),
			cli.Word("backends", &to)),
		Run: func(ctx context.Context) error {
			return m.balance(ctx, app, func(p *api.NetworkLoadBalancerPut) error {
				port.TargetBackend = strings.Split(to, ",")
				p.Ports = append(p.Ports, port)
				return nil
			})
		},
	})
	cmd.Flags().StringVar(&port.Description, "description", "", i18n.G("Description"))
	m.flag(cmd)
	return cmd
}

func balancerPortRemove(app *cli.App) *cobra.Command {
	var m member
	var sel portSelection
	cmd := app.Command(cli.Spec{
		Name: "remove", Aliases: []string{"delete", "rm"}, Short: i18n.G("Take ports from a load balancer"),
		Example: "lxc network load-balancer port remove ovn1 192.0.2.20 tcp 80",
		Args:    append(m.args(), sel.args()...),
		Run: func(ctx context.Context) error {
			return m.balance(ctx, app, func(p *api.NetworkLoadBalancerPut) error {
				kept, err := without(p.Ports, sel, func(x api.NetworkLoadBalancerPort) (string, string) { return x.Protocol, x.ListenPort })
				p.Ports = kept
				return err
			})
		},
	})
	sel.flag(cmd)
	m.flag(cmd)
	return cmd
}

func poolKind() *resource.Kind[api.NetworkLoadBalancerPool, api.NetworkLoadBalancerPoolPut] {
	return &resource.Kind[api.NetworkLoadBalancerPool, api.NetworkLoadBalancerPoolPut]{
		Noun: "pool", Plural: i18n.G("pools of load balancers"), Parents: []string{"network"}, Complete: names,
		Verbs: resource.From(func(s resource.Server, k resource.Key) lxd.Collection[api.NetworkLoadBalancerPool, api.NetworkLoadBalancerPoolsPost, api.NetworkLoadBalancerPoolPut] {
			return s.NetworkLoadBalancerPools(k.Parents[0])
		}, func(k resource.Key, n resource.New[api.NetworkLoadBalancerPoolPut]) api.NetworkLoadBalancerPoolsPost {
			return api.NetworkLoadBalancerPoolsPost{Name: k.Name, NetworkLoadBalancerPoolPut: n.Put}
		}).WithoutRename(),
		Columns: output.Columns[api.NetworkLoadBalancerPool]{
			output.Col('n', i18n.G("NAME"), func(p api.NetworkLoadBalancerPool) string { return p.Name }),
			output.Col('d', i18n.G("DESCRIPTION"), func(p api.NetworkLoadBalancerPool) string { return p.Description }),
			output.Col('u', i18n.G("USED BY"), func(p api.NetworkLoadBalancerPool) string { return count(p.UsedBy) }),
		},
		Name:    func(p api.NetworkLoadBalancerPool) string { return p.Name },
		Example: "network load-balancer pool create ovn1 web",
		Help:    i18n.G("A pool of instances behind load balancers. Lines with # are ignored."),
	}
}

func pools(app *cli.App) *cobra.Command {
	return app.Group("pool", i18n.G("Manage pools of instances behind load balancers"), poolKind().Commands(app), []*cobra.Command{
		app.Group("instance", i18n.G("Manage the instances of a pool"), []*cobra.Command{poolAdd(app), poolRemove(app)}),
	})
}

// inPool is a pool of a network.
type inPool struct {
	network  config.Ref
	pool     string
	instance api.NetworkLoadBalancerPoolInstance
}

func (o *inPool) args() []cli.Arg {
	return []cli.Arg{cli.Object("network", &o.network), cli.Word("pool", &o.pool), cli.Word("instance", &o.instance.Name)}
}

func (o *inPool) change(ctx context.Context, app *cli.App, change func(*api.NetworkLoadBalancerPoolPut) error) error {
	srv, err := app.Server(ctx, o.network.Remote)
	if err != nil {
		return err
	}
	return cli.About("pool", config.Ref{Remote: o.network.Remote, Name: o.network.Name + "/" + o.pool},
		resource.Change(srv.NetworkLoadBalancerPools(o.network.Name), o.pool, change))
}

func poolAdd(app *cli.App) *cobra.Command {
	var o inPool
	return app.Command(cli.Spec{
		Name: "add", Short: i18n.G("Add an instance to a pool"), Example: "lxc network load-balancer pool instance add ovn1 web c1 80",
		Args: append(o.args(), cli.Opt(cli.Word("target-port", &o.instance.TargetPort))),
		Run: func(ctx context.Context) error {
			return o.change(ctx, app, func(p *api.NetworkLoadBalancerPoolPut) error {
				p.Instances = append(p.Instances, o.instance)
				return nil
			})
		},
	})
}

func poolRemove(app *cli.App) *cobra.Command {
	var o inPool
	return app.Command(cli.Spec{
		Name: "remove", Short: i18n.G("Remove an instance from a pool"), Example: "lxc network load-balancer pool instance remove ovn1 web c1",
		Args: o.args(),
		Run: func(ctx context.Context) error {
			return o.change(ctx, app, func(p *api.NetworkLoadBalancerPoolPut) error {
				before := len(p.Instances)
				p.Instances = slices.DeleteFunc(p.Instances, func(i api.NetworkLoadBalancerPoolInstance) bool { return i.Name == o.instance.Name })
				if len(p.Instances) == before {
					return cli.Usagef(i18n.G("the pool has no instance %q"), o.instance.Name)
				}
				return nil
			})
		},
	})
}
