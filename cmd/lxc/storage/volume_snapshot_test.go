package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestVolumeSnapshot covers all verbs of snapshots.
func TestVolumeSnapshot(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given storage volume create default v1
$ lxc storage volume snapshot create default v1 s0
> POST /1.0/storage-pools/default/volumes/custom/v1/snapshots {"name":"s0"}
$ lxc storage volume snapshot create default v1 s0
! Error: s0 already exists
= 5
> POST /1.0/storage-pools/default/volumes/custom/v1/snapshots {"name":"s0"}
$ lxc storage volume snapshot create default nosuch s0
! Error: not found: nosuch
= 3
> POST /1.0/storage-pools/default/volumes/custom/nosuch/snapshots {"name":"s0"}
$ lxc storage volume snapshot list default v1 -f csv -c n
| s0
> GET /1.0/storage-pools/default/volumes/custom/v1/snapshots?recursion=1
$ lxc storage volume snapshot show default v1/s0
| description: ""
| expires_at: null
| name: s0
| config: {}
| content_type: filesystem
| project: default
> GET /1.0/storage-pools/default/volumes/custom/v1/snapshots/s0
$ lxc storage volume snapshot rename default v1 s0 s1
| Snapshot s0 renamed to s1
> POST /1.0/storage-pools/default/volumes/custom/v1/snapshots/s0 {"name":"s1"}
answer PUT /1.0/storage-pools/default/volumes/custom/v1 200 {}
$ lxc storage volume snapshot restore default v1 s1
> GET /1.0/storage-pools/default/volumes/custom/v1
> PUT /1.0/storage-pools/default/volumes/custom/v1 [if-match] {"config":null,"description":"","restore":"s1"}
$ lxc storage volume restore default v1 nosuch
> GET /1.0/storage-pools/default/volumes/custom/v1
> PUT /1.0/storage-pools/default/volumes/custom/v1 [if-match] {"config":null,"description":"","restore":"nosuch"}
$ lxc storage volume snapshot delete default v1 s1
| Snapshot s1 deleted
> DELETE /1.0/storage-pools/default/volumes/custom/v1/snapshots/s1
$ lxc storage volume snapshot delete default v1 s1
! Error: not found: s1
= 3
> DELETE /1.0/storage-pools/default/volumes/custom/v1/snapshots/s1
$ lxc storage volume snapshot show default v1/s1
! Error: not found: s1
= 3
> GET /1.0/storage-pools/default/volumes/custom/v1/snapshots/s1
`)
}
