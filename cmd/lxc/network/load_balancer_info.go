package network

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

func balancerInfo(app *cli.App) *cobra.Command {
	var m networkAddress
	return app.Command(cli.Spec{
		Name: "info", Shows: true, Short: i18n.G("Show the health of load balancer backends"), Example: "lxc network load-balancer info ovn1 192.0.2.20",
		Args: m.balancerArgs(),
		Run: func(ctx context.Context) error {
			return m.on(ctx, app, func(s resource.Server) error {
				state, err := s.GetNetworkLoadBalancerState(m.network.Name, m.address)
				if err != nil {
					return err
				}
				return app.Show(state)
			})
		},
	})
}
