package lxd

import (
	"context"
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
