package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestPeer covers peers of networks.
func TestPeer(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given network create n1
$ lxc network peer create n1 p1 other/n2
| Network peer p1 created
> POST /1.0/networks/n1/peers {"description":"","config":{},"name":"p1","target_project":"other","target_network":"n2"}
$ lxc network peer create n1 p2 other/n2/x
| Network peer p2 created
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
| Network peer p1 deleted
> DELETE /1.0/networks/n1/peers/p1
$ lxc network peer delete n1 p1
! Error: not found: p1
= 3
> DELETE /1.0/networks/n1/peers/p1
`)
}

// TestPeerVerbs runs the verbs of peers.
func TestPeerVerbs(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given network create n1
$ lxc network peer create n1 p1 n2 --description words user.a=1
| Network peer p1 created
> POST /1.0/networks/n1/peers {"description":"words","config":{"user.a":"1"},"name":"p1","target_project":"","target_network":"n2"}
$ lxc network peer create n1 p2 other/n2 --type local
| Network peer p2 created
> POST /1.0/networks/n1/peers {"description":"","config":{},"name":"p2","target_project":"other","target_network":"n2","type":"local"}
$ lxc network peer create n1 p3 region --type remote
| Network peer p3 created
> POST /1.0/networks/n1/peers {"description":"","config":{},"name":"p3","target_project":"","target_network":"","target_integration":"region","type":"remote"}
$ lxc network peer create n1 p4
! Error: missing argument: <target>
= 2
$ lxc network peer create n1 p5 n2
< descripton: x
! Error: unknown key "descripton"
= 2
$ lxc network peer list n1
| +------+-------------+----------+---------+
| | NAME | DESCRIPTION |   PEER   |  STATE  |
| +------+-------------+----------+---------+
| | p1   | words       | n2       | PENDING |
| +------+-------------+----------+---------+
| | p2   |             | other/n2 | PENDING |
| +------+-------------+----------+---------+
| | p3   |             | region   | PENDING |
| +------+-------------+----------+---------+
> GET /1.0/networks/n1/peers?recursion=1
$ lxc network peer list n1 -f csv -c npt
| p1,n2,
| p2,other/n2,local
| p3,region,remote
> GET /1.0/networks/n1/peers?recursion=1
$ lxc network peer list n1 -f json
| [{"description":"words","config":{"user.a":"1"},"name":"p1","target_project":"","target_network":"n2","status":"Pending","used_by":[],"project":"default"},{"description":"","config":{},"name":"p2","target_project":"other","target_network":"n2","type":"local","status":"Pending","used_by":[],"project":"default"},{"description":"","config":{},"name":"p3","target_project":"","target_network":"","target_integration":"region","type":"remote","status":"Pending","used_by":[],"project":"default"}]
> GET /1.0/networks/n1/peers?recursion=1
$ lxc network peer set n1 p1 user.a=2
> GET /1.0/networks/n1/peers/p1
> PUT /1.0/networks/n1/peers/p1 [if-match] {"description":"words","config":{"user.a":"2"},"project":"default"}
$ lxc network peer get n1 p1 user.a
| 2
> GET /1.0/networks/n1/peers/p1
$ lxc network peer get n1 p1 description --property
| words
> GET /1.0/networks/n1/peers/p1
$ lxc network peer unset n1 p1 user.a
> GET /1.0/networks/n1/peers/p1
> PUT /1.0/networks/n1/peers/p1 [if-match] {"description":"words","config":{"user.a":""},"project":"default"}
$ lxc network peer edit n1 p1
< description: edited
> PUT /1.0/networks/n1/peers/p1 {"description":"edited","config":null}
$ lxc network peer edit n1 p1
< nosuch: edited
! Error: unknown key "nosuch"
= 2
> GET /1.0/networks/n1/peers/p1
$ lxc network peer rename n1 p1 p9
! Error: unknown command "rename" for "lxc network peer"
= 2
$ lxc network peer delete n1 p1
| Network peer p1 deleted
> DELETE /1.0/networks/n1/peers/p1
$ lxc network peer delete nosuch p1
! Error: not found: nosuch
= 3
> DELETE /1.0/networks/nosuch/peers/p1
`)
}

// TestPeerExtension names the extension that peers need.
func TestPeerExtension(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Without: []string{"network_peer"}}, `
$ lxc network peer list n1
! Error: network "n1" on remote "local": the server (lxd 5.0.2) lacks the API extension "network_peer"
= 6
$ lxc network peer create n1 p1 n2
! Error: network peer "n1/p1" on remote "local": the server (lxd 5.0.2) lacks the API extension "network_peer"
= 6
`)
}
