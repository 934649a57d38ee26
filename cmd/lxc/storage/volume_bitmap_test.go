package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestVolumeBitmap covers bitmaps of changed blocks.
func TestVolumeBitmap(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus"}, `
given storage volume create default disk --type block
$ lxc storage volume bitmap create default disk b0
| Changed block bitmap b0 created
> POST /1.0/storage-pools/default/volumes/custom/disk/bitmaps {"name":"b0","persistent":false,"disabled":false}
$ lxc storage volume bitmap create default disk b1 --granularity 65536 --persistent --disabled
| Changed block bitmap b1 created
> POST /1.0/storage-pools/default/volumes/custom/disk/bitmaps {"name":"b1","granularity":65536,"persistent":true,"disabled":true}
$ lxc storage volume bitmap create default disk b2 --granularity much
! Error: invalid number of bytes "much"
= 2
$ lxc storage volume bitmap create default disk
! Error: missing argument: <bitmap>
= 2
$ lxc storage volume bitmap create default nosuch b0
! Error: not found: nosuch
= 3
> POST /1.0/storage-pools/default/volumes/custom/nosuch/bitmaps {"name":"b0","persistent":false,"disabled":false}
answer GET /1.0/storage-pools/default/volumes/custom/disk/bitmaps?recursion=1 200 [{"name":"b0","count":65536,"granularity":65536,"recording":true,"busy":false,"persistent":true,"inconsistent":false}]
$ lxc storage volume bitmap list default disk
| +------+-------+-------------+-----------+------+------------+--------------+
| | NAME | COUNT | GRANULARITY | RECORDING | BUSY | PERSISTENT | INCONSISTENT |
| +------+-------+-------------+-----------+------+------------+--------------+
| | b0   | 65536 | 65536       | YES       | NO   | YES        | NO           |
| +------+-------+-------------+-----------+------+------------+--------------+
> GET /1.0/storage-pools/default/volumes/custom/disk/bitmaps?recursion=1
answer GET /1.0/storage-pools/default/volumes/custom/disk/bitmaps?recursion=1 200 [{"name":"b0","count":65536,"granularity":65536,"recording":true,"busy":false,"persistent":true,"inconsistent":false}]
$ lxc storage volume bitmap list default custom/disk -f csv -c ng
| b0,65536
> GET /1.0/storage-pools/default/volumes/custom/disk/bitmaps?recursion=1
answer GET /1.0/storage-pools/default/volumes/virtual-machine/vm1/bitmaps?recursion=1 200 []
$ lxc storage volume bitmap list default virtual-machine/vm1 -f json
| []
> GET /1.0/storage-pools/default/volumes/virtual-machine/vm1/bitmaps?recursion=1
$ lxc storage volume bitmap show default disk b1
| name: b1
| granularity: 65536
| persistent: true
| config: {}
| description: ""
| disabled: true
| project: default
> GET /1.0/storage-pools/default/volumes/custom/disk/bitmaps/b1
$ lxc storage volume bitmap show default disk nosuch
! Error: not found: nosuch
= 3
> GET /1.0/storage-pools/default/volumes/custom/disk/bitmaps/nosuch
$ lxc storage volume bitmap delete default disk b1
| Changed block bitmap b1 deleted
> DELETE /1.0/storage-pools/default/volumes/custom/disk/bitmaps/b1
$ lxc storage volume bitmap delete default disk b1
! Error: not found: b1
= 3
> DELETE /1.0/storage-pools/default/volumes/custom/disk/bitmaps/b1
`)
}

// TestVolumeBitmapExtension names the extension that LXD servers lack.
func TestVolumeBitmapExtension(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc storage volume bitmap list default disk
! Error: volume "default/disk" on remote "local": the server (lxd 5.0.2) lacks the API extension "storage_volume_nbd"
= 6
$ lxc storage volume bitmap create default disk b0
! Error: changed block bitmap "default/disk/b0" on remote "local": the server (lxd 5.0.2) lacks the API extension "storage_volume_nbd"
= 6
$ lxc storage volume nbd default disk
! Error: volume "default/disk" on remote "local": the server (lxd 5.0.2) lacks the API extension "storage_volume_nbd"
= 6
`)
}
