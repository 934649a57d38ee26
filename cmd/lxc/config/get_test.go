package config_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestGet reads keys and properties.
func TestGet(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
given config set c1 user.a=1
given snapshot c1 s0
$ lxc config get c1 user.a
| 1
> GET /1.0/instances/c1
$ lxc config get c1 user.nosuch
|
> GET /1.0/instances/c1
$ lxc config get c1/s0 user.a
| 1
> GET /1.0/instances/c1/snapshots/s0
$ lxc config get c1 root.path --expanded
|
> GET /1.0/instances/c1
$ lxc config get c1 user.a --expanded
| 1
> GET /1.0/instances/c1
$ lxc config get --property c1 description
|
> GET /1.0/instances/c1
$ lxc config get --property c1 nosuch
! Error: property "nosuch" not found
= 3
> GET /1.0/instances/c1
$ lxc config get core.https_address
|
$ lxc config get nosuch user.a
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch
$ lxc config get
| (help)
answer GET /1.0/instances/c1 403 not authorized
$ lxc config get c1 user.a
! Error: not authorized
= 4
> GET /1.0/instances/c1
`)
}
