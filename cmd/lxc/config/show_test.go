package config_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestShow prints instances, snapshots and the server.
func TestShow(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1 -c user.a=1
given snapshot c1 s0
$ lxc config show
| config: {}
$ lxc config show c1 --expanded
| architecture: x86_64
| config:
|   user.a: "1"
| devices:
|   root:
|     path: /
|     pool: default
|     type: disk
| ephemeral: false
| profiles:
| - default
| stateful: false
| description: ""
> GET /1.0/instances/c1
$ lxc config show c1/s0
| expires_at: 0001-01-01T00:00:00Z
| architecture: x86_64
| config:
|   user.a: "1"
| created_at: DATE
| devices: {}
| ephemeral: false
| expanded_config:
|   user.a: "1"
| expanded_devices:
|   root:
|     path: /
|     pool: default
|     type: disk
| last_used_at: 0001-01-01T00:00:00Z
| name: s0
| profiles:
| - default
| stateful: false
| size: -1
> GET /1.0/instances/c1/snapshots/s0
$ lxc config show c1/nosuch
! Error: Instance snapshot not found
= 3
> GET /1.0/instances/c1/snapshots/nosuch
$ lxc config show nosuch
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch
answer GET /1.0/instances/c1 403 not authorized
$ lxc config show c1
! Error: not authorized
= 4
> GET /1.0/instances/c1
`)
}
