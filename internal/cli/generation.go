package cli

import (
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"
)

// Newest reports whether a server is LXD 6, Incus 7 or newer. The stock clients of these versions changed some output.
func Newest(srv lxd.InstanceServer) bool {
	if srv.IsIncus() {
		return srv.MajorVersion() >= 7
	}
	return srv.MajorVersion() >= 6
}

// InfoHead returns a function that formats table headers within the details of an object: upper case, but capitalized in
// incus since Incus 7.
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
