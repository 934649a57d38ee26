package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestVolumeSnapshotVerbs creates snapshots with all flags, and manages them.
func TestVolumeSnapshotVerbs(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given storage volume create default v1
$ lxc storage volume snapshot default v1
> POST /1.0/storage-pools/default/volumes/custom/v1/snapshots {"name":""}
$ lxc storage volume snapshot create default v1 s1 --expiry 2031-01-31T00:00:00Z --description words --target m1
> POST /1.0/storage-pools/default/volumes/custom/v1/snapshots?target=m1 {"name":"s1","description":"words","expires_at":"DATE"}
$ lxc storage volume snapshot create default v1 s2 --no-expiry
> POST /1.0/storage-pools/default/volumes/custom/v1/snapshots {"name":"s2","expires_at":"0001-01-01T00:00:00Z"}
$ lxc storage volume snapshot create default v1 s3 --no-expiry --expiry 1d
! Error: --expiry and --no-expiry cannot be used together
= 2
$ lxc storage volume snapshot create default v1 s3 --expiry soon
! Error: invalid date "soon": use 2027-01-31, DATE, or a duration such as 36h or 2w 3d
= 2
$ lxc storage volume snapshot create default v1 s2
! Error: s2 already exists
= 5
> POST /1.0/storage-pools/default/volumes/custom/v1/snapshots {"name":"s2"}
$ lxc storage volume snapshot create default v1 s2 --reuse
> DELETE /1.0/storage-pools/default/volumes/custom/v1/snapshots/s2
> POST /1.0/storage-pools/default/volumes/custom/v1/snapshots {"name":"s2"}
$ lxc storage volume snapshot create default v1 s4 --reuse
> DELETE /1.0/storage-pools/default/volumes/custom/v1/snapshots/s4
> POST /1.0/storage-pools/default/volumes/custom/v1/snapshots {"name":"s4"}
$ lxc storage volume snapshot create default v1/s2 s3
! Error: Storage pool volume not found
= 3
$ lxc storage volume snapshot create default custom/v1 s5
> POST /1.0/storage-pools/default/volumes/custom/v1/snapshots {"name":"s5"}
$ lxc storage volume snapshot create default v1 s6 s7
! Error: unexpected argument "s7"
= 2
$ lxc storage volume snapshot create default
! Error: missing argument: <volume>
= 2
$ lxc storage volume snapshot list default v1 -c nE
| +-------+----------------------+
| | NAME  |      EXPIRES AT      |
| +-------+----------------------+
| | s1    | DATE |
| +-------+----------------------+
| | s2    |                      |
| +-------+----------------------+
| | s4    |                      |
| +-------+----------------------+
| | s5    |                      |
| +-------+----------------------+
| | snap0 |                      |
| +-------+----------------------+
> GET /1.0/storage-pools/default/volumes/custom/v1/snapshots?recursion=1
$ lxc storage volume snapshot list default v1 -f json --all-projects
| [{"description":"words","expires_at":"DATE","name":"s1","config":{},"content_type":"filesystem","project":"default"},{"description":"","expires_at":null,"name":"s2","config":{},"content_type":"filesystem","project":"default"},{"description":"","expires_at":null,"name":"s4","config":{},"content_type":"filesystem","project":"default"},{"description":"","expires_at":null,"name":"s5","config":{},"content_type":"filesystem","project":"default"},{"description":"","expires_at":null,"name":"snap0","config":{},"content_type":"filesystem","project":"default"}]
> GET /1.0/storage-pools/default/volumes/custom/v1/snapshots?all-projects=true&recursion=1
$ lxc storage volume snapshot list default v1 whatever -f csv -c n
| s1
| s2
| s4
| s5
| snap0
> GET /1.0/storage-pools/default/volumes/custom/v1/snapshots?recursion=1
$ lxc storage volume snapshot list default nosuch
! Error: not found: nosuch
= 3
> GET /1.0/storage-pools/default/volumes/custom/nosuch/snapshots?recursion=1
$ lxc storage volume snapshot list default v1 -c x
! Error: unknown column "x" (available: nTE)
= 2
$ lxc storage volume snapshot list default
! Error: missing argument: <volume>
= 2
$ lxc storage volume snapshot show default v1/s1 --target m1
| description: words
| expires_at: DATE
| name: s1
| config: {}
| content_type: filesystem
| project: default
> GET /1.0/storage-pools/default/volumes/custom/v1/snapshots/s1?target=m1
$ lxc storage volume snapshot show default v1/nosuch
! Error: not found: nosuch
= 3
> GET /1.0/storage-pools/default/volumes/custom/v1/snapshots/nosuch
$ lxc storage volume snapshot show default v1
! Error: missing argument: <snapshot>
= 2
$ lxc storage volume snapshot rename default v1 s1 s9
| Snapshot s1 renamed to s9
> POST /1.0/storage-pools/default/volumes/custom/v1/snapshots/s1 {"name":"s9"}
$ lxc storage volume snapshot rename default v1 nosuch s10
! Error: not found: nosuch
= 3
> POST /1.0/storage-pools/default/volumes/custom/v1/snapshots/nosuch {"name":"s10"}
$ lxc storage volume snapshot rename default v1 s9
! Error: missing argument: <new-name>
= 2
$ lxc storage volume snapshot restore default v1 s9
> GET /1.0/storage-pools/default/volumes/custom/v1
> PUT /1.0/storage-pools/default/volumes/custom/v1 [if-match] {"config":null,"description":"","restore":"s9"}
$ lxc storage volume snapshot restore default v1 ''
! Error: missing snapshot name
= 2
$ lxc storage volume snapshot restore default nosuch s9
! Error: not found: nosuch
= 3
> GET /1.0/storage-pools/default/volumes/custom/nosuch
$ lxc storage volume snapshot restore default v1
! Error: missing argument: <snapshot>
= 2
answer PUT /1.0/storage-pools/default/volumes/custom/v1 400 Snapshot "s2" is newer
$ lxc storage volume restore default v1 s9 --target m1
> GET /1.0/storage-pools/default/volumes/custom/v1?target=m1
> PUT /1.0/storage-pools/default/volumes/custom/v1?target=m1 [if-match] {"config":null,"description":"","restore":"s9"}
$ lxc storage volume restore default v1 s9
> GET /1.0/storage-pools/default/volumes/custom/v1
> PUT /1.0/storage-pools/default/volumes/custom/v1 [if-match] {"config":null,"description":"","restore":"s9"}
$ lxc storage volume snapshot delete default v1 s9
| Snapshot s9 deleted
> DELETE /1.0/storage-pools/default/volumes/custom/v1/snapshots/s9
$ lxc storage volume snapshot delete default v1 s9
! Error: not found: s9
= 3
> DELETE /1.0/storage-pools/default/volumes/custom/v1/snapshots/s9
$ lxc storage volume snapshot delete default v1
! Error: missing argument: <snapshot>
= 2
$ lxc storage volume snapshot delete default v1 s2 s4
! Error: unexpected argument "s4"
= 2
`)
}
