package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestRestore restores instances from snapshots.
func TestRestore(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1 -c user.a=1
given snapshot c1 s0
given config set c1 user.a=2
$ lxc restore c1 s0
> PUT /1.0/instances/c1 {"architecture":"","config":null,"devices":null,"ephemeral":false,"profiles":null,"restore":"c1/s0","stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config get c1 user.a
| 1
> GET /1.0/instances/c1
$ lxc restore c1 nosuch
! Error: Instance snapshot not found
= 1
> PUT /1.0/instances/c1 {"architecture":"","config":null,"devices":null,"ephemeral":false,"profiles":null,"restore":"c1/nosuch","stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc restore nosuch s0
! Error: Instance not found
= 3
> PUT /1.0/instances/nosuch {"architecture":"","config":null,"devices":null,"ephemeral":false,"profiles":null,"restore":"nosuch/s0","stateful":false,"description":""}
$ lxc restore c1 s0 --stateful
> PUT /1.0/instances/c1 {"architecture":"","config":null,"devices":null,"ephemeral":false,"profiles":null,"restore":"c1/s0","stateful":true,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc restore c1
! Error: missing argument: <snapshot>
= 2
`)
}
