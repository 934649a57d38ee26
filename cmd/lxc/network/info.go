package network

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func attachment() resource.Attachment {
	return resource.Attachment{
		Short: [4]string{
			i18n.G("Attach a network to an instance"), i18n.G("Attach a network to a profile"),
			i18n.G("Detach a network from an instance"), i18n.G("Detach a network from a profile"),
		},
		ExtraUsage: "interface",
		Args: func() ([]cli.Arg, *resource.AttachmentArgs) {
			a := &resource.AttachmentArgs{}
			ref := cli.Object("network", &a.Ref)
			set := ref.Set
			ref.Set = func(app *cli.App, words []string) error {
				err := set(app, words)
				a.Name = a.Ref.Name
				return err
			}
			return []cli.Arg{ref}, a
		},
		Device: func(_ context.Context, s resource.Server, a *resource.AttachmentArgs) (map[string]string, error) {
			n, _, err := s.GetNetwork(a.Name)
			if err != nil {
				return nil, err
			}
			device := map[string]string{"type": "nic"}
			switch {
			case n.Managed && s.HasExtension("instance_nic_network"):
				device["network"] = n.Name
			case n.Type == "bridge":
				device["nictype"], device["parent"] = "bridged", n.Name
			default:
				device["nictype"], device["parent"] = "macvlan", n.Name
			}
			if a.Extra != "" {
				device["name"] = a.Extra
			}
			return device, nil
		},
		Belongs: func(device map[string]string, a *resource.AttachmentArgs) bool {
			return device["type"] == "nic" && (device["network"] == a.Name || device["parent"] == a.Name)
		},
	}
}

