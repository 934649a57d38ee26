package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestAllocations lists the addresses of one project and of all.
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

// TestListAllocationsSummary counts the addresses of each network.
func TestListAllocationsSummary(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer GET /1.0/network-allocations?recursion=1 200 [{"used_by":"/1.0/instances/c1","addresses":"10.0.0.2/32","type":"instance","nat":true,"hwaddr":"00:16:3e:aa","network":"n1"},{"used_by":"/1.0/instances/c1","addresses":"fd00::2/128","type":"instance","nat":false,"hwaddr":"00:16:3e:aa","network":"n1"},{"used_by":"/1.0/networks/n2","addresses":"10.1.0.1/24","type":"network","nat":true,"network":"n2"}]
$ lxc network list-allocations --summary
| +---------+-----------+
| | NETWORK | ADDRESSES |
| +---------+-----------+
| | n1      | 2         |
| +---------+-----------+
| | n2      | 1         |
| +---------+-----------+
> GET /1.0/network-allocations?recursion=1
answer GET /1.0/network-allocations?recursion=1 200 [{"used_by":"/1.0/instances/c1","addresses":"10.0.0.2/32","type":"instance","nat":true,"hwaddr":"00:16:3e:aa","network":"n1"},{"used_by":"/1.0/networks/n2","addresses":"10.1.0.1/24","type":"network","nat":true,"network":"n2"}]
$ lxc network list-allocations --summary -f csv
| n1,1
| n2,1
> GET /1.0/network-allocations?recursion=1
answer GET /1.0/network-allocations?recursion=1 200 [{"used_by":"/1.0/instances/c1","addresses":"10.0.0.2/32","type":"instance","nat":true,"hwaddr":"00:16:3e:aa","network":"n1"}]
$ lxc network list-allocations -f csv -c auh
| 10.0.0.2/32,/1.0/instances/c1,00:16:3e:aa
> GET /1.0/network-allocations?recursion=1
answer GET /1.0/network-allocations?recursion=1 200 [{"used_by":"/1.0/instances/c1","addresses":"10.0.0.2/32","type":"instance","nat":true,"hwaddr":"00:16:3e:aa","network":"n1"}]
$ lxc network list-allocations -f json
| [{"addresses":"10.0.0.2/32","used_by":"/1.0/instances/c1","type":"instance","nat":true,"hwaddr":"00:16:3e:aa","network":"n1"}]
> GET /1.0/network-allocations?recursion=1
answer GET /1.0/network-allocations?project=p1&recursion=1 200 []
$ lxc network list-allocations --project p1
| +---------+---------+---------+------+-----+------------------+
| | USED BY | ADDRESS | NETWORK | TYPE | NAT | HARDWARE ADDRESS |
| +---------+---------+---------+------+-----+------------------+
> GET /1.0/network-allocations?project=p1&recursion=1
answer GET /1.0/network-allocations?recursion=1 403 not authorized
$ lxc network list-allocations --summary
! Error: not authorized
= 4
> GET /1.0/network-allocations?recursion=1
$ lxc network list-allocations nosuch:
! Error: remote "nosuch" does not exist
= 3
$ lxc network list-allocations local: extra
! Error: unexpected argument "extra"
= 2
`)
}

// TestListAllocationsExtension names the extension that is missing.
func TestListAllocationsExtension(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Without: []string{"network_allocations"}}, `
$ lxc network list-allocations
! Error: the server (lxd 5.0.2) lacks the API extension "network_allocations"
= 6
`)
}
