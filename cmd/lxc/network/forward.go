package network

import (
	"cmp"
	"context"
	"strconv"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// allocate returns the flag that makes the server choose the listen address.
func allocate() []resource.Flag {
	return []resource.Flag{{Name: "allocate", Help: i18n.G("Let the server choose the listen address: ipv4 or ipv6")}}
}

// listenAddress returns the given address, or the wildcard that requests a free one.
func listenAddress(s resource.Server, name, allocate string) (string, error) {
	switch {
	case name != "" && allocate == "":
		return name, nil
	case name == "" && allocate == "ipv4":
		return "0.0.0.0", s.CheckExtension("network_allocate_external_ips")
	case name == "" && allocate == "ipv6":
		return "::", s.CheckExtension("network_allocate_external_ips")
	case name != "" && (allocate == "ipv4" || allocate == "ipv6"):
		return "", cli.Usagef("%s", i18n.G("a listen address and --allocate cannot be used together"))
	}
	return "", cli.Usagef("%s", i18n.G("missing listen address (or use --allocate ipv4 or --allocate ipv6)"))
}

func ports(n int) string { return strconv.Itoa(n) }

func forwards() *resource.Kind {
	verbs := resource.From(func(s resource.Server, k resource.Key) lxd.Collection[api.NetworkForward, api.NetworkForwardsPost, api.NetworkForwardPut] {
		return s.NetworkForwards(k.Parents[0])
	}, nil).WithoutRename()
	verbs.Create = func(s resource.Server, key resource.Key, n resource.CreateRequest[api.NetworkForwardPut]) error {
		address, err := listenAddress(s, key.Name, n.Flags["allocate"])
		if err != nil {
			return err
		}
		chosen, err := lxd.CreateNamed(s.NetworkForwards(key.Parents[0]), api.NetworkForwardsPost{ListenAddress: address, NetworkForwardPut: n.Put})
		*n.Name = cmp.Or(key.Name, chosen)
		return err
	}
	return &resource.Kind{
		Noun: "listen-address", Singular: i18n.M("a network forward"), Plural: i18n.G("network forwards"),
		SilentGet: true, Strict: true, Parents: []string{"network"}, ParentNames: names,
		Targeted: true, OptionalName: true, CreateFlags: allocate(),
		Verbs: verbs,
		Columns: output.Columns[api.NetworkForward]{
			output.Col('l', i18n.G("LISTEN ADDRESS"), func(f api.NetworkForward) string { return f.ListenAddress }),
			output.Col('d', i18n.G("DESCRIPTION"), func(f api.NetworkForward) string { return f.Description }),
			output.Col('D', i18n.G("DEFAULT TARGET ADDRESS"), func(f api.NetworkForward) string { return f.Config["target_address"] }).WithAlias('t'),
			output.Col('p', i18n.G("PORTS"), func(f api.NetworkForward) string { return ports(len(f.Ports)) }),
			output.Col('L', i18n.G("LOCATION"), func(f api.NetworkForward) string { return f.Location }).OfMember(),
		}.Any(),
		DefaultColumns: "ldDpL", Name: resource.Of(func(f api.NetworkForward) string { return f.ListenAddress }),
		Example: "network forward create lxdbr0 192.0.2.10 target_address=10.66.0.5",
		Help:    i18n.G("A network forward: target_address receives traffic that matches no port. Lines starting with # are ignored."),
	}
}

// networkAddress is the listen address of a forward or load balancer, with the cluster member from --target.
type networkAddress struct {
	network config.Ref
	address string
	target  string
}

func (m *networkAddress) args() []cli.Arg {
	return []cli.Arg{cli.Object("network", &m.network), cli.Word("listen-address", &m.address)}
}

// balancerArgs is like args, with completion for load balancers.
func (m *networkAddress) balancerArgs() []cli.Arg {
	return []cli.Arg{cli.Object("network", &m.network), cli.Completed(cli.Word("listen-address", &m.address), cli.Below("load-balancer"))}
}

func (m *networkAddress) flag(cmd *cobra.Command) {
	cli.TargetFlag(cmd.Flags(), &m.target)
}

// on runs work with the server of the network.
func (m *networkAddress) on(ctx context.Context, app *cli.App, work func(resource.Server) error) error {
	srv, err := app.Server(ctx, m.network.Remote)
	if err != nil {
		return err
	}
	if m.target != "" {
		srv = srv.UseTarget(m.target)
	}
	return cli.WithObject("network", config.Ref{Remote: m.network.Remote, Name: m.network.Name + "/" + m.address}, work(srv))
}
