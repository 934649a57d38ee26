package cli

import (
	"context"
	"maps"
	"slices"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"
)

// Keys completes the configuration keys of a kind of object from the server's metadata. ending is appended to each.
func Keys(kind, ending string) Completer {
	return KeysOf(kind, ending, func(lxd.InstanceServer, []string) ([]string, error) { return nil, nil })
}

// KeysOf is like Keys and adds the keys that own returns.
func KeysOf(kind, ending string, own Lister) Completer {
	of := Under(func(s lxd.InstanceServer, parents []string) ([]string, error) {
		keys, err := own(s, parents)
		if err != nil {
			keys = nil
		}
		return append(KnownKeys(s, kind), keys...), nil
	})
	return func(ctx context.Context, app *App, at Cursor) []string {
		if strings.Contains(at.Word, "=") {
			return nil
		}
		out := of(ctx, app, at)
		for i := range out {
			out[i] += ending
		}
		return out
	}
}

// KnownKeys returns the keys that the server documents for a kind of object; "network" includes "network-bridge" and so on.
// It returns nil if the server has no such metadata.
func KnownKeys(s lxd.InstanceServer, kind string) []string {
	all, err := s.GetMetadataConfiguration()
	if err != nil {
		return nil
	}
	configs, _ := all["configs"].(map[string]any)
	found := map[string]bool{}
	for entity, groups := range configs {
		if entity != kind && !strings.HasPrefix(entity, kind+"-") {
			continue
		}
		groups, _ := groups.(map[string]any)
		for _, group := range groups {
			group, _ := group.(map[string]any)
			keys, _ := group["keys"].([]any)
			for _, key := range keys {
				key, _ := key.(map[string]any)
				for name := range key {
					if !strings.HasSuffix(name, "*") {
						found[name] = true
					}
				}
			}
		}
	}
	return slices.Collect(maps.Keys(found))
}

// DevicePairs completes the start of `device,key=value`.
func DevicePairs(_ context.Context, _ *App, at Cursor) []string {
	return beginning([]string{"root,size=", "root,pool=", "eth0,network=", "eth0,ipv4.address="}, at.Word)
}
