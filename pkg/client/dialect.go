package lxd

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/openlxc/lxc/pkg/api"
)

// dialect rewrites a path for servers that know only containers (LXD before 3.18). This needs no request up front: every newer
// server accepts the path as it is.
func (r *ProtocolLXD) dialect(path string) string {
	if r.conn.legacy.Load() {
		if rest, ok := strings.CutPrefix(path, "/1.0/instances"); ok {
			return "/1.0/containers" + rest
		}
	}
	return path
}

// detectLegacy reports whether a 404 on path means that the server has no /1.0/instances at all.
func (r *ProtocolLXD) detectLegacy(path string) bool {
	if !strings.HasPrefix(path, "/1.0/instances") || r.conn.legacy.Load() {
		return false
	}
	server, err := r.serverInfo()
	if err != nil || server.Auth != "trusted" || hasExtension(server, "instances") {
		return false
	}
	r.conn.legacy.Store(true)
	return true
}

// isLegacy asks the server, at most once, whether it knows only containers.
func (r *ProtocolLXD) isLegacy() bool {
	return r.conn.legacy.Load() || r.detectLegacy("/1.0/instances")
}

// familyHeaders sets each header in the spelling of both families: each server reads its own and ignores the other.
func familyHeaders(pairs map[string]string) http.Header {
	h := http.Header{}
	for k, v := range pairs {
		h.Set("X-LXD-"+k, v)
		h.Set("X-Incus-"+k, v)
	}
	return h
}

// familyHeader reads a header in either spelling.
func familyHeader(h http.Header, name string) string {
	if v := h.Get("X-LXD-" + name); v != "" {
		return v
	}
	return h.Get("X-Incus-" + name)
}

// IsIncus reports whether the server is Incus. GET /1.0, at most once per connection. Blocks until answered. Errors: none;
// after a *ConnectError it returns false.
func (r *ProtocolLXD) IsIncus() bool {
	server, err := r.serverInfo()
	return err == nil && Family(server) == "incus"
}

// MajorVersion returns the first number of the server's version, 0 if it reports none. GET /1.0, at most once per connection.
// Blocks until answered. Errors: none; after a *ConnectError it returns 0.
func (r *ProtocolLXD) MajorVersion() int {
	server, err := r.serverInfo()
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(server.Environment.ServerVersion, ".")
	major, err := strconv.Atoi(first)
	if err != nil {
		return 0
	}
	return major
}

// Family returns "lxd" or "incus". Untrusted clients are not told the family, so it is derived from the extension list.
func Family(server *api.Server) string {
	if server.Environment.Server != "" {
		return server.Environment.Server
	}
	for _, name := range []string{"dev_incus_events", "dev_incus_images", "restrict_dev_incus"} {
		if hasExtension(server, name) {
			return "incus"
		}
	}
	return "lxd"
}

func hasExtension(server *api.Server, extension string) bool {
	return extension == "" || slices.Contains(server.APIExtensions, extension)
}

// serverInfo returns the response to GET /1.0, which is read once per connection.
func (r *ProtocolLXD) serverInfo() (*api.Server, error) {
	if server := r.conn.server.Load(); server != nil {
		return server, nil
	}
	err := r.conn.shared.Ask(r.context(), "server", func(ctx context.Context) error {
		if r.conn.server.Load() != nil {
			return nil
		}
		plain := &ProtocolLXD{conn: r.conn, scope: scope{ctx: ctx}}
		server, err := read[*api.Server](plain, request{path: "/1.0"})
		if err == nil {
			r.conn.server.Store(server)
		}
		return err
	})
	return r.conn.server.Load(), err
}

// CheckExtension returns a *MissingExtensionError unless the server offers the extension. GET /1.0, at most once per
// connection. Blocks until answered. Errors: *MissingExtensionError, *ConnectError.
func (r *ProtocolLXD) CheckExtension(extension string) error {
	server, err := r.serverInfo()
	if err != nil {
		return err
	}
	if hasExtension(server, extension) {
		return nil
	}
	return &MissingExtensionError{
		Extension: extension, Server: server.Environment.Server, Version: server.Environment.ServerVersion,
	}
}

// CheckExtensions returns the error of CheckExtension for the first missing extension, sorted by name, of those that needed
// marks.
func CheckExtensions(s interface{ CheckExtension(extension string) error }, needed map[string]bool) error {
	for _, extension := range slices.Sorted(maps.Keys(needed)) {
		if needed[extension] {
			if err := s.CheckExtension(extension); err != nil {
				return err
			}
		}
	}
	return nil
}

// HasExtension reports whether the server offers an API extension. GET /1.0, at most once per connection. Blocks until
// answered. Errors: none; after a *ConnectError it returns false.
func (r *ProtocolLXD) HasExtension(extension string) bool {
	server, err := r.serverInfo()
	return err == nil && hasExtension(server, extension)
}

