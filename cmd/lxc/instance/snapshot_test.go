package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestSnapshot creates, lists, renames, restores and deletes snapshots.
func TestSnapshot(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1 -c user.a=1
$ lxc snapshot c1
> POST /1.0/instances/c1/snapshots {"name":"","stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc snapshot c1 s1 --no-expiry
> POST /1.0/instances/c1/snapshots {"name":"s1","stateful":false,"expires_at":"0001-01-01T00:00:00Z"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc snapshot c1 s1
! Error: Snapshot "c1/s1" already exists
= 5
> POST /1.0/instances/c1/snapshots {"name":"s1","stateful":false}
$ lxc snapshot c1 s1 --reuse
> DELETE /1.0/instances/c1/snapshots/s1
> GET /1.0/operations/ID/wait?timeout=-1
> POST /1.0/instances/c1/snapshots {"name":"s1","stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc snapshot c1 s2 --stateful
! Error: Unable to create a stateful snapshot: migration.stateful is off
= 1
> POST /1.0/instances/c1/snapshots {"name":"s2","stateful":true}
$ lxc snapshot nosuch
! Error: Instance not found
= 3
> POST /1.0/instances/nosuch/snapshots {"name":"","stateful":false}
$ lxc snapshot c1 bad/name
> POST /1.0/instances/c1/snapshots {"name":"bad/name","stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc snapshot list c1 -f csv
| snap0,DATE,,NO
| s1,DATE,,NO
| name,DATE,,NO
> GET /1.0/instances/c1/snapshots?recursion=1
$ lxc snapshot rename c1 s1 s9
> POST /1.0/instances/c1/snapshots/s1 {"name":"s9","migration":false,"target":null}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc snapshot rename c1 nosuch s8
! Error: Instance snapshot not found
= 3
> POST /1.0/instances/c1/snapshots/nosuch {"name":"s8","migration":false,"target":null}
$ lxc snapshot show c1 s9
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
| name: s9
| profiles:
| - default
| stateful: false
| size: -1
> GET /1.0/instances/c1/snapshots/s9
$ lxc snapshot delete c1 s9
> DELETE /1.0/instances/c1/snapshots/s9
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc snapshot delete c1 s9
! Error: Instance snapshot not found
= 3
> DELETE /1.0/instances/c1/snapshots/s9
> GET /1.0/instances/c1/snapshots/s9
answer POST /1.0/instances/c1/snapshots 403 not authorized
$ lxc snapshot c1 s3
! Error: not authorized
= 4
> POST /1.0/instances/c1/snapshots {"name":"s3","stateful":false}
`)
}

// TestSnapshotMore covers expiry, reuse and the commands of the group.
func TestSnapshotMore(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
given init --empty c2
$ lxc snapshot c1 s0 --expiry 2099-01-02
> POST /1.0/instances/c1/snapshots {"name":"s0","stateful":false,"expires_at":"DATE"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc snapshot c1 s1 --expiry nosuch
! Error: invalid date "nosuch": use 2027-01-31, DATE, or a duration such as 36h or 2w 3d
= 2
$ lxc snapshot c1 s1 --no-expiry --expiry 2099-01-02
! Error: --expiry and --no-expiry cannot be used together
= 2
$ lxc snapshot c1 s0
! Error: Snapshot "c1/s0" already exists
= 5
> POST /1.0/instances/c1/snapshots {"name":"s0","stateful":false}
$ lxc snapshot c1 s0 --reuse --no-expiry
> DELETE /1.0/instances/c1/snapshots/s0
> GET /1.0/operations/ID/wait?timeout=-1
> POST /1.0/instances/c1/snapshots {"name":"s0","stateful":false,"expires_at":"0001-01-01T00:00:00Z"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc snapshot c1 s2 --stateful
! Error: Unable to create a stateful snapshot: migration.stateful is off
= 1
> POST /1.0/instances/c1/snapshots {"name":"s2","stateful":true}
$ lxc snapshot c1 s3 --disk-volumes root
! Error: the server (lxd 5.0.2) lacks the API extension "instance_snapshots_multi_volume"
= 6
$ lxc snapshot c1 s3 --disk-volumes nosuch
! Error: the server (lxd 5.0.2) lacks the API extension "instance_snapshots_multi_volume"
= 6
$ lxc snapshot create c1 c2
> POST /1.0/instances/c1/snapshots {"name":"c2","stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc snapshot list c1 -f csv -c nTEs
| s0,DATE,,NO
| c2,DATE,,NO
> GET /1.0/instances/c1/snapshots?recursion=1
$ lxc snapshot list c1 --format json -c n?
! Error: unknown column "?" (available: nTEs)
= 2
$ lxc snapshot list nosuch
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch/snapshots?recursion=1
$ lxc snapshot show c1 s0
| expires_at: 0001-01-01T00:00:00Z
| architecture: x86_64
| config: {}
| created_at: DATE
| devices: {}
| ephemeral: false
| expanded_config: {}
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
$ lxc snapshot show c1/s0
! Error: missing argument: <snapshot>
= 2
$ lxc snapshot show c1 nosuch
! Error: Instance snapshot not found
= 3
> GET /1.0/instances/c1/snapshots/nosuch
$ lxc snapshot rename c1 s0 s9
> POST /1.0/instances/c1/snapshots/s0 {"name":"s9","migration":false,"target":null}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc snapshot rename c1 nosuch s8
! Error: Instance snapshot not found
= 3
> POST /1.0/instances/c1/snapshots/nosuch {"name":"s8","migration":false,"target":null}
$ lxc snapshot rename c1 s9
! Error: missing argument: <new-name>
= 2
$ lxc snapshot restore c1 s9
> PUT /1.0/instances/c1 {"architecture":"","config":null,"devices":null,"ephemeral":false,"profiles":null,"restore":"c1/s9","stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc snapshot delete c1 s9
> DELETE /1.0/instances/c1/snapshots/s9
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc snapshot delete c1 s9
! Error: Instance snapshot not found
= 3
> DELETE /1.0/instances/c1/snapshots/s9
> GET /1.0/instances/c1/snapshots/s9
$ lxc snapshot delete c1
! Error: missing argument: <snapshot>
= 2
answer POST /1.0/instances/c1/snapshots 403 not authorized
$ lxc snapshot c1 s5
! Error: not authorized
= 4
> POST /1.0/instances/c1/snapshots {"name":"s5","stateful":false}
`)
}