func info(app *cli.App) *cobra.Command {
	var ref config.Ref
	var target string
	cmd := app.Command(cli.Spec{
		Name: "info", Short: i18n.G("Show the state of a network"), Example: "lxc network info lxdbr0", Args: []cli.Arg{cli.Object("network", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if target != "" {
				srv = srv.UseTarget(target)
			}
			state, err := srv.GetNetworkState(ref.Name)
			if err != nil {
				return cli.About("network", ref, err)
			}
			printState(app, ref.Name, state)
			return nil
		},
	})
	cmd.Flags().StringVar(&target, "target", "", i18n.G("Cluster member"))
	return cmd
}

func printState(app *cli.App, name string, s *api.NetworkState) {
	app.Print(i18n.G("Name: %s\n"), name)
	if s.Hwaddr != "" || cli.Program() == "lxc" {
		app.Print(i18n.G("MAC address: %s\n"), s.Hwaddr)
	}
	app.Print(i18n.G("MTU: %d\nState: %s\nType: %s\n"), s.MTU, s.State, s.Type)
	if len(s.Addresses) > 0 {
		app.Print("\n%s\n", i18n.G("IP addresses:"))
		for _, a := range s.Addresses {
			app.Print("  %s\t%s/%s (%s)\n", a.Family, a.Address, a.Netmask, a.Scope)
		}
	}
	c := s.Counters
	app.Print("\n%s\n", i18n.G("Network usage:"))
	app.Print("  %s: %s\n  %s: %s\n  %s: %d\n  %s: %d\n",
		i18n.G("Bytes received"), output.Traffic(c.BytesReceived), i18n.G("Bytes sent"), output.Traffic(c.BytesSent),
		i18n.G("Packets received"), c.PacketsReceived, i18n.G("Packets sent"), c.PacketsSent)
	for _, part := range []struct {
		title  string
		values map[string]any
	}{{i18n.G("Bond:"), s.Bond}, {i18n.G("Bridge:"), s.Bridge}, {i18n.G("VLAN:"), s.VLAN}, {i18n.G("OVN:"), s.OVN}} {
		if len(part.values) > 0 {
			app.Print("\n%s\n", part.title)
			printValues(app, part.values)
		}
	}
}

// spelt are the labels of values of a network's state whose keys do not read as words.
var spelt = map[string]string{
	"id": "ID", "stp": "STP", "vid": "VLAN ID", "vlan_default": "Default VLAN ID", "vlan_filtering": "VLAN filtering",
	"mii_frequency": "MII frequency", "mii_state": "MII state", "lower_device": "Parent",
	"uplink_ipv4": "IPv4 uplink address", "uplink_ipv6": "IPv6 uplink address",
}

// bridgeOrder is that of the values of a bridge.
var bridgeOrder = []string{"id", "stp", "forward_delay", "vlan_default", "vlan_filtering", "upper_devices"}

func place(key string) int {
	if n := slices.Index(bridgeOrder, key); n >= 0 {
		return n
	}
	return len(bridgeOrder)
}

// printValues prints what a kind of network has besides.
func printValues(app *cli.App, values map[string]any) {
	keys := slices.Sorted(maps.Keys(values))
	slices.SortStableFunc(keys, func(a, b string) int { return cmp.Compare(place(a), place(b)) })
	for _, key := range keys {
		label := spelt[key]
		if label == "" {
			label = strings.ToUpper(key[:1]) + strings.ReplaceAll(key[1:], "_", " ")
		}
		var words []string
		if list, ok := values[key].([]any); ok {
			for _, item := range list {
				words = append(words, fmt.Sprint(item))
			}
		} else {
			words = []string{fmt.Sprint(values[key])}
		}
		app.Print("  %s: %s\n", label, app.Shown(strings.Join(words, ", "), false))
	}
}

func listLeases(app *cli.App) *cobra.Command {
	var ref config.Ref
	var flags resource.ListFlags
	cmd := app.Command(cli.Spec{
		Name: "list-leases", Short: i18n.G("List the addresses that a network gave away"), Example: "lxc network list-leases lxdbr0",
		Args: []cli.Arg{cli.Object("network", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			columns := output.Columns[api.NetworkLease]{
				output.Col('h', i18n.G("HOSTNAME"), func(l api.NetworkLease) string { return l.Hostname }),
				output.Col('m', i18n.G("MAC ADDRESS"), func(l api.NetworkLease) string { return l.Hwaddr }),
				output.Col('i', i18n.G("IP ADDRESS"), func(l api.NetworkLease) string { return l.Address }),
				output.Col('t', i18n.G("TYPE"), func(l api.NetworkLease) string { return strings.ToUpper(l.Type) }),
				output.Col('L', i18n.G("LOCATION"), func(l api.NetworkLease) string { return l.Location }),
			}
			return cli.About("network", ref, resource.Print(app, flags, columns,
				func() ([]api.NetworkLease, error) { return srv.GetNetworkLeases(ref.Name) }))
		},
	})
	flags.Add(cmd, "hmitL")
	return cmd
}

func listAllocations(app *cli.App) *cobra.Command {
	var remote string
	var flags resource.ListFlags
	var all, summary bool
	cmd := app.Command(cli.Spec{
		Name: "list-allocations", Short: i18n.G("List the addresses in use"), Example: "lxc network list-allocations --all-projects",
		Args: []cli.Arg{cli.Remote(&remote)},
		Run: func(ctx context.Context) error {
			srv, err := app.ServerAt(ctx, &remote)
			if err != nil {
				return err
			}
			if all {
				srv = srv.UseAllProjects()
			}
			columns := output.Columns[api.NetworkAllocation]{
				output.Col('u', i18n.G("USED BY"), func(a api.NetworkAllocation) string { return a.UsedBy }),
				output.Col('a', i18n.G("ADDRESS"), func(a api.NetworkAllocation) string { return a.Address }),
				output.Col('t', i18n.G("TYPE"), func(a api.NetworkAllocation) string { return a.Type }),
				output.Col(cli.ByProgram('N', 'n'), i18n.G("NAT"), func(a api.NetworkAllocation) string {
					return cli.ByProgram(strconv.FormatBool(a.NAT), output.YesNo(a.NAT))
				}),
				output.Col('m', cli.ByProgram(i18n.G("HARDWARE ADDRESS"), i18n.G("MAC ADDRESS")), func(a api.NetworkAllocation) string { return a.Hwaddr }).Or('h'),
				output.Col(cli.ByProgram('n', 'N'), i18n.G("NETWORK"), func(a api.NetworkAllocation) string { return a.Network }),
			}
			fetch := func() ([]api.NetworkAllocation, error) { return srv.GetNetworkAllocations() }
			if summary {
				return printSummary(app, flags, fetch)
			}
			return resource.Print(app, flags, columns, fetch)
		},
	})
	flags.Add(cmd, cli.ByProgram("uantNh", "uaNtnm"))
	cmd.Flags().StringVarP(&app.Flags.Project, "project", "p", "", i18n.G("Project"))
	cmd.Flags().BoolVar(&all, "all-projects", false, i18n.G("Of all projects"))
	cmd.Flags().BoolVar(&summary, "summary", false, i18n.G("Count the addresses of each network"))
	return cmd
}

// used is how many addresses of a network are in use.
type used struct {
	Network string `json:"network" yaml:"network"`
	Count   int    `json:"count" yaml:"count"`
}

func printSummary(app *cli.App, flags resource.ListFlags, fetch func() ([]api.NetworkAllocation, error)) error {
	columns := output.Columns[used]{
		output.Col('n', i18n.G("NETWORK"), func(u used) string { return u.Network }),
		output.Col('c', i18n.G("ADDRESSES"), func(u used) string { return strconv.Itoa(u.Count) }),
	}
	flags.Columns = ""
	return resource.Print(app, flags, columns, func() ([]used, error) {
		list, err := fetch()
		counts := map[string]int{}
		for _, a := range list {
			counts[a.Network]++
		}
		var out []used
		for network, n := range counts {
			out = append(out, used{network, n})
		}
		return out, err
	})
}
