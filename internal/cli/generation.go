package cli

import (
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"
)

// Newest reports whether a server is of the generation of LXD 6 or Incus 7. With it some output of the stock clients changed.
func Newest(srv lxd.InstanceServer) bool {
	if srv.IsIncus() {
		return srv.MajorVersion() >= 7
	}
	return srv.MajorVersion() >= 6
}

// InfoHead returns how a head stands above a table inside the details of an object: in capitals, but not as incus prints it since
// Incus 7.
func (a *App) InfoHead(srv lxd.InstanceServer) func(string) string {
	if a.Family != "incus" || !Newest(srv) {
		return func(head string) string { return head }
	}
	return func(head string) string {
		if head == "" {
			return ""
		}
		return head[:1] + strings.ToLower(head[1:])
	}
}
