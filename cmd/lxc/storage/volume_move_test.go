package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestVolumeMove moves volumes to other pools and names.
func TestVolumeMove(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given storage volume create default v1
given storage create p2 dir
answer POST /1.0/storage-pools/default/volumes/custom/v1 200 {}
$ lxc storage volume move default/v1 p2/v1
| Volume moved
> POST /1.0/storage-pools/default/volumes/custom/v1 {"name":"v1","pool":"p2"}
$ lxc storage volume move default/v1 default/v2
| Volume moved
> POST /1.0/storage-pools/default/volumes/custom/v1 {"name":"v2"}
$ lxc storage volume move default/nosuch p2/v1
! Error: not found: nosuch
= 3
> POST /1.0/storage-pools/default/volumes/custom/nosuch {"name":"v1","pool":"p2"}
$ lxc storage volume move default/v1
! Error: missing argument: [<remote>:]<pool>/<volume>
= 2
`)
}

// TestVolumeMoveFlags moves between pools, projects and cluster members, with a single request if the server supports it.
func TestVolumeMoveFlags(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"cluster_internal_custom_volume_copy"}}, `
given storage create p2 dir
given storage volume create default v1
given storage volume create default v2
given storage volume snapshot default v2 s0
given project create p1
$ lxc storage volume move default/v1 default/w1
| Volume moved
> POST /1.0/storage-pools/default/volumes/custom/v1 {"name":"w1"}
$ lxc storage volume move default/w1 p2/w1
! Error: Name "w1" is empty or taken
= 5
> POST /1.0/storage-pools/default/volumes/custom/w1 {"name":"w1","pool":"p2"}
answer POST /1.0/storage-pools/p2/volumes/custom/w1 200 {}
$ lxc storage volume move p2/w1 p2/w1 --target-project p1
! Error: volume "p2/w1" on remote "local": the server (lxd 5.0.2) lacks the API extension "storage_volume_project_move"
= 6
answer POST /1.0/storage-pools/p2/volumes/custom/w1?target=m2 200 {}
$ lxc storage volume move p2/w1 p2/w1 --target m2 --destination-target m2
| Volume moved
> POST /1.0/storage-pools/p2/volumes/custom/w1?target=m2 {"name":"w1","source":{"location":"m2"}}
$ lxc storage volume move p2/w1 p2/w2 --target m1 --destination-target m2
! Error: not found: w1
= 3
> GET /1.0/storage-pools/p2/volumes/custom/w1?target=m1
$ lxc storage volume move default/v2/s0 p2/s0
| Volume moved
> GET /1.0/storage-pools/default/volumes/custom/v2/snapshots/s0
> POST /1.0/storage-pools/p2/volumes/custom {"config":{},"description":"","name":"s0","type":"custom","content_type":"filesystem","source":{"name":"v2/s0","type":"copy","pool":"default","volume_only":true,"location":"minilxd"}}
> DELETE /1.0/storage-pools/default/volumes/custom/v2/snapshots/s0
$ lxc storage volume move default/v2 p2
! Error: invalid volume "p2": use pool/volume
= 2
$ lxc storage volume move default p2/v2
! Error: invalid volume "default": use pool/volume
= 2
$ lxc storage volume move default/v2 nosuch:p2/v2
! Error: remote "nosuch" does not exist
= 3
answer POST /1.0/storage-pools/default/volumes/custom/v2 403 not authorized
$ lxc storage volume move default/v2 default/v3
! Error: not authorized
= 4
> POST /1.0/storage-pools/default/volumes/custom/v2 {"name":"v3"}
answer POST /1.0/storage-pools/default/volumes/custom/v2 400 Volume is in use
$ lxc storage volume mv default/v2 default/v3
! Error: Volume is in use
= 5
> POST /1.0/storage-pools/default/volumes/custom/v2 {"name":"v3"}
answer GET /1.0/storage-pools/default/volumes/custom/v9 404 Storage pool volume not found
$ lxc storage volume move default/v9/s0 p2/s0
! Error: not found: v9
= 3
> GET /1.0/storage-pools/default/volumes/custom/v9/snapshots/s0
`)
}

// TestVolumeMoveIncus rejects moving a snapshot.
func TestVolumeMoveIncus(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus"}, `
given storage volume create default v1
given storage volume snapshot default v1 s0
$ lxc storage volume move default/v1/s0 default/v2
! Error: snapshots cannot be moved: use copy
= 2
$ lxc storage volume move default/v1 default/v2
| Volume moved
> POST /1.0/storage-pools/default/volumes/custom/v1 {"name":"v2"}
`)
}
