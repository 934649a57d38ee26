package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestIncusStorage covers what differs in incus.
func TestIncusStorage(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus", Version: "7.0", Extra: []string{"custom_volume_backup"}}, `
given storage volume create default v1 --description words
$ incus storage list
| +---------+--------+-------------+---------+---------+
| |  NAME   | DRIVER | DESCRIPTION | USED BY |  STATE  |
| +---------+--------+-------------+---------+---------+
| | default | dir    |             | 0       | CREATED |
| +---------+--------+-------------+---------+---------+
> GET /1.0/storage-pools?recursion=1
$ incus storage list -f csv -c nDdus
| default,dir,,0,CREATED
> GET /1.0/storage-pools?recursion=1
answer GET /1.0/storage-pools?recursion=1 200 [{"name":"local","driver":"zfs","status":"Created","locations":["m1","m2"],"config":{}}]
$ incus storage list -c nS
| +-------+--------+
| | NAME  | SOURCE |
| +-------+--------+
| | local |        |
| +-------+--------+
> GET /1.0/storage-pools?recursion=1
$ incus storage volume show default nosuch
! Error: not found: nosuch
= 3
> GET /1.0/storage-pools/default/volumes/custom/nosuch
answer GET /1.0/storage-pools/default/volumes/custom/nosuch 404 Storage pool volume not found
$ incus storage volume show default nosuch
! Error: Storage pool volume "custom/nosuch" not found. Try virtual-machine or container for type
= 3
> GET /1.0/storage-pools/default/volumes/custom/nosuch
answer GET /1.0/storage-pools/default/volumes/custom/nosuch 404 Storage pool volume not found
$ incus storage volume get default nosuch user.a
! Error: Storage pool volume "custom/nosuch" not found
= 3
> GET /1.0/storage-pools/default/volumes/custom/nosuch
answer GET /1.0/storage-pools/default/volumes/virtual-machine/vm 404 Storage pool volume not found
$ incus storage volume set default virtual-machine/vm user.a=1
! Error: Storage pool volume "virtual-machine/vm" not found
= 3
> GET /1.0/storage-pools/default/volumes/virtual-machine/vm
answer GET /1.0/storage-pools/default/volumes/custom/nosuch 404 Storage pool volume not found
$ incus storage volume unset default nosuch user.a
! Error: Storage pool volume "custom/nosuch" not found
= 3
> GET /1.0/storage-pools/default/volumes/custom/nosuch
answer GET /1.0/storage-pools/default/volumes/custom/nosuch 404 Storage pool volume not found
$ incus storage volume info default nosuch
! Error: Storage pool volume "custom/nosuch" not found
= 3
> GET /1.0/storage-pools/default/volumes/custom/nosuch
answer GET /1.0/storage-pools/nosuch/volumes/custom/v1 404 Storage pool not found
$ incus storage volume show nosuch v1
! Error: Storage pool not found
= 3
> GET /1.0/storage-pools/nosuch/volumes/custom/v1
answer GET /1.0/storage-pools/default/volumes/custom/v1/state 200 {"usage":{"used":0,"total":0}}
answer GET /1.0/storage-pools/default/volumes/custom/v1/snapshots?recursion=1 200 [{"name":"v1/s0","description":"before","created_at":"2026-03-01T10:00:00Z"}]
answer GET /1.0/storage-pools/default/volumes/custom/v1/backups?recursion=1 200 [{"name":"v1/backup0","created_at":"2026-04-01T10:00:00Z","expires_at":"2026-04-02T10:00:00Z","volume_only":true,"optimized_storage":true}]
$ incus storage volume info default v1
| Name: v1
| Description: words
| Type: custom
| Content type: filesystem
| Usage: 0B
|
| Snapshots:
| +------+-------------+------------+
| | Name | Description | Expires at |
| +------+-------------+------------+
| | s0   | before      |            |
| +------+-------------+------------+
|
| Backups:
| +---------+----------------------+----------------------+-------------+-------------------+
| |  Name   |       Taken at       |      Expires at      | Volume only | Optimized storage |
| +---------+----------------------+----------------------+-------------+-------------------+
| | backup0 | DATE | DATE | YES         | YES               |
| +---------+----------------------+----------------------+-------------+-------------------+
> GET /1.0/storage-pools/default/volumes/custom/v1
> GET /1.0/storage-pools/default/volumes/custom/v1/backups?recursion=1
> GET /1.0/storage-pools/default/volumes/custom/v1/snapshots?recursion=1
> GET /1.0/storage-pools/default/volumes/custom/v1/state
$ incus storage volume create default v2
< description: from input
| Storage volume v2 created
> POST /1.0/storage-pools/default/volumes/custom {"config":{},"description":"from input","name":"v2","type":"custom","content_type":"filesystem"}
$ incus storage volume snapshot
! (help)
$ incus storage volume snapshot create default v1 s0
> POST /1.0/storage-pools/default/volumes/custom/v1/snapshots {"name":"s0"}
answer GET /1.0/storage-pools/default/volumes/custom/v1/s0 200 {"name":"v1/s0","type":"custom","content_type":"filesystem"}
$ incus storage volume show default v1/s0
| config: {}
| description: ""
| expires_at: null
| name: s0
| content_type: filesystem
| project: ""
> GET /1.0/storage-pools/default/volumes/custom/v1%2Fs0
> GET /1.0/storage-pools/default/volumes/custom/v1/snapshots/s0
$ incus storage delete nosuch
! Error: not found: nosuch
= 3
> DELETE /1.0/storage-pools/nosuch
`)
}