// needs lists required API extensions in the order in which they are checked; "" is met by every server.
type needs []string

// when adds an extension if a request needs it.
func (n needs) when(asked bool, extension string) needs {
	if !asked {
		return n
	}
	return append(slices.Clip(n), extension)
}

// check returns an error for the first extension that the server lacks.
func (r *ProtocolLXD) check(n needs) error {
	for _, extension := range n {
		if extension == "" {
			continue
		}
		if err := r.CheckExtension(extension); err != nil {
			return err
		}
	}
	return nil
}

// families pairs the instance keys that LXD and Incus spell differently.
var families = [][2]string{
	{"security.devlxd", "security.guestapi"},
	{"security.devlxd.images", "security.guestapi.images"},
}

// onlyIncus lists keys and prefixes that Incus knows and LXD does not. It is used for LXD before 5.18, which has no list of its
// keys.
var onlyIncus = []string{
	"agent.nic_config.", "boot.autorestart", "boot.host_shutdown_action", "limits.cpu.nodes", "oci.", "raw.qemu.qmp.", "raw.qemu.scriptlet",
	"security.agent.metrics", "security.bpffs.", "security.guestapi", "security.iommu", "security.syscalls.intercept.sysinfo", "smbios11.",
	"systemd.", "volatile.uuid.generation", "volatile.cluster.group", "volatile.cpu.nodes", "volatile.rebalance.", "volatile.vm.definition",
}

// onlyIncusVolumes lists volume keys and prefixes that only Incus knows. No server has a list of these.
var onlyIncusVolumes = []string{"dependent", "initial.", "linstor.", "truenas."}

// AdaptedConfig is a configuration of an instance or volume, adapted to a server of the other family.
type AdaptedConfig struct {
	Config  map[string]string // to be sent
	Renamed map[string]string // keys whose name differs in the other family: old name to new
	Unknown []string          // keys in Config that the server does not know and would refuse, sorted
}

// DropUnknown removes the keys that the server does not know.
func (a *AdaptedConfig) DropUnknown() {
	for _, key := range a.Unknown {
		delete(a.Config, key)
	}
	a.Unknown = nil
}

// AdaptInstanceConfig adapts the configuration of an instance on another server to this one. Between servers of one family
// nothing changes. Between LXD and Incus, volatile keys are removed except for the base image and hardware addresses, keys with
// different names are renamed, and keys that this server does not know are listed: according to its own list (extension
// metadata_configuration), or a built-in one if it has none. GET /1.0 and, if the server lists its keys,
// /1.0/metadata/configuration. Blocks until answered. Errors: *ConnectError, *api.StatusError.
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

// AdaptVolumeConfig is AdaptInstanceConfig for a custom volume. Volume keys have the same name in both families; those that LXD
// does not know are listed. GET /1.0. Blocks until answered. Errors: *ConnectError, *api.StatusError.
func (r *ProtocolLXD) AdaptVolumeConfig(source InstanceServer, config map[string]string) (AdaptedConfig, error) {
	out := AdaptedConfig{Config: maps.Clone(config)}
	if from, ok := source.(*ProtocolLXD); !ok || r.sameServer(from) || r.IsIncus() || !from.IsIncus() {
		return out, nil
	}
	for _, key := range slices.Sorted(maps.Keys(config)) {
		if matchesKey(onlyIncusVolumes, key) {
			out.Unknown = append(out.Unknown, key)
		}
	}
	return out, nil
}

// matchesKey reports whether a list of keys and of prefixes ending in a dot matches a key.
func matchesKey(keys []string, key string) bool {
	return slices.ContainsFunc(keys, func(k string) bool { return key == k || strings.HasSuffix(k, ".") && strings.HasPrefix(key, k) })
}

// KnowsInstanceKeys reports whether the server knows all these instance keys; if it has no list of keys, a built-in one is
// used. GET /1.0/metadata/configuration, at most once per connection. Blocks until answered. Errors: *ConnectError,
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
		case len(patterns) > 0 && !strings.HasPrefix(key, "volatile."): // servers do not list all volatile keys
			known = freeKey(key)
		default:
			known = r.IsIncus() || !matchesKey(onlyIncus, key)
		}
		if !known {
			unknown = append(unknown, key)
		}
	}
	return unknown, nil
}

// freeKey reports whether every server accepts the key: names that users choose, and kernel limits.
func freeKey(key string) bool {
	for _, prefix := range []string{"user.", "environment.", "image.", "limits.kernel.", "linux.sysctl."} {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

// matchKey compares a key with a documented one, in which *, <name> and [name] match any element.
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

// instanceKeys returns all documented instance keys, split at dots and read once per connection; none if the server has no such
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
