package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestVolumeInfo prints a volume with its snapshots and backups.
func TestVolumeInfo(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"custom_volume_backup"}}, `
given storage volume create default v1 --description words
given storage volume snapshot default v1 s0
answer GET /1.0/storage-pools/default/volumes/custom/v1/state 200 {"usage":{"used":1048576,"total":10737418240}}
answer GET /1.0/storage-pools/default/volumes/custom/v1/snapshots?recursion=1 200 [{"name":"v1/s0","description":"before","created_at":"2026-03-01T10:00:00Z","expires_at":"2027-03-01T10:00:00Z"},{"name":"v1/s1","created_at":"2026-03-02T10:00:00Z"}]
answer GET /1.0/storage-pools/default/volumes/custom/v1/backups?recursion=1 200 [{"name":"v1/backup0","created_at":"2026-04-01T10:00:00Z","expires_at":"2026-04-02T10:00:00Z","volume_only":true,"optimized_storage":false}]
$ lxc storage volume info default v1
| Name: v1
| Description: words
| Type: custom
| Content type: filesystem
| Usage: 1.00MiB
| Total: 10.00GiB
|
| Snapshots:
| +------+-------------+----------------------+
| | NAME | DESCRIPTION |      EXPIRES AT      |
| +------+-------------+----------------------+
| | s0   | before      | DATE |
| +------+-------------+----------------------+
| | s1   |             |                      |
| +------+-------------+----------------------+
|
| Backups:
| +---------+----------------------+----------------------+-------------+-------------------+
| |  NAME   |       TAKEN AT       |      EXPIRES AT      | VOLUME ONLY | OPTIMIZED STORAGE |
| +---------+----------------------+----------------------+-------------+-------------------+
| | backup0 | DATE | DATE | YES         | NO                |
| +---------+----------------------+----------------------+-------------+-------------------+
> GET /1.0/storage-pools/default/volumes/custom/v1
> GET /1.0/storage-pools/default/volumes/custom/v1/backups?recursion=1
> GET /1.0/storage-pools/default/volumes/custom/v1/snapshots?recursion=1
> GET /1.0/storage-pools/default/volumes/custom/v1/state
answer GET /1.0/storage-pools/default/volumes/custom/v1 200 {"name":"v1","type":"custom","content_type":"block","location":"m1","created_at":"2026-03-01T10:00:00Z"}
answer GET /1.0/storage-pools/default/volumes/custom/v1/state 200 {"usage":{"used":0,"total":0}}
answer GET /1.0/storage-pools/default/volumes/custom/v1/snapshots?recursion=1 404 not found
answer GET /1.0/storage-pools/default/volumes/custom/v1/backups?recursion=1 404 not found
$ lxc storage volume info default v1
| Name: v1
| Type: custom
| Content type: block
| Location: m1
| Created: DATE
> GET /1.0/storage-pools/default/volumes/custom/v1
> GET /1.0/storage-pools/default/volumes/custom/v1/backups?recursion=1
> GET /1.0/storage-pools/default/volumes/custom/v1/snapshots?recursion=1
> GET /1.0/storage-pools/default/volumes/custom/v1/state
answer GET /1.0/storage-pools/default/volumes/container/c1 200 {"name":"c1","type":"container","content_type":"filesystem","location":"none"}
answer GET /1.0/storage-pools/default/volumes/container/c1/state 200 {"usage":null}
answer GET /1.0/storage-pools/default/volumes/container/c1/snapshots?recursion=1 200 []
$ lxc storage volume info default container/c1
| Name: c1
| Type: container
| Content type: filesystem
> GET /1.0/storage-pools/default/volumes/container/c1
> GET /1.0/storage-pools/default/volumes/container/c1/snapshots?recursion=1
> GET /1.0/storage-pools/default/volumes/container/c1/state
answer GET /1.0/storage-pools/default/volumes/custom/v1?target=m1 200 {"name":"v1","type":"custom","content_type":"filesystem"}
answer GET /1.0/storage-pools/default/volumes/custom/v1/state?target=m1 403 not authorized
$ lxc storage volume info default v1 --target m1
! Error: not authorized
= 4
> GET /1.0/storage-pools/default/volumes/custom/v1/state?target=m1
> GET /1.0/storage-pools/default/volumes/custom/v1?target=m1
$ lxc storage volume info default v1/s0
! Error: only custom and instance volumes have a state
= 2
$ lxc storage volume info default image/abc
! Error: only custom and instance volumes have a state
= 2
$ lxc storage volume info default nosuch
! Error: not found: nosuch
= 3
> GET /1.0/storage-pools/default/volumes/custom/nosuch
$ lxc storage volume info nosuch v1
! Error: not found: nosuch
= 3
> GET /1.0/storage-pools/nosuch/volumes/custom/v1
$ lxc storage volume info default
! Error: missing argument: <volume>
= 2
`)
}

// TestVolumeInfoExtension names the extension that the state needs.
func TestVolumeInfoExtension(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Without: []string{"storage_volume_state"}}, `
given storage volume create default v1
$ lxc storage volume info default v1
! Error: volume "default/v1" on remote "local": the server (lxd 5.0.2) lacks the API extension "storage_volume_state"
= 6
> GET /1.0/storage-pools/default/volumes/custom/v1
`)
}
