package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestWait returns at once if the condition is already met.
func TestWait(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
$ lxc wait c1 status=STOPPED
> GET /1.0/instances/c1/state
$ lxc wait c1 nosuch
! Error: unknown condition "nosuch" (must be one of: running, ready, agent, ip, ipv4, ipv6, status=STATUS, cloud-init, file=PATH, cmd=COMMAND)
= 2
$ lxc wait nosuch status=RUNNING --timeout 1
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch/state
`)
}

// TestWaitConditions covers conditions on the state of the instance.
func TestWaitConditions(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
given start c1
$ lxc wait c1 ip
> GET /1.0/instances/c1/state
$ lxc wait c1 ipv4 --interval 5
> GET /1.0/instances/c1/state
$ lxc wait c1 ipv6 --timeout 5
> GET /1.0/instances/c1/state
$ lxc wait c1 status=running
> GET /1.0/instances/c1/state
$ lxc wait c1 status=RUNNING --timeout 0
> GET /1.0/instances/c1/state
$ lxc wait c1 agent
! Error: instance "c1" on remote "local": containers have no agent: use ip, ipv4, ipv6 or status=STATUS
= 1
> GET /1.0/instances/c1
$ lxc wait c1 status=frozen --timeout 0
! timed out waiting for c1: "status=frozen"
= 124
> GET /1.0/instances/c1/state
answer GET /1.0/instances/c1 200 {"name":"c1","type":"virtual-machine"}
answer GET /1.0/instances/c1/state 200 {"status":"Running","processes":-1}
$ lxc wait c1 agent --timeout 0
! timed out waiting for c1: "agent"
= 124
> GET /1.0/instances/c1
> GET /1.0/instances/c1/state
answer GET /1.0/instances/c1 200 {"name":"c1","type":"virtual-machine"}
answer GET /1.0/instances/c1/state 200 {"status":"Running","processes":3}
$ lxc wait c1 agent
> GET /1.0/instances/c1
> GET /1.0/instances/c1/state
answer GET /1.0/instances/c1/state 200 {"status":"Running","network":{"lo":{"addresses":[{"family":"inet","address":"127.0.0.1","scope":"local"}]},"eth0":{"addresses":[{"family":"inet6","address":"fe80::1","scope":"link"}]}}}
$ lxc wait c1 ip --timeout 0
! timed out waiting for c1: "ip"
= 124
> GET /1.0/instances/c1/state
$ lxc wait nosuch agent
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch
$ lxc wait c1
! Error: missing argument: <condition>
= 2
$ lxc wait c1 ip extra
! Error: unknown condition "extra" (must be one of: running, ready, agent, ip, ipv4, ipv6, status=STATUS, cloud-init, file=PATH, cmd=COMMAND)
= 2
answer GET /1.0/instances/c1/state 403 not authorized
$ lxc wait c1 ip
! Error: not authorized
= 4
> GET /1.0/instances/c1/state
`)
}
