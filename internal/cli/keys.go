package cli

import (
	"context"
	"maps"
	"slices"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"
)

// Keys proposes the configuration keys of a kind of object, from the server's own list of them. ending is put behind each.
func Keys(kind, ending string) Completer {
	return KeysOf(kind, ending, func(lxd.InstanceServer, []string) ([]string, error) { return nil, nil })
}

// KeysOf is Keys with those that an object has already.
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

// KnownKeys are the keys that the server documents for a kind of object: of "network" also those of "network-bridge" and the
// like. A server without such a list knows none.
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

// DevicePairs proposes the beginnings of `device,key=value`.
func DevicePairs(_ context.Context, _ *App, at Cursor) []string {
	return beginning([]string{"root,size=", "root,pool=", "eth0,network=", "eth0,ipv4.address="}, at.Word)
}
