package network

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"gopkg.in/yaml.v2"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func info(app *cli.App) *cobra.Command {
	var ref config.Ref
	var target string
	cmd := app.Command(cli.Spec{
		Name: "info", Shows: true, Short: i18n.G("Show the state of a network"), Example: "lxc network info lxdbr0", Args: []cli.Arg{cli.Object("network", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if target != "" && !srv.IsClustered() {
				return cli.Refused("server", i18n.G("--target requires a cluster"))
			}
			state, err := srv.UseTarget(target).GetNetworkState(ref.Name)
			if err != nil {
				return cli.WithObject("network", ref, err)
			}
			if app.Result.Asked() {
				return app.Show(state)
			}
			printState(app, ref.Name, state)
			return nil
		},
	})
	cli.TargetFlag(cmd.Flags(), &target)
	return cmd
}

func printState(app *cli.App, name string, s *api.NetworkState) {
	app.Print(i18n.G("Name: %s\n"), name)
	if s.Hwaddr != "" || app.Family == "lxd" {
		app.Print(i18n.G("MAC address: %s\n"), s.Hwaddr)
	}
	app.Print(i18n.G("MTU: %d\nState: %s\nType: %s\n"), s.Mtu, s.State, s.Type)
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
		values any
	}{{i18n.G("Bond:"), s.Bond}, {i18n.G("Bridge:"), s.Bridge}, {i18n.G("VLAN:"), s.VLAN}, {i18n.G("OVN:"), s.OVN}} {
		values := map[string]any{}
		if text, err := output.YAMLText(part.values); err == nil && yaml.Unmarshal(text, &values) == nil && len(values) > 0 {
			app.Print("\n%s\n", part.title)
			printValues(app, values)
		}
	}
}

// labels maps keys of a network's state to labels, unless the label can be derived from the key.
var labels = map[string]string{
	"id": "ID", "stp": "STP", "vid": "VLAN ID", "vlan_default": "Default VLAN ID", "vlan_filtering": "VLAN filtering",
	"mii_frequency": "MII frequency", "mii_state": "MII state", "lower_device": "Parent",
	"uplink_ipv4": "IPv4 uplink address", "uplink_ipv6": "IPv6 uplink address",
}

// bridgeOrder is the order of a bridge's values.
var bridgeOrder = []string{"id", "stp", "forward_delay", "vlan_default", "vlan_filtering", "upper_devices"}

func rank(key string) int {
	if n := slices.Index(bridgeOrder, key); n >= 0 {
		return n
	}
	return len(bridgeOrder)
}

// printValues prints the values that are specific to a type of network.
func printValues(app *cli.App, values map[string]any) {
	keys := slices.Sorted(maps.Keys(values))
	slices.SortStableFunc(keys, func(a, b string) int { return cmp.Compare(rank(a), rank(b)) })
	for _, key := range keys {
		label := labels[key]
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
