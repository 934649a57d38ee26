package config_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestDevice covers devices of instances and those of profiles.
func TestDevice(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
$ lxc config device add c1 d1 disk source=/tmp path=/mnt
| Device d1 added to c1
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"d1":{"path":"/mnt","source":"/tmp","type":"disk"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config device add c1 d1 disk source=/tmp path=/mnt
! Error: device "d1" already exists
= 5
> GET /1.0/instances/c1
$ lxc config device add c1 d2 disk source
! Error: invalid value "source": use key=value
= 2
$ lxc config device add c1 d2
! Error: missing argument: <type>
= 2
$ lxc config device list c1
| d1
> GET /1.0/instances/c1
$ lxc config device get c1 d1 path
| /mnt
> GET /1.0/instances/c1
$ lxc config device get c1 d1 nosuch
|
> GET /1.0/instances/c1
$ lxc config device get c1 nosuch path
! Error: device "nosuch" not found; existing devices: d1
= 3
> GET /1.0/instances/c1
$ lxc config device set c1 d1 path=/srv readonly=true
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"d1":{"path":"/srv","readonly":"true","source":"/tmp","type":"disk"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config device set c1 nosuch path=/srv
! Error: device "nosuch" not found; existing devices: d1
= 3
> GET /1.0/instances/c1
$ lxc config device unset c1 d1 readonly
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"d1":{"path":"/srv","readonly":"","source":"/tmp","type":"disk"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config device show c1
| d1:
|   path: /srv
|   readonly: ""
|   source: /tmp
|   type: disk
> GET /1.0/instances/c1
$ lxc config device override c1 root size=1GiB
| Device root overridden for c1
> GET /1.0/instances/c1 x3
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"d1":{"path":"/srv","readonly":"","source":"/tmp","type":"disk"},"root":{"path":"/","pool":"default","size":"1GiB","type":"disk"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config device override c1 root size=1GiB
! Error: device "root" already exists
= 5
> GET /1.0/instances/c1
$ lxc config device override c1 nosuch size=1GiB
! Error: device "nosuch" not found; existing devices: d1, root
= 3
> GET /1.0/instances/c1 x2
$ lxc config device remove c1 d1 root
| Device d1, root removed from c1
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config device remove c1 d1
! Error: device "d1" not found; existing devices:
= 3
> GET /1.0/instances/c1
$ lxc config device show c1
| {}
> GET /1.0/instances/c1
$ lxc config device show nosuch
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch
$ lxc config device list nosuch
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch
answer GET /1.0/instances/c1 403 not authorized
$ lxc config device add c1 d3 none
! Error: not authorized
= 4
> GET /1.0/instances/c1
`)
}
