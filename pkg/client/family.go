package lxd

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// families pairs the instance keys that LXD and Incus spell differently.
var families = [][2]string{
	{"security.devlxd", "security.guestapi"},
	{"security.devlxd.images", "security.guestapi.images"},
}

// onlyIncus are keys and prefixes of Incus that no LXD knows. They stand in for the list of keys that LXD serves since 5.18.
var onlyIncus = []string{
	"agent.nic_config.", "boot.autorestart", "boot.host_shutdown_action", "limits.cpu.nodes", "oci.", "raw.qemu.qmp.", "raw.qemu.scriptlet",
	"security.agent.metrics", "security.bpffs.", "security.guestapi", "security.iommu", "security.syscalls.intercept.sysinfo", "smbios11.",
	"systemd.", "volatile.uuid.generation", "volatile.cluster.group", "volatile.cpu.nodes", "volatile.rebalance.", "volatile.vm.definition",
}

// onlyIncusVolumes are those of the keys of volumes. No server lists these.
var onlyIncusVolumes = []string{"dependent", "initial.", "linstor.", "truenas."}

// AdaptedConfig is the configuration of an instance or volume of one family made fit for a server of the other.
type AdaptedConfig struct {
	Config  map[string]string // what can be sent
	Renamed map[string]string // keys that the other family spells differently: old name to new
	Unknown []string          // keys in Config that the server does not know, sorted; it will refuse them
}

// DropUnknown leaves out what the server does not know.
func (a *AdaptedConfig) DropUnknown() {
	for _, key := range a.Unknown {
		delete(a.Config, key)
	}
	a.Unknown = nil
}

// AdaptInstanceConfig makes the configuration of an instance that lives on another server fit for this one. Between servers
// of one family nothing changes. Between LXD and Incus the volatile keys go, but for the base image and the hardware
// addresses, keys with two names get this server's, and what this server does not know is listed: by its own list of keys
// (extension metadata_configuration), or by a built-in one where it has none. GET /1.0 and, of servers that list their
// keys, /1.0/metadata/configuration. Blocks until answered. Errors: *ConnectError, *api.StatusError.
func (r *ProtocolLXD) AdaptInstanceConfig(source InstanceServer, config map[string]string) (AdaptedConfig, error) {
	out := AdaptedConfig{Config: maps.Clone(config), Renamed: map[string]string{}}
	from, ok := source.(*ProtocolLXD)
	if !ok || from.IsIncus() == r.IsIncus() {
		return out, nil
	}
	maps.DeleteFunc(out.Config, func(key, _ string) bool { return strings.HasPrefix(key, "volatile.") && !travels(key) })
	old, fresh := 0, 1
	if from.IsIncus() {
		old, fresh = 1, 0
	}
	for _, pair := range families {
		if value, found := out.Config[pair[old]]; found {
			delete(out.Config, pair[old])
			out.Config[pair[fresh]] = value
			out.Renamed[pair[old]] = pair[fresh]
		}
	}
	unknown, err := r.unknownKeys(slices.Sorted(maps.Keys(out.Config)))
	out.Unknown = unknown
	return out, err
}

// AdaptVolumeConfig is AdaptInstanceConfig for a custom volume. The keys of volumes have one name, and those that LXD does
// not know are listed. GET /1.0. Blocks until answered. Errors: *ConnectError, *api.StatusError.
func (r *ProtocolLXD) AdaptVolumeConfig(source InstanceServer, config map[string]string) (AdaptedConfig, error) {
	out := AdaptedConfig{Config: maps.Clone(config)}
	if from, ok := source.(*ProtocolLXD); !ok || r.sameServer(from) || r.IsIncus() || !from.IsIncus() {
		return out, nil
	}
	for _, key := range slices.Sorted(maps.Keys(config)) {
		if listed(onlyIncusVolumes, key) {
			out.Unknown = append(out.Unknown, key)
		}
	}
	return out, nil
}

// listed reports whether a list of keys, and of prefixes that end with a dot, has a key.
func listed(keys []string, key string) bool {
	return slices.ContainsFunc(keys, func(k string) bool { return key == k || strings.HasSuffix(k, ".") && strings.HasPrefix(key, k) })
}

// KnowsInstanceKeys reports whether the server knows all these keys of an instance, as far as that can be told. GET
// /1.0/metadata/configuration, at most once for a connection. Blocks until answered. Errors: *ConnectError,
// *api.StatusError.
func (r *ProtocolLXD) KnowsInstanceKeys(keys []string) (bool, error) {
	unknown, err := r.unknownKeys(keys)
	return len(unknown) == 0, err
}

// travels reports whether a volatile key belongs to the instance rather than to its server.
func travels(key string) bool {
	return key == "volatile.base_image" || strings.HasSuffix(key, ".hwaddr") && strings.Count(key, ".") == 2
}

func (r *ProtocolLXD) unknownKeys(keys []string) ([]string, error) {
	patterns, err := r.instanceKeys()
	if err != nil {
		return nil, err
	}
	var unknown []string
	for _, key := range keys {
		known := false
		switch {
		case slices.ContainsFunc(patterns, func(p []string) bool { return matchKey(p, strings.Split(key, ".")) }):
			known = true
		case len(patterns) > 0 && !strings.HasPrefix(key, "volatile."): // the lists of those are not complete
			known = freeKey(key)
		default:
			known = r.IsIncus() || !listed(onlyIncus, key)
		}
		if !known {
			unknown = append(unknown, key)
		}
	}
	return unknown, nil
}

// freeKey reports whether any server takes the key: names that users choose, and limits of the kernel.
func freeKey(key string) bool {
	for _, prefix := range []string{"user.", "environment.", "image.", "limits.kernel.", "linux.sysctl."} {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

// matchKey compares a key with a documented one, in which *, <name> and [name] stand for a word.
func matchKey(pattern, key []string) bool {
	for i, word := range pattern {
		if word == "*" && i == len(pattern)-1 {
			return len(key) > i
		}
		if i >= len(key) || word != "*" && !strings.ContainsAny(word, "<[") && word != key[i] {
			return false
		}
	}
	return len(pattern) == len(key)
}

// instanceKeys returns the words of all documented instance keys, read once per connection; none where the server has no such
// list.
func (r *ProtocolLXD) instanceKeys() ([][]string, error) {
	if keys := r.conn.keys.Load(); keys != nil || !r.HasExtension("metadata_configuration") {
		return deref(keys), nil
	}
	err := r.conn.shared.Ask(r.context(), "keys", func(ctx context.Context) error {
		patterns, err := r.view(func(s *scope) { s.ctx = ctx }).fetchInstanceKeys()
		if err == nil {
			r.conn.keys.Store(&patterns)
		}
		return err
	})
	return deref(r.conn.keys.Load()), err
}

func deref[T any](p *T) (value T) {
	if p != nil {
		value = *p
	}
	return value
}

func (r *ProtocolLXD) fetchInstanceKeys() ([][]string, error) {
	doc, err := read[struct {
		Configs struct {
			Instance map[string]struct {
				Keys []map[string]json.RawMessage `json:"keys"`
			} `json:"instance"`
		} `json:"configs"`
	}](r, request{path: route("metadata", "configuration"), needs: needs{"metadata_configuration"}})
	var patterns [][]string
	for _, group := range doc.Configs.Instance {
		for _, keys := range group.Keys {
			for key := range keys {
				patterns = append(patterns, strings.Split(key, "."))
			}
		}
	}
	return patterns, err
}
