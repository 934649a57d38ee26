package network

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func balancerPorts(app *cli.App) *cobra.Command {
	return app.Lenient(app.Group("port", i18n.G("Manage load balancer ports"), []*cobra.Command{balancerPortAdd(app), balancerPortRemove(app)}))
}

func balancerPortAdd(app *cli.App) *cobra.Command {
	var m networkAddress
	var port api.NetworkLoadBalancerPort
	var to string
	cmd := app.Command(cli.Spec{
		Name: "add", Aliases: []string{"create"}, Short: i18n.G("Add ports to a load balancer"),
		Example: "lxc network load-balancer port add ovn1 192.0.2.20 tcp 80 web1,web2",
		Args: append(m.balancerArgs(), cli.Choice("protocol", &port.Protocol, "tcp", "udp"), cli.Word("listen-ports", &port.ListenPort),
			cli.Completed(cli.Word("backends", &to), cli.List(backendNames))),
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
	var m networkAddress
	var sel portSelection
	cmd := app.Command(cli.Spec{
		Name: "remove", Aliases: []string{"delete", "rm"}, Short: i18n.G("Remove ports from a load balancer"),
		Example: "lxc network load-balancer port remove ovn1 192.0.2.20 tcp 80",
		Args:    append(m.balancerArgs(), sel.args()...),
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
