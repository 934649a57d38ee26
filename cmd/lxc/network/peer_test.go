package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestPeer has connections of networks.
func TestPeer(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given network create n1
$ lxc network peer create n1 p1 other/n2
| Created peer p1
> POST /1.0/networks/n1/peers {"description":"","config":{},"name":"p1","target_project":"other","target_network":"n2"}
$ lxc network peer create n1 p2 other/n2/x
| Created peer p2
> POST /1.0/networks/n1/peers {"description":"","config":{},"name":"p2","target_project":"other","target_network":"n2/x"}
$ lxc network peer list n1
| +------+-------------+------------+---------+
| | NAME | DESCRIPTION |    PEER    |  STATE  |
| +------+-------------+------------+---------+
| | p1   |             | other/n2   | PENDING |
| +------+-------------+------------+---------+
| | p2   |             | other/n2/x | PENDING |
| +------+-------------+------------+---------+
> GET /1.0/networks/n1/peers?recursion=1
$ lxc network peer show n1 p1
| description: ""
| config: {}
| name: p1
| target_project: other
| target_network: n2
| status: Pending
| used_by: []
| project: default
> GET /1.0/networks/n1/peers/p1
$ lxc network peer delete n1 p1
| Deleted peer p1
> DELETE /1.0/networks/n1/peers/p1
$ lxc network peer delete n1 p1
! Error: not found: p1
= 3
> DELETE /1.0/networks/n1/peers/p1
`)
}
