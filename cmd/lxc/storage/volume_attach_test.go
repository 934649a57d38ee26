package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestVolumeAttach attaches volumes of each kind to instances and profiles.
func TestVolumeAttach(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given storage volume create default v1
given storage volume create default disk --type block
given storage volume snapshot default v1 s0
given init --empty c1
given profile create p1
$ lxc storage volume attach default v1 c1
! Error: missing path: a filesystem volume is mounted at a path in the instance
= 1
> GET /1.0/storage-pools/default/volumes/custom/v1
$ lxc storage volume attach default disk c1
> GET /1.0/instances/c1
> GET /1.0/storage-pools/default/volumes/custom/disk
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"disk":{"pool":"default","source":"disk","type":"disk"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc storage volume attach default v1 c1 data /srv
> GET /1.0/instances/c1
> GET /1.0/storage-pools/default/volumes/custom/v1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"data":{"path":"/srv","pool":"default","source":"v1","type":"disk"},"disk":{"pool":"default","source":"disk","type":"disk"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc storage volume attach default v1 c1 data /srv
! Error: device "data" already exists
= 5
> GET /1.0/instances/c1
> GET /1.0/storage-pools/default/volumes/custom/v1
$ lxc storage volume attach default v1/s0 c1 old /old
> GET /1.0/instances/c1
> GET /1.0/storage-pools/default/volumes/custom/v1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"data":{"path":"/srv","pool":"default","source":"v1","type":"disk"},"disk":{"pool":"default","source":"disk","type":"disk"},"old":{"path":"/old","pool":"default","source":"v1/s0","type":"disk"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc storage volume attach default container/c2 c1 /mnt
! Error: only custom volumes can be attached
= 2
$ lxc storage volume attach default nosuch c1
> GET /1.0/instances/c1
> GET /1.0/storage-pools/default/volumes/custom/nosuch
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"data":{"path":"/srv","pool":"default","source":"v1","type":"disk"},"disk":{"pool":"default","source":"disk","type":"disk"},"nosuch":{"pool":"default","source":"nosuch","type":"disk"},"old":{"path":"/old","pool":"default","source":"v1/s0","type":"disk"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc storage volume attach default nosuch c1 /mnt
! Error: device "nosuch" already exists
= 5
> GET /1.0/instances/c1
> GET /1.0/storage-pools/default/volumes/custom/nosuch
$ lxc storage volume attach default v1 nosuch /mnt
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch
> GET /1.0/storage-pools/default/volumes/custom/v1
$ lxc storage volume attach default v1
! Error: missing argument: <instance>
= 2
$ lxc config device show c1
| data:
|   path: /srv
|   pool: default
|   source: v1
|   type: disk
| disk:
|   pool: default
|   source: disk
|   type: disk
| nosuch:
|   pool: default
|   source: nosuch
|   type: disk
| old:
|   path: /old
|   pool: default
|   source: v1/s0
|   type: disk
> GET /1.0/instances/c1
$ lxc storage volume detach default v1 c1 nosuch
! Error: c1 has no device that uses v1
= 3
> GET /1.0/instances/c1
$ lxc storage volume detach default v1 c1
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"disk":{"pool":"default","source":"disk","type":"disk"},"nosuch":{"pool":"default","source":"nosuch","type":"disk"},"old":{"path":"/old","pool":"default","source":"v1/s0","type":"disk"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc storage volume detach default disk c1
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"nosuch":{"pool":"default","source":"nosuch","type":"disk"},"old":{"path":"/old","pool":"default","source":"v1/s0","type":"disk"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc storage volume detach default v1 c1
! Error: c1 has no device that uses v1
= 3
> GET /1.0/instances/c1
$ lxc storage volume detach default v1/s0 c1 old
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"nosuch":{"pool":"default","source":"nosuch","type":"disk"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc storage volume detach default v1
! Error: missing argument: <instance>
= 2
$ lxc storage volume attach-profile default v1 p1 data /srv
> GET /1.0/profiles/p1
> GET /1.0/storage-pools/default/volumes/custom/v1
> PUT /1.0/profiles/p1 [if-match] {"config":{},"description":"","devices":{"data":{"path":"/srv","pool":"default","source":"v1","type":"disk"}}}
$ lxc storage volume attach-profile default disk p1
> GET /1.0/profiles/p1
> GET /1.0/storage-pools/default/volumes/custom/disk
> PUT /1.0/profiles/p1 [if-match] {"config":{},"description":"","devices":{"data":{"path":"/srv","pool":"default","source":"v1","type":"disk"},"disk":{"pool":"default","source":"disk","type":"disk"}}}
$ lxc storage volume attach-profile default nosuch p1 /mnt
! Error: not found: nosuch
= 3
> GET /1.0/storage-pools/default/volumes/custom/nosuch
$ lxc storage volume attach-profile default v1 nosuch /mnt
! Error: not found: nosuch
= 3
> GET /1.0/profiles/nosuch
> GET /1.0/storage-pools/default/volumes/custom/v1
$ lxc storage volume attach-profile default v1 p1
! Error: missing path: a filesystem volume is mounted at a path in the instance
= 1
> GET /1.0/storage-pools/default/volumes/custom/v1
$ lxc profile device show p1
| data:
|   path: /srv
|   pool: default
|   source: v1
|   type: disk
| disk:
|   pool: default
|   source: disk
|   type: disk
> GET /1.0/profiles/p1
$ lxc storage volume detach-profile default v1 p1 data
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{},"description":"","devices":{"disk":{"pool":"default","source":"disk","type":"disk"}}}
$ lxc storage volume detach-profile default v1 p1
! Error: p1 has no device that uses v1
= 3
> GET /1.0/profiles/p1
$ lxc storage volume detach-profile default disk p1
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{},"description":"","devices":{}}
`)
}
