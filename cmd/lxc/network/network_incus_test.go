package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestIncusNetwork covers what differs in incus.
func TestIncusNetwork(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus"}, `
given network create n1 ipv4.address=10.1.2.1/24
answer GET /1.0/networks?recursion=1 200 [{"name":"lo","type":"loopback"},{"name":"br0","type":"bridge"},{"name":"x1","type":"unknown"}]
$ incus network list
| +------+----------+---------+------+------+-------------+---------+-------+
| | NAME |   TYPE   | MANAGED | IPV4 | IPV6 | DESCRIPTION | USED BY | STATE |
| +------+----------+---------+------+------+-------------+---------+-------+
| | br0  | bridge   | NO      |      |      |             | 0       |       |
| +------+----------+---------+------+------+-------------+---------+-------+
| | lo   | loopback | NO      |      |      |             | 0       |       |
| +------+----------+---------+------+------+-------------+---------+-------+
| | x1   | unknown  | NO      |      |      |             | 0       |       |
| +------+----------+---------+------+------+-------------+---------+-------+
> GET /1.0/networks?recursion=1
answer GET /1.0/networks/n1/state 200 {"counters":{},"hwaddr":"","mtu":1500,"state":"down","type":"broadcast"}
$ incus network info n1
| Name: n1
| MTU: 1500
| State: down
| Type: broadcast
|
| Network usage:
|   Bytes received: 0B
|   Bytes sent: 0B
|   Packets received: 0
|   Packets sent: 0
> GET /1.0/networks/n1/state
answer GET /1.0/network-allocations?recursion=1 200 [{"used_by":"/1.0/instances/c1","addresses":"10.0.0.2/32","type":"instance","nat":true,"hwaddr":"00:16:3e:aa","network":"n1"}]
$ incus network list-allocations
| +-------------------+-------------+----------+-----+-------------+
| |      USED BY      |   ADDRESS   |   TYPE   | NAT | MAC ADDRESS |
| +-------------------+-------------+----------+-----+-------------+
| | /1.0/instances/c1 | 10.0.0.2/32 | instance | YES | 00:16:3e:aa |
| +-------------------+-------------+----------+-----+-------------+
> GET /1.0/network-allocations?recursion=1
answer GET /1.0/network-allocations?recursion=1 200 [{"used_by":"/1.0/instances/c1","addresses":"10.0.0.2/32","type":"instance","nat":true,"hwaddr":"00:16:3e:aa","network":"n1"}]
$ incus network list-allocations -f csv -c Nnm
| n1,YES,00:16:3e:aa
> GET /1.0/network-allocations?recursion=1
given init --empty c1
given profile create p1
$ incus network attach-profile n1 p1 eth0
> GET /1.0/networks/n1
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{},"description":"","devices":{"eth0":{"nictype":"macvlan","parent":"n1","type":"nic"}}}
$ incus network peer list n1
| +------+-------------+------+------+-------+
| | NAME | DESCRIPTION | PEER | TYPE | STATE |
| +------+-------------+------+------+-------+
> GET /1.0/networks/n1/peers?recursion=1
$ incus network create n2
< description: from input
| Network n2 created
> POST /1.0/networks {"config":{},"description":"from input","name":"n2","type":""}
`)
}

// TestNewestLXD covers what differs with LXD 6.
func TestNewestLXD(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Version: "6.5"}, `
answer GET /1.0/networks?recursion=1 200 [{"name":"lo","type":"loopback"},{"name":"br0","type":"bridge"},{"name":"x1","type":"unknown"}]
$ lxc network list -f json
| [{"name":"br0","type":"bridge"}]
> GET /1.0/networks?recursion=1
given profile create p1
answer GET /1.0/networks/br0 200 {"name":"br0","type":"bridge","managed":true}
$ lxc network attach-profile br0 p1 eth0
> GET /1.0/networks/br0
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{},"description":"","devices":{"eth0":{"nictype":"bridged","parent":"br0","type":"nic"}}}
`)
}
