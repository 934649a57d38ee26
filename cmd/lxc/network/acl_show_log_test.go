package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestACLShowLog prints the log of an ACL unchanged.
func TestACLShowLog(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"network_acl_log"}}, `
given network acl create web
answer GET /1.0/network-acls/web/log raw {"time":"now","acl":"web"}
$ lxc network acl show-log web
| {"time":"now","acl":"web"}\c
> GET /1.0/network-acls/web/log
answer GET /1.0/network-acls/web/log 404 The ACL log does not exist
$ lxc network acl show-log web
! Error: The ACL log does not exist
= 3
> GET /1.0/network-acls/web/log
$ lxc network acl show-log
| (help)
$ lxc network acl show-log web other
! Error: unexpected argument "other"
= 2
`)
}

// TestACLShowLogExtension names the extension that is missing.
func TestACLShowLogExtension(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc network acl show-log web
! Error: acl "web" on remote "local": the server (lxd 5.0.2) lacks the API extension "network_acl_log"
= 6
`)
}
