package network

import (
	"strconv"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func count(list []string) string { return strconv.Itoa(len(list)) }

func names(s resource.Server) ([]string, error) { return s.GetNetworkNames() }

// unattachable reports whether no instance can be attached to an interface.
func unattachable(n api.Network) bool { return n.Type == "loopback" || n.Type == "unknown" }

func networks(app *cli.App) *resource.Kind {
	return &resource.Kind{
		Noun: "network", Singular: i18n.M("a network"), Plural: i18n.G("networks"),
		SilentGet: true, SparesInput: true, AllProjects: true, NoFilter: true, Targeted: true,
		Verbs: resource.Verbs[api.Network, api.NetworkPut]{
			List: func(s resource.Server, _ resource.Key) ([]api.Network, error) { return s.GetNetworks() },
			Get:  func(s resource.Server, k resource.Key) (*api.Network, string, error) { return s.GetNetwork(k.Name) },
			Create: func(s resource.Server, k resource.Key, n resource.CreateRequest[api.NetworkPut]) error {
				return s.CreateNetwork(api.NetworksPost{Name: k.Name, Type: n.Flags["type"], NetworkPut: n.Put})
			},
			Update: func(s resource.Server, k resource.Key, p api.NetworkPut, etag string) error {
				return s.UpdateNetwork(k.Name, p, etag)
			},
			Rename: func(s resource.Server, k resource.Key, to string) error {
				return s.RenameNetwork(k.Name, api.NetworkPost{Name: to})
			},
			Delete: func(s resource.Server, k resource.Key) error { return s.DeleteNetwork(k.Name) },
		},
		Columns: output.Columns[api.Network]{
			output.Col('n', i18n.G("NAME"), func(n api.Network) string { return n.Name }),
			output.Col('t', i18n.G("TYPE"), func(n api.Network) string { return n.Type }),
			output.Col('m', i18n.G("MANAGED"), func(n api.Network) string { return output.YesNo(n.Managed) }),
			output.Col('4', i18n.G("IPV4"), func(n api.Network) string { return n.Config["ipv4.address"] }),
			output.Col('6', i18n.G("IPV6"), func(n api.Network) string { return n.Config["ipv6.address"] }),
			output.Col('d', i18n.G("DESCRIPTION"), func(n api.Network) string { return n.Description }),
			output.Col('u', i18n.G("USED BY"), func(n api.Network) string { return count(n.UsedBy) }),
			output.Col('s', i18n.G("STATE"), func(n api.Network) string { return strings.ToUpper(n.Status) }),
			output.Col('e', i18n.G("PROJECT"), func(n api.Network) string { return n.Project }),
		}.Any(),
		// Stock lxc hides interfaces that instances cannot be attached to; incus shows all.
		Hidden:       cli.PerFlavor(app, resource.Of(unattachable), nil),
		HiddenAlways: func(s resource.Server) bool { return !s.IsIncus() && cli.Newest(s) }, // like lxc since LXD 6

		DefaultColumns: "ntm46dus", Name: resource.Of(func(n api.Network) string { return n.Name }),
		CreateFlags: []resource.Flag{{Name: "type", Short: "t", Help: i18n.G("Type: bridge, macvlan, sriov, ovn or physical")}},
		Example:     "network create lxdbr1 ipv4.address=10.66.0.1/24 ipv6.address=none",
		Help:        i18n.G("A network: description and configuration keys. Lines starting with # are ignored."),
	}
}

func acls() *resource.Kind {
	return &resource.Kind{
		Noun: "acl", Singular: i18n.M("a network ACL"), Plural: i18n.G("network ACLs"),
		SilentGet: true, Strict: true, AllProjects: true, NoFilter: true,
		Verbs: resource.From(func(s resource.Server, _ resource.Key) lxd.Collection[api.NetworkACL, api.NetworkACLsPost, api.NetworkACLPut] {
			return s.NetworkACLs()
		}, func(k resource.Key, n resource.CreateRequest[api.NetworkACLPut]) api.NetworkACLsPost {
			return api.NetworkACLsPost{NetworkACLPost: api.NetworkACLPost{Name: k.Name}, NetworkACLPut: n.Put}
		}),
		Columns: output.Columns[api.NetworkACL]{
			output.Col('n', i18n.G("NAME"), func(a api.NetworkACL) string { return a.Name }),
			output.Col('d', i18n.G("DESCRIPTION"), func(a api.NetworkACL) string { return a.Description }),
			output.Col('u', i18n.G("USED BY"), func(a api.NetworkACL) string { return count(a.UsedBy) }),
			output.Col('e', i18n.G("PROJECT"), func(a api.NetworkACL) string { return a.Project }),
		}.Any(),
		DefaultColumns: "ndu", Name: resource.Of(func(a api.NetworkACL) string { return a.Name }),
		Example: "network acl create web",
		Help:    i18n.G("A network ACL: rules for ingress and egress, each with action, source, destination, protocol, source_port, destination_port, state. Lines starting with # are ignored."),
	}
}

func addressSets() *resource.Kind {
	return &resource.Kind{
		Noun: "address-set", Singular: i18n.M("a network address set"), Plural: i18n.G("network address sets"),
		SilentGet: true, AllProjects: true, NoFilter: true,
		Verbs: resource.From(func(s resource.Server, _ resource.Key) lxd.Collection[api.NetworkAddressSet, api.NetworkAddressSetsPost, api.NetworkAddressSetPut] {
			return s.NetworkAddressSets()
		}, func(k resource.Key, n resource.CreateRequest[api.NetworkAddressSetPut]) api.NetworkAddressSetsPost {
			return api.NetworkAddressSetsPost{Name: k.Name, NetworkAddressSetPut: n.Put}
		}),
		Columns: output.Columns[api.NetworkAddressSet]{
			output.Col('n', i18n.G("NAME"), func(a api.NetworkAddressSet) string { return a.Name }),
			output.Col('d', i18n.G("DESCRIPTION"), func(a api.NetworkAddressSet) string { return a.Description }),
			output.Col('a', i18n.G("ADDRESSES"), func(a api.NetworkAddressSet) string { return strings.Join(a.Addresses, "\n") }),
			output.Col('u', i18n.G("USED BY"), func(a api.NetworkAddressSet) string { return count(a.UsedBy) }),
			output.Col('e', i18n.G("PROJECT"), func(a api.NetworkAddressSet) string { return a.Project }),
		}.Any(),
		DefaultColumns: "ndau", Name: resource.Of(func(a api.NetworkAddressSet) string { return a.Name }),
		DeleteAliases: []string{"rm"}, // remove is the command that removes addresses
		Example:       "network address-set create office",
		Help:          i18n.G("A network address set. Lines starting with # are ignored."),
	}
}

func integrations() *resource.Kind {
	return &resource.Kind{
		Noun: "integration", Singular: i18n.M("a network integration"), Plural: i18n.G("network integrations"),
		SilentGet: true,
		Verbs: resource.From(func(s resource.Server, _ resource.Key) lxd.Collection[api.NetworkIntegration, api.NetworkIntegrationsPost, api.NetworkIntegrationPut] {
			return s.NetworkIntegrations()
		}, func(k resource.Key, n resource.CreateRequest[api.NetworkIntegrationPut]) api.NetworkIntegrationsPost {
			return api.NetworkIntegrationsPost{Name: k.Name, Type: n.Words[0], NetworkIntegrationPut: n.Put}
		}),
		Columns: output.Columns[api.NetworkIntegration]{
			output.Col('n', i18n.G("NAME"), func(i api.NetworkIntegration) string { return i.Name }),
			output.Col('d', i18n.G("DESCRIPTION"), func(i api.NetworkIntegration) string { return i.Description }),
			output.Col('t', i18n.G("TYPE"), func(i api.NetworkIntegration) string { return i.Type }),
			output.Col('u', i18n.G("USED BY"), func(i api.NetworkIntegration) string { return count(i.UsedBy) }),
		}.Any(),
		DefaultColumns: "ndtu", Name: resource.Of(func(i api.NetworkIntegration) string { return i.Name }),
		CreateWords: []string{"type"}, Example: "network integration create region ovn",
		Help: i18n.G("A network integration. Lines starting with # are ignored."),
	}
}

func peers(app *cli.App) *resource.Kind {
	target := func(p api.NetworkPeer) string {
		if p.TargetIntegration != "" {
			return p.TargetIntegration
		}
		return strings.Trim(p.TargetProject+"/"+p.TargetNetwork, "/")
	}
	return &resource.Kind{
		Noun: "peer", Singular: i18n.M("a network peer"), Plural: i18n.G("network peers"),
		SilentGet: true, Strict: true, Parents: []string{"network"}, ParentNames: names,
		Verbs: resource.From(func(s resource.Server, k resource.Key) lxd.Collection[api.NetworkPeer, api.NetworkPeersPost, api.NetworkPeerPut] {
			return s.NetworkPeers(k.Parents[0])
		}, func(k resource.Key, n resource.CreateRequest[api.NetworkPeerPut]) api.NetworkPeersPost {
			post := api.NetworkPeersPost{Name: k.Name, Type: n.Flags["type"], NetworkPeerPut: n.Put}
			if post.Type == "remote" {
				post.TargetIntegration = n.Words[0]
				return post
			}
			project, network, found := config.SplitName(n.Words[0])
			if !found {
				project, network = "", n.Words[0]
			}
			post.TargetProject, post.TargetNetwork = project, network
			return post
		}).WithoutRename(),
		Columns: output.Columns[api.NetworkPeer]{
			output.Col('n', i18n.G("NAME"), func(p api.NetworkPeer) string { return p.Name }),
			output.Col('d', i18n.G("DESCRIPTION"), func(p api.NetworkPeer) string { return p.Description }),
			output.Col('p', i18n.G("PEER"), target),
			output.Col('t', i18n.G("TYPE"), func(p api.NetworkPeer) string { return p.Type }),
			output.Col('s', i18n.G("STATE"), func(p api.NetworkPeer) string { return strings.ToUpper(p.Status) }),
		}.Any(),
		DefaultColumns: cli.PerFlavor(app, "ndps", "ndpts"), Name: resource.Of(func(p api.NetworkPeer) string { return p.Name }),
		CreateWords: []string{"target"},
		CreateFlags: []resource.Flag{{Name: "type", Short: "t", Help: i18n.G("Type: local, or remote for an integration")}},
		Example:     "network peer create ovn1 to-ovn2 other/ovn2",
		Help:        i18n.G("A network peer. Lines starting with # are ignored."),
	}
}

func zones() *resource.Kind {
	return &resource.Kind{
		Noun: "zone", Singular: i18n.M("a network zone"), Plural: i18n.G("network zones"),
		SilentGet: true, Strict: true, AllProjects: true, NoFilter: true,
		Verbs: resource.From(func(s resource.Server, _ resource.Key) lxd.Collection[api.NetworkZone, api.NetworkZonesPost, api.NetworkZonePut] {
			return s.NetworkZones()
		}, func(k resource.Key, n resource.CreateRequest[api.NetworkZonePut]) api.NetworkZonesPost {
			return api.NetworkZonesPost{Name: k.Name, NetworkZonePut: n.Put}
		}),
		Columns: output.Columns[api.NetworkZone]{
			output.Col('n', i18n.G("NAME"), func(z api.NetworkZone) string { return z.Name }),
			output.Col('d', i18n.G("DESCRIPTION"), func(z api.NetworkZone) string { return z.Description }),
			output.Col('u', i18n.G("USED BY"), func(z api.NetworkZone) string { return count(z.UsedBy) }),
			output.Col('e', i18n.G("PROJECT"), func(z api.NetworkZone) string { return z.Project }),
		}.Any(),
		DefaultColumns: "ndu", Name: resource.Of(func(z api.NetworkZone) string { return z.Name }),
		Example: "network zone create lxd.example.net dns.nameservers=ns1.example.net",
		Help:    i18n.G("A network zone: description and configuration keys. Lines starting with # are ignored."),
	}
}

func records() *resource.Kind {
	return &resource.Kind{
		Text: resource.Of(func(r api.NetworkZoneRecord) any { return r.NetworkZoneRecordPut }),
		Noun: "record", Singular: i18n.M("a network zone record"), Plural: i18n.G("network zone records"),
		SilentGet: true, Strict: true, Parents: []string{"zone"},
		ParentNames: func(s resource.Server) ([]string, error) { return s.NetworkZones().Names() },
		Verbs: resource.From(func(s resource.Server, k resource.Key) lxd.Collection[api.NetworkZoneRecord, api.NetworkZoneRecordsPost, api.NetworkZoneRecordPut] {
			return s.NetworkZoneRecords(k.Parents[0])
		}, func(k resource.Key, n resource.CreateRequest[api.NetworkZoneRecordPut]) api.NetworkZoneRecordsPost {
			return api.NetworkZoneRecordsPost{Name: k.Name, NetworkZoneRecordPut: n.Put}
		}).WithoutRename(),
		Columns: output.Columns[api.NetworkZoneRecord]{
			output.Col('n', i18n.G("NAME"), func(r api.NetworkZoneRecord) string { return r.Name }),
			output.Col('d', i18n.G("DESCRIPTION"), func(r api.NetworkZoneRecord) string { return r.Description }),
			output.Col('e', i18n.G("ENTRIES"), func(r api.NetworkZoneRecord) string {
				var lines []string
				for _, e := range r.Entries {
					lines = append(lines, e.Type+" "+e.Value)
				}
				return strings.Join(lines, "\n")
			}),
		}.Any(),
		DefaultColumns: "nde", Name: resource.Of(func(r api.NetworkZoneRecord) string { return r.Name }),
		Example: "network zone record create lxd.example.net www",
		Help:    i18n.G("A network zone record: entries with type, ttl and value. Lines starting with # are ignored."),
	}
}
