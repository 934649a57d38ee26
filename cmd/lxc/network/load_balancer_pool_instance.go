package network

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// inPool holds the arguments that name a pool of a network.
type inPool struct {
	network  config.Ref
	pool     string
	instance api.NetworkLoadBalancerPoolInstance
}

func (o *inPool) args() []cli.Arg {
	return []cli.Arg{cli.Object("network", &o.network), cli.Completed(cli.Word("pool", &o.pool), cli.Below("load-balancer-pool")), cli.Completed(cli.Word("instance", &o.instance.Name), cli.Here("instance"))}
}

func (o *inPool) change(ctx context.Context, app *cli.App, change func(*api.NetworkLoadBalancerPoolPut) error) error {
	srv, err := app.Server(ctx, o.network.Remote)
	if err != nil {
		return err
	}
	return cli.WithObject("pool", config.Ref{Remote: o.network.Remote, Name: o.network.Name + "/" + o.pool},
		resource.Change(srv.NetworkLoadBalancerPools(o.network.Name), o.pool, change))
}

func poolAdd(app *cli.App) *cobra.Command {
	var o inPool
	return app.Command(cli.Spec{
		Name: "add", Short: i18n.G("Add an instance to a load balancer pool"), Example: "lxc network load-balancer pool instance add ovn1 web c1 80",
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
		Name: "remove", Short: i18n.G("Remove an instance from a load balancer pool"), Example: "lxc network load-balancer pool instance remove ovn1 web c1",
		Args: o.args(),
		Run: func(ctx context.Context) error {
			return o.change(ctx, app, func(p *api.NetworkLoadBalancerPoolPut) error {
				before := len(p.Instances)
				p.Instances = slices.DeleteFunc(p.Instances, func(i api.NetworkLoadBalancerPoolInstance) bool { return i.Name == o.instance.Name })
				if len(p.Instances) == before {
					return cli.NotFound("instance", i18n.F("instance %q not found in the pool", o.instance.Name))
				}
				return nil
			})
		},
	})
}
