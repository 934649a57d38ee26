package network

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func backends(app *cli.App) *cobra.Command {
	return app.Lenient(app.Group("backend", i18n.G("Manage load balancer backends"), []*cobra.Command{backendAdd(app), backendRemove(app)}))
}

func backendAdd(app *cli.App) *cobra.Command {
	var m networkAddress
	var b api.NetworkLoadBalancerBackend
	cmd := app.Command(cli.Spec{
		Name: "add", Aliases: []string{"create"}, Short: i18n.G("Add a backend to a load balancer"),
		Example: "lxc network load-balancer backend add ovn1 192.0.2.20 web1 10.66.0.5 80",
		Args: append(m.balancerArgs(), cli.Word("backend", &b.Name), cli.Word("target-address", &b.TargetAddress),
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

// backendNames completes the backends of the load balancer in the preceding argument.
var backendNames = cli.Under(func(s lxd.InstanceServer, words []string) ([]string, error) {
	if len(words) < 2 {
		return nil, nil
	}
	balancer, _, err := s.NetworkLoadBalancers(words[0]).Get(words[1])
	if err != nil {
		return nil, err
	}
	var names []string
	for _, b := range balancer.Backends {
		names = append(names, cli.Described(b.Name, b.TargetAddress))
	}
	return names, nil
})

func backendRemove(app *cli.App) *cobra.Command {
	var m networkAddress
	var name string
	cmd := app.Command(cli.Spec{
		Name: "remove", Aliases: []string{"delete", "rm"}, Short: i18n.G("Remove a backend from a load balancer"),
		Example: "lxc network load-balancer backend remove ovn1 192.0.2.20 web1",
		Args:    append(m.balancerArgs(), cli.Completed(cli.Word("backend", &name), backendNames)),
		Run: func(ctx context.Context) error {
			return m.balance(ctx, app, func(p *api.NetworkLoadBalancerPut) error {
				before := len(p.Backends)
				p.Backends = slices.DeleteFunc(p.Backends, func(b api.NetworkLoadBalancerBackend) bool { return b.Name == name })
				if len(p.Backends) == before {
					return cli.NotFound("backend", i18n.F("backend %q not found", name))
				}
				return nil
			})
		},
	})
	m.flag(cmd)
	return cmd
}
