package profile_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestProfileDevice covers all verbs of devices.
func TestProfileDevice(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given profile create p1
$ lxc profile device add p1 root disk path=/ pool=default
| Device root added to p1
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{},"description":"","devices":{"root":{"path":"/","pool":"default","type":"disk"}}}
$ lxc profile device add p1 root disk path=/ pool=default
! Error: device "root" already exists
= 5
> GET /1.0/profiles/p1
$ lxc profile device add p1 eth0 nic
| Device eth0 added to p1
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{},"description":"","devices":{"eth0":{"type":"nic"},"root":{"path":"/","pool":"default","type":"disk"}}}
$ lxc profile device add p1 bad nosuch key
! Error: invalid value "key": use key=value
= 2
$ lxc profile device add p1 d1
! Error: missing argument: <type>
= 2
$ lxc profile device add nosuch d1 none
! Error: not found: nosuch
= 3
> GET /1.0/profiles/nosuch
answer PUT /1.0/profiles/p1 400 Invalid devices: Unknown device type
$ lxc profile device add p1 d1 nosuch
! Error: Invalid devices: Unknown device type
= 1
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{},"description":"","devices":{"d1":{"type":"nosuch"},"eth0":{"type":"nic"},"root":{"path":"/","pool":"default","type":"disk"}}}
$ lxc profile device list p1
| eth0
| root
> GET /1.0/profiles/p1
$ lxc profile device list nosuch
! Error: not found: nosuch
= 3
> GET /1.0/profiles/nosuch
$ lxc profile device list
| (help)
$ lxc profile device show p1
| eth0:
|   type: nic
| root:
|   path: /
|   pool: default
|   type: disk
> GET /1.0/profiles/p1
$ lxc profile device get p1 root pool
| default
> GET /1.0/profiles/p1
$ lxc profile device get p1 root nosuch
|
> GET /1.0/profiles/p1
$ lxc profile device get p1 nosuch pool
! Error: device "nosuch" not found; existing devices: eth0, root
= 3
> GET /1.0/profiles/p1
$ lxc profile device get p1 root
! Error: missing argument: <key>
= 2
$ lxc profile device set p1 root size=10GiB limits.read=10MB
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{},"description":"","devices":{"eth0":{"type":"nic"},"root":{"limits.read":"10MB","path":"/","pool":"default","size":"10GiB","type":"disk"}}}
$ lxc profile device set p1 root size 20GiB
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{},"description":"","devices":{"eth0":{"type":"nic"},"root":{"limits.read":"10MB","path":"/","pool":"default","size":"20GiB","type":"disk"}}}
$ lxc profile device set p1 root size
! Error: invalid value "size": use key=value
= 2
$ lxc profile device set p1 nosuch size=1GiB
! Error: device "nosuch" not found; existing devices: eth0, root
= 3
> GET /1.0/profiles/p1
$ lxc profile device set nosuch root size=1GiB
! Error: not found: nosuch
= 3
> GET /1.0/profiles/nosuch
$ lxc profile device unset p1 root size
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{},"description":"","devices":{"eth0":{"type":"nic"},"root":{"limits.read":"10MB","path":"/","pool":"default","size":"","type":"disk"}}}
$ lxc profile device unset p1 root nosuch
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{},"description":"","devices":{"eth0":{"type":"nic"},"root":{"limits.read":"10MB","nosuch":"","path":"/","pool":"default","size":"","type":"disk"}}}
$ lxc profile device unset p1 nosuch size
! Error: device "nosuch" not found; existing devices: eth0, root
= 3
> GET /1.0/profiles/p1
$ lxc profile device unset p1 root
! Error: missing argument: <key>
= 2
$ lxc profile device remove p1 root nosuch
! Error: device "nosuch" not found; existing devices: eth0
= 3
> GET /1.0/profiles/p1
$ lxc profile device remove p1 root eth0
| Device root, eth0 removed from p1
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{},"description":"","devices":{}}
$ lxc profile device remove p1 root
! Error: device "root" not found; existing devices:
= 3
> GET /1.0/profiles/p1
$ lxc profile device remove p1
! Error: missing argument: <device>
= 2
`)
}
