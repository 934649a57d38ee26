package network

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func forwardPorts(app *cli.App) *cobra.Command {
	return app.Lenient(app.Group("port", i18n.G("Manage network forward ports"), []*cobra.Command{forwardPortAdd(app), forwardPortRemove(app)}))
}

func forwardPortAdd(app *cli.App) *cobra.Command {
	var m networkAddress
	var port api.NetworkForwardPort
	cmd := app.Command(cli.Spec{
		Name: "add", Aliases: []string{"create"}, Short: i18n.G("Forward ports"),
		Example: "lxc network forward port add lxdbr0 192.0.2.10 tcp 80,443 10.66.0.5",
		Args: append(m.args(), cli.Choice("protocol", &port.Protocol, "tcp", "udp"), cli.Word("listen-ports", &port.ListenPort),
			cli.Word("target-address", &port.TargetAddress), cli.Opt(cli.Word("target-ports", &port.TargetPort))),
		Run: func(ctx context.Context) error {
			return m.on(ctx, app, func(s resource.Server) error {
				return resource.Change(s.NetworkForwards(m.network.Name), m.address, func(p *api.NetworkForwardPut) error {
					p.Ports = append(p.Ports, port)
					return nil
				})
			})
		},
	})
	cmd.Flags().StringVar(&port.Description, "description", "", i18n.G("Description"))
	m.flag(cmd)
	return cmd
}

func forwardPortRemove(app *cli.App) *cobra.Command {
	var m networkAddress
	var sel portSelection
	cmd := app.Command(cli.Spec{
		Name: "remove", Aliases: []string{"delete", "rm"}, Short: i18n.G("Stop forwarding ports"),
		Example: "lxc network forward port remove lxdbr0 192.0.2.10 tcp 80",
		Args:    append(m.args(), sel.args()...),
		Run: func(ctx context.Context) error {
			return m.on(ctx, app, func(s resource.Server) error {
				return resource.Change(s.NetworkForwards(m.network.Name), m.address, func(p *api.NetworkForwardPut) error {
					kept, err := without(p.Ports, sel, func(x api.NetworkForwardPort) (string, string) { return x.Protocol, x.ListenPort })
					p.Ports = kept
					return err
				})
			})
		},
	})
	sel.flag(cmd)
	m.flag(cmd)
	return cmd
}

// portSelection selects ports by protocol and listen ports.
type portSelection struct {
	protocol, listen string
	force            bool
}

func (p *portSelection) args() []cli.Arg {
	return []cli.Arg{cli.Opt(cli.Choice("protocol", &p.protocol, "tcp", "udp")), cli.Opt(cli.Word("listen-ports", &p.listen))}
}

func (p *portSelection) flag(cmd *cobra.Command) {
	cmd.Flags().BoolVarP(&p.force, "force", "f", false, i18n.G("Remove all matching entries"))
}

// without removes the only matching entry, or with --force all of them.
func without[E any](list []E, sel portSelection, of func(E) (protocol, listen string)) ([]E, error) {
	fits := func(e E) bool {
		protocol, listen := of(e)
		return (sel.protocol == "" || strings.EqualFold(sel.protocol, protocol)) && (sel.listen == "" || sel.listen == listen)
	}
	found := 0
	for _, e := range list {
		if fits(e) {
			found++
		}
	}
	switch {
	case found == 0:
		return list, cli.NotFound("port", i18n.G("no matching entry"))
	case found > 1 && !sel.force:
		return list, cli.Conflict("port", i18n.F("%d entries match: be more specific, or remove all of them with --force", found))
	}
	return slices.DeleteFunc(list, fits), nil
}
