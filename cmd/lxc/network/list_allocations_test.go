package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestAllocations has addresses of a project and of all.
func TestAllocations(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given network create n1
$ lxc network list-allocations -f csv
| /1.0/networks/n1,10.1.2.1/24,,network,false,
> GET /1.0/network-allocations?recursion=1
$ lxc network list-allocations --all-projects -f csv
| /1.0/networks/n1,10.1.2.1/24,,network,false,
> GET /1.0/network-allocations?all-projects=true&recursion=1
$ lxc network list-leases n1 -f csv
| c1,00:16:3e:00:00:02,10.1.2.3,DYNAMIC
> GET /1.0/networks/n1/leases
$ lxc network list-leases nosuch
! Error: Network not found
= 3
> GET /1.0/networks/nosuch/leases
$ lxc network acl show-log nosuch
! Error: acl "nosuch" on remote "local": the server (lxd 5.0.2) lacks the API extension "network_acl_log"
= 6
$ lxc network info nosuch
! Error: Network not found
= 3
> GET /1.0/networks/nosuch/state
`)
}
