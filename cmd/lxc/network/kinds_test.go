package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestNetwork covers networks and their child objects.
func TestNetwork(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc network create n1 ipv4.address=10.1.2.1/24 --description words
| Network n1 created
> POST /1.0/networks {"config":{"ipv4.address":"10.1.2.1/24"},"description":"words","name":"n1","type":""}
$ lxc network create n1
! Error: n1 already exists
= 5
> POST /1.0/networks {"config":{},"description":"","name":"n1","type":""}
$ lxc network list
| +------+------+---------+-------------+------+-------------+---------+---------+
| | NAME | TYPE | MANAGED |    IPV4     | IPV6 | DESCRIPTION | USED BY |  STATE  |
| +------+------+---------+-------------+------+-------------+---------+---------+
| | n1   |      | YES     | 10.1.2.1/24 |      | words       | 0       | CREATED |
| +------+------+---------+-------------+------+-------------+---------+---------+
> GET /1.0/networks?recursion=1
$ lxc network list -f csv
| n1,,YES,10.1.2.1/24,,words,0,CREATED
> GET /1.0/networks?recursion=1
$ lxc network show n1
| config:
|   ipv4.address: 10.1.2.1/24
| description: words
| name: n1
| type: ""
| used_by: []
| managed: true
| status: Created
| locations:
| - none
| project: default
> GET /1.0/networks/n1
$ lxc network set n1 user.a=1
> GET /1.0/networks/n1
> PUT /1.0/networks/n1 [if-match] {"config":{"ipv4.address":"10.1.2.1/24","user.a":"1"},"description":"words"}
$ lxc network get n1 user.a
| 1
> GET /1.0/networks/n1
$ lxc network unset n1 user.a
> GET /1.0/networks/n1
> PUT /1.0/networks/n1 [if-match] {"config":{"ipv4.address":"10.1.2.1/24","user.a":""},"description":"words"}
$ lxc network edit n1
< description: edited
< config: {}
> PUT /1.0/networks/n1 {"config":{},"description":"edited"}
$ lxc network rename n1 n2
| Network n1 renamed to n2
> POST /1.0/networks/n1 {"name":"n2"}
$ lxc network info n2
| Name: n2
| MAC address: 00:16:3e:00:00:01
| MTU: 1500
| State: up
| Type: broadcast
|
| IP addresses:
|   inet	10.1.2.1/24 (global)
|
| Network usage:
|   Bytes received: 0B
|   Bytes sent: 0B
|   Packets received: 0
|   Packets sent: 0
> GET /1.0/networks/n2/state
$ lxc network list-leases n2
| +----------+-------------------+------------+---------+
| | HOSTNAME |    MAC ADDRESS    | IP ADDRESS |  TYPE   |
| +----------+-------------------+------------+---------+
| | c1       | 00:16:3e:00:00:02 | 10.1.2.3   | DYNAMIC |
| +----------+-------------------+------------+---------+
> GET /1.0/networks/n2/leases
$ lxc network list-allocations
| +------------------+-------------+---------+---------+-------+------------------+
| |     USED BY      |   ADDRESS   | NETWORK |  TYPE   |  NAT  | HARDWARE ADDRESS |
| +------------------+-------------+---------+---------+-------+------------------+
| | /1.0/networks/n1 | 10.1.2.1/24 |         | network | false |                  |
| +------------------+-------------+---------+---------+-------+------------------+
> GET /1.0/network-allocations?recursion=1
$ lxc network show nosuch
! Error: not found: nosuch
= 3
> GET /1.0/networks/nosuch
$ lxc network delete n2
| Network n2 deleted
> DELETE /1.0/networks/n2
$ lxc network delete n2
! Error: not found: n2
= 3
> DELETE /1.0/networks/n2
$ lxc network create n3 --type nosuch --target nosuch
| Network n3 created
> POST /1.0/networks?target=nosuch {"config":{},"description":"","name":"n3","type":"nosuch"}
answer GET /1.0/networks?recursion=1 403 not authorized
$ lxc network list
! Error: not authorized
= 4
> GET /1.0/networks?recursion=1
`)
}
