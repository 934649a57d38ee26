package cli

import (
	"maps"
	"net/url"
	"slices"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
)

// lister lists the names of the objects of a noun. above returns the preceding arguments that carry no remote, such as the
// pool and volume of a bitmap.
type lister func(s lxd.InstanceServer, above func(int) string) ([]string, error)

// listers returns the nouns whose names a server can list.
func listers() map[string]lister {
	all := map[string]lister{
		"snapshot": func(s lxd.InstanceServer, above func(int) string) ([]string, error) {
			return s.GetInstanceSnapshotNames(above(0))
		},
		"volume": func(s lxd.InstanceServer, above func(int) string) ([]string, error) { return volumeNames(s, above(0)) },
		"bucket": func(s lxd.InstanceServer, above func(int) string) ([]string, error) {
			return s.StoragePoolBuckets(above(0)).Names()
		},
		"bitmap": func(s lxd.InstanceServer, above func(int) string) ([]string, error) {
			return s.StoragePoolVolumeBitmaps(above(0), "custom", above(1)).Names()
		},
		"volume-snapshot": func(s lxd.InstanceServer, above func(int) string) ([]string, error) {
			return s.StoragePoolVolumeSnapshots(above(0), "custom", above(1)).Names()
		},
		"record": func(s lxd.InstanceServer, above func(int) string) ([]string, error) {
			return s.NetworkZoneRecords(above(0)).Names()
		},
		"peer": func(s lxd.InstanceServer, above func(int) string) ([]string, error) {
			return s.NetworkPeers(above(0)).Names()
		},
		"listen-address": func(s lxd.InstanceServer, above func(int) string) ([]string, error) {
			return s.NetworkForwards(above(0)).Names()
		},
		"load-balancer": func(s lxd.InstanceServer, above func(int) string) ([]string, error) {
			return s.NetworkLoadBalancers(above(0)).Names()
		},
		"load-balancer-pool": func(s lxd.InstanceServer, above func(int) string) ([]string, error) {
			return s.NetworkLoadBalancerPools(above(0)).Names()
		},
		"template": func(s lxd.InstanceServer, above func(int) string) ([]string, error) {
			return s.GetInstanceTemplateFiles(above(0))
		},
		"firmware-variable": func(s lxd.InstanceServer, above func(int) string) ([]string, error) {
			vars, _, err := s.GetInstanceUEFIVars(above(0))
			if err != nil {
				return nil, err
			}
			return slices.Collect(maps.Keys(vars.Variables)), nil
		},
	}
	for noun, names := range topLevel() {
		all[noun] = func(s lxd.InstanceServer, _ func(int) string) ([]string, error) { return names(s) }
	}
	return all
}

// topLevel returns the nouns that have no parent.
func topLevel() map[string]func(lxd.InstanceServer) ([]string, error) {
	return map[string]func(lxd.InstanceServer) ([]string, error){
		"instance":                instanceNames,
		"profile":                 lxd.InstanceServer.GetProfileNames,
		"profiles":                lxd.InstanceServer.GetProfileNames,
		"network":                 lxd.InstanceServer.GetNetworkNames,
		"project":                 lxd.InstanceServer.GetProjectNames,
		"pool":                    lxd.InstanceServer.GetStoragePoolNames,
		"image":                   lxd.InstanceServer.GetImageAliasNames,
		"alias":                   lxd.InstanceServer.GetImageAliasNames,
		"image-fingerprint":       lxd.InstanceServer.GetImageFingerprints,
		"fingerprint":             lxd.InstanceServer.GetCertificateFingerprints,
		"operation":               operationIDs,
		"method/name":             identityNames,
		"member":                  func(s lxd.InstanceServer) ([]string, error) { return s.ClusterMembers().Names() },
		"warning":                 func(s lxd.InstanceServer) ([]string, error) { return s.Warnings().Names() },
		"acl":                     func(s lxd.InstanceServer) ([]string, error) { return s.NetworkACLs().Names() },
		"address-set":             func(s lxd.InstanceServer) ([]string, error) { return s.NetworkAddressSets().Names() },
		"zone":                    func(s lxd.InstanceServer) ([]string, error) { return s.NetworkZones().Names() },
		"integration":             func(s lxd.InstanceServer) ([]string, error) { return s.NetworkIntegrations().Names() },
		"link":                    func(s lxd.InstanceServer) ([]string, error) { return s.ClusterLinks().Names() },
		"replicator":              func(s lxd.InstanceServer) ([]string, error) { return s.Replicators().Names() },
		"auth-group":              func(s lxd.InstanceServer) ([]string, error) { return s.AuthGroups().Names() },
		"cluster-group":           func(s lxd.InstanceServer) ([]string, error) { return s.ClusterGroups().Names() },
		"identity-provider-group": func(s lxd.InstanceServer) ([]string, error) { return s.IdentityProviderGroups().Names() },
		"placement-group":         func(s lxd.InstanceServer) ([]string, error) { return s.PlacementGroups().Names() },
		"session":                 func(s lxd.InstanceServer) ([]string, error) { return s.OIDCSessions().Names() },
	}
}

// Lists reports whether names of a noun can be completed.
func Lists(noun string) bool { return listers()[noun] != nil }

// namesOf lists the names of a noun.
func namesOf(s lxd.InstanceServer, noun string, parents []string) ([]string, error) {
	list := listers()[noun]
	if list == nil {
		return nil, errUnlisted
	}
	return list(s, func(i int) string {
		if i < len(parents) {
			return parents[i]
		}
		return ""
	})
}

// describedInstances is the number of instances up to which completion also requests their states.
const describedInstances = 200

// instanceNames returns the instances, each described by its state.
func instanceNames(s lxd.InstanceServer) ([]string, error) {
	names, err := s.GetInstanceNames(api.InstanceTypeAny)
	if err != nil || len(names) > describedInstances {
		return names, err
	}
	states, err := lxd.ListInstances[struct{ Name, Status string }](s, url.Values{"recursion": {"1"}})
	if err != nil {
		return names, nil //nolint:nilerr // completion works without the states
	}
	described := make([]string, len(states))
	for i, instance := range states {
		described[i] = Described(instance.Name, instance.Status)
	}
	return described, nil
}

// volumeNames returns the custom volumes of a pool, in the form that commands accept.
func volumeNames(s lxd.InstanceServer, pool string) ([]string, error) {
	names, err := s.GetStoragePoolVolumeNames(pool)
	var out []string
	for _, name := range names {
		if kind, volume, found := config.SplitName(name); found && kind == "custom" {
			out = append(out, volume)
		}
	}
	return out, err
}

func operationIDs(s lxd.InstanceServer) ([]string, error) {
	list, err := s.GetOperations()
	var out []string
	for _, o := range list {
		out = append(out, Described(o.ID, o.Description))
	}
	return out, err
}

// identityNames returns the identities of all methods as method/name, the form that commands accept.
func identityNames(s lxd.InstanceServer) ([]string, error) {
	list, err := s.Identities("").List()
	var out []string
	for _, i := range list {
		out = append(out, Described(i.AuthenticationMethod+"/"+i.Identifier, i.Name))
	}
	return out, err
}
