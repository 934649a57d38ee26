package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestAttach attaches networks to instances and profiles.
func TestAttach(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given network create n1
given init --empty c1
given profile create p1
$ lxc network attach n1 c1
> GET /1.0/instances/c1
> GET /1.0/networks/n1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"n1":{"nictype":"macvlan","parent":"n1","type":"nic"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc network attach n1 c1 eth1 eth1
> GET /1.0/instances/c1
> GET /1.0/networks/n1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"eth1":{"name":"eth1","nictype":"macvlan","parent":"n1","type":"nic"},"n1":{"nictype":"macvlan","parent":"n1","type":"nic"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config device show c1
| eth1:
|   name: eth1
|   nictype: macvlan
|   parent: n1
|   type: nic
| n1:
|   nictype: macvlan
|   parent: n1
|   type: nic
> GET /1.0/instances/c1
$ lxc network detach n1 c1 eth1
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"n1":{"nictype":"macvlan","parent":"n1","type":"nic"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc network detach n1 c1
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc network detach n1 c1
! Error: c1 has no device that uses n1
= 3
> GET /1.0/instances/c1
$ lxc network attach-profile n1 p1
> GET /1.0/networks/n1
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{},"description":"","devices":{"n1":{"nictype":"macvlan","parent":"n1","type":"nic"}}}
$ lxc network detach-profile n1 p1
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{},"description":"","devices":{}}
$ lxc network detach-profile n1 p1
! Error: p1 has no device that uses n1
= 3
> GET /1.0/profiles/p1
$ lxc network attach nosuch c1
! Error: not found: nosuch
= 3
> GET /1.0/networks/nosuch
$ lxc network attach n1 nosuch
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch
> GET /1.0/networks/n1
$ lxc network attach n1
! Error: missing argument: <instance>
= 2
`)
}

// TestAttachKinds checks that the device depends on the type of network and the server's extensions.
func TestAttachKinds(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"instance_nic_network"}}, `
given init --empty c1
given profile create p1
answer GET /1.0/networks/lxdbr0 200 {"name":"lxdbr0","type":"bridge","managed":true}
$ lxc network attach lxdbr0 c1 eth0
> GET /1.0/instances/c1
> GET /1.0/networks/lxdbr0
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"eth0":{"network":"lxdbr0","type":"nic"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
answer GET /1.0/networks/lxdbr0 200 {"name":"lxdbr0","type":"bridge","managed":true}
$ lxc network attach-profile lxdbr0 p1 eth0 lan0
> GET /1.0/networks/lxdbr0
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{},"description":"","devices":{"eth0":{"name":"lan0","nictype":"bridged","parent":"lxdbr0","type":"nic"}}}
answer GET /1.0/networks/br1 200 {"name":"br1","type":"bridge","managed":false}
$ lxc network attach br1 c1 eth1
> GET /1.0/instances/c1
> GET /1.0/networks/br1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"eth0":{"network":"lxdbr0","type":"nic"},"eth1":{"nictype":"bridged","parent":"br1","type":"nic"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
answer GET /1.0/networks/enp5s0 200 {"name":"enp5s0","type":"physical","managed":false}
$ lxc network attach enp5s0 c1 eth2 wan0
> GET /1.0/instances/c1
> GET /1.0/networks/enp5s0
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"eth0":{"network":"lxdbr0","type":"nic"},"eth1":{"nictype":"bridged","parent":"br1","type":"nic"},"eth2":{"name":"wan0","nictype":"macvlan","parent":"enp5s0","type":"nic"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
answer GET /1.0/networks/enp5s0 403 not authorized
$ lxc network attach enp5s0 c1 eth3
! Error: not authorized
= 4
> GET /1.0/networks/enp5s0
$ lxc network attach lxdbr0 c1 eth0 lan0 extra
! Error: unexpected argument "extra"
= 2
$ lxc config device show c1
| eth0:
|   network: lxdbr0
|   type: nic
| eth1:
|   nictype: bridged
|   parent: br1
|   type: nic
| eth2:
|   name: wan0
|   nictype: macvlan
|   parent: enp5s0
|   type: nic
> GET /1.0/instances/c1
$ lxc profile device show p1
| eth0:
|   name: lan0
|   nictype: bridged
|   parent: lxdbr0
|   type: nic
> GET /1.0/profiles/p1
$ lxc network detach lxdbr0 c1 nosuch
! Error: c1 has no device that uses lxdbr0
= 3
> GET /1.0/instances/c1
$ lxc network detach br1 c1 eth0
! Error: c1 has no device that uses br1
= 3
> GET /1.0/instances/c1
$ lxc network detach lxdbr0 c1
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"eth1":{"nictype":"bridged","parent":"br1","type":"nic"},"eth2":{"name":"wan0","nictype":"macvlan","parent":"enp5s0","type":"nic"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc network detach enp5s0 c1 eth2
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"eth1":{"nictype":"bridged","parent":"br1","type":"nic"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc network detach-profile lxdbr0 p1 eth0
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{},"description":"","devices":{}}
$ lxc network detach-profile lxdbr0 nosuch
! Error: not found: nosuch
= 3
> GET /1.0/profiles/nosuch
$ lxc network detach lxdbr0
! Error: missing argument: <instance>
= 2
`)
}
