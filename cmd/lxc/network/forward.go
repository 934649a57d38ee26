package network

import (
	"context"
	"slices"
	"strconv"
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

// allocate is the flag that lets the server choose the listen address.
func allocate() []resource.Flag {
	return []resource.Flag{{Name: "allocate", Help: i18n.G("Let the server choose the listen address: ipv4 or ipv6")}}
}

// listenAddress is the address that was given, or the one that stands for a free one.
func listenAddress(name, allocate string) (string, error) {
	switch {
	case name != "" && allocate == "":
		return name, nil
	case name == "" && allocate == "ipv4":
		return "0.0.0.0", nil
	case name == "" && allocate == "ipv6":
		return "::", nil
	case name != "" && (allocate == "ipv4" || allocate == "ipv6"):
		return "", cli.Usagef("%s", i18n.G("give a listen address or --allocate, not both"))
	}
	return "", cli.Usagef("%s", i18n.G("give a listen address, or --allocate ipv4 or ipv6"))
}

func ports(n int) string { return strconv.Itoa(n) }

func forwards() *resource.Kind[api.NetworkForward, api.NetworkForwardPut] {
	k := &resource.Kind[api.NetworkForward, api.NetworkForwardPut]{
		Noun: "listen-address", SilentGet: true, Strict: true, Plural: i18n.G("network forwards"), Parents: []string{"network"}, Complete: names,
		Targeted: true, Nameless: true, CreateFlags: allocate(),
		Verbs: resource.From(func(s resource.Server, k resource.Key) lxd.Collection[api.NetworkForward, api.NetworkForwardsPost, api.NetworkForwardPut] {
			return s.NetworkForwards(k.Parents[0])
		}, nil).WithoutRename(),
		Columns: output.Columns[api.NetworkForward]{
			output.Col('l', i18n.G("LISTEN ADDRESS"), func(f api.NetworkForward) string { return f.ListenAddress }),
			output.Col('d', i18n.G("DESCRIPTION"), func(f api.NetworkForward) string { return f.Description }),
			output.Col('D', i18n.G("DEFAULT TARGET ADDRESS"), func(f api.NetworkForward) string { return f.Config["target_address"] }).Or('t'),
			output.Col('p', i18n.G("PORTS"), func(f api.NetworkForward) string { return ports(len(f.Ports)) }),
			output.Col('L', i18n.G("LOCATION"), func(f api.NetworkForward) string { return f.Location }),
		},
		Default: "ldDpL", Name: func(f api.NetworkForward) string { return f.ListenAddress },
		Example: "network forward create lxdbr0 192.0.2.10 target_address=10.66.0.5",
		Help:    i18n.G("A forward of an address: target_address in the configuration takes what no port takes. Lines with # are ignored."),
	}
	k.Create = func(s resource.Server, key resource.Key, n resource.New[api.NetworkForwardPut]) error {
		address, err := listenAddress(key.Name, n.Flags["allocate"])
		if err != nil {
			return err
		}
		return s.NetworkForwards(key.Parents[0]).Create(api.NetworkForwardsPost{ListenAddress: address, NetworkForwardPut: n.Put})
	}
	return k
}

// member is an address of a network, with the cluster member that --target names.
type member struct {
	network config.Ref
	address string
	target  string
}

func (m *member) args() []cli.Arg {
	return []cli.Arg{cli.Object("network", &m.network), cli.Word("listen-address", &m.address)}
}

func (m *member) flag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&m.target, "target", "", i18n.G("Cluster member"))
}

// on runs work on the server of the network.
func (m *member) on(ctx context.Context, app *cli.App, work func(resource.Server) error) error {
	srv, err := app.Server(ctx, m.network.Remote)
	if err != nil {
		return err
	}
	if m.target != "" {
		srv = srv.UseTarget(m.target)
	}
	return cli.About("network", config.Ref{Remote: m.network.Remote, Name: m.network.Name + "/" + m.address}, work(srv))
}

func forwardPorts(app *cli.App) *cobra.Command {
	return app.Lenient(app.Group("port", i18n.G("Manage the ports of a forward"), []*cobra.Command{forwardPortAdd(app), forwardPortRemove(app)}))
}

func forwardPortAdd(app *cli.App) *cobra.Command {
	var m member
	var port api.NetworkForwardPort
	cmd := app.Command(cli.Spec{
		Name: "add", Aliases: []string{"create"}, Short: i18n.G("Forward ports"),
		Example: "lxc network forward port add lxdbr0 192.0.2.10 tcp 80,443 10.66.0.5",
		Args: append(m.args(), cli.Word("protocol", &port.Protocol), cli.Word("listen-ports", &port.ListenPort),
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
	var m member
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

// portSelection says which ports are meant: of a protocol, with some listen ports.
type portSelection struct {
	protocol, listen string
	force            bool
}

func (p *portSelection) args() []cli.Arg {
	return []cli.Arg{cli.Opt(cli.Word("protocol", &p.protocol)), cli.Opt(cli.Word("listen-ports", &p.listen))}
}

func (p *portSelection) flag(cmd *cobra.Command) {
	cmd.Flags().BoolVarP(&p.force, "force", "f", false, i18n.G("Remove all that fit, also several"))
}

// without removes the one entry that fits, or all of them with --force.
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
		return list, cli.Usagef("%s", i18n.G("no entry fits"))
	case found > 1 && !sel.force:
		return list, cli.Usagef(i18n.G("%d entries fit; say more, or remove all of them with --force"), found)
	}
	return slices.DeleteFunc(list, fits), nil
}
