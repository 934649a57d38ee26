package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestAttach connects instances and profiles.
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
! Error: c1 has no device for n1
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
! Error: p1 has no device for n1
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
