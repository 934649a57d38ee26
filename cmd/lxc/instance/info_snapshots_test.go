package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestInfoRunning covers addresses, usage and snapshots of a running instance.
func TestInfoRunning(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
given snapshot c1 s0
given start c1
$ lxc info c1
| Name: c1
| Status: RUNNING
| Type: container
| Architecture: x86_64
| PID: NUMBER
| Created: DATE
| Last Used: DATE
|
| Resources:
|   Processes: 1
|   Memory usage:
|     Memory (current): 1.00MiB
|   Network usage:
|     eth0:
|       Type: broadcast
|       State: UP
|       MAC address: 00:16:3e:00:00:07
|       MTU: 1500
|       Bytes received: 0B
|       Bytes sent: 0B
|       Packets received: 0
|       Packets sent: 0
|       IP addresses:
|         inet:  192.0.2.7/24 (global)
|         inet6: 2001:db8::7/64 (global)
|         inet6: fe80::7/64 (link)
|     lo:
|       Type: loopback
|       State: UP
|       MTU: 65536
|       Bytes received: 0B
|       Bytes sent: 0B
|       Packets received: 0
|       Packets sent: 0
|       IP addresses:
|         inet:  127.0.0.1/8 (local)
|
| Snapshots:
| +------+----------------------+------------+----------+
| | NAME |       TAKEN AT       | EXPIRES AT | STATEFUL |
| +------+----------------------+------------+----------+
| | s0   | DATE |            | NO       |
| +------+----------------------+------------+----------+
> GET /1.0/instances/c1
> GET /1.0/instances/c1/snapshots?recursion=1
> GET /1.0/instances/c1/state
answer GET /1.0/instances/c1/logs/lxc.log 404 not found
$ lxc info c1 --show-log
| Name: c1
| Status: RUNNING
| Type: container
| Architecture: x86_64
| PID: NUMBER
| Created: DATE
| Last Used: DATE
|
| Resources:
|   Processes: 1
|   Memory usage:
|     Memory (current): 1.00MiB
|   Network usage:
|     eth0:
|       Type: broadcast
|       State: UP
|       MAC address: 00:16:3e:00:00:07
|       MTU: 1500
|       Bytes received: 0B
|       Bytes sent: 0B
|       Packets received: 0
|       Packets sent: 0
|       IP addresses:
|         inet:  192.0.2.7/24 (global)
|         inet6: 2001:db8::7/64 (global)
|         inet6: fe80::7/64 (link)
|     lo:
|       Type: loopback
|       State: UP
|       MTU: 65536
|       Bytes received: 0B
|       Bytes sent: 0B
|       Packets received: 0
|       Packets sent: 0
|       IP addresses:
|         inet:  127.0.0.1/8 (local)
|
| Snapshots:
| +------+----------------------+------------+----------+
| | NAME |       TAKEN AT       | EXPIRES AT | STATEFUL |
| +------+----------------------+------------+----------+
| | s0   | DATE |            | NO       |
| +------+----------------------+------------+----------+
! The instance has no log yet
> GET /1.0/instances/c1
> GET /1.0/instances/c1/logs/lxc.log
> GET /1.0/instances/c1/snapshots?recursion=1
> GET /1.0/instances/c1/state
`)
}

// TestInfoSnapshotVolumes checks the names of volume snapshots that were taken with an instance snapshot.
func TestInfoSnapshotVolumes(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"instance_snapshots_multi_volume"}}, `
given init --empty c1
answer GET /1.0/instances/c1 200 {"name":"c1","status":"Stopped","type":"container","expanded_devices":{"data":{"type":"disk","pool":"default","source":"v1","path":"/d"},"root":{"type":"disk","path":"/","pool":"default"}}}
answer GET /1.0/instances/c1/snapshots?recursion=1 200 [{"name":"s0","created_at":"2010-01-02T03:04:05Z","expires_at":"0001-01-01T00:00:00Z","stateful":false,"config":{"volatile.attached_volumes":"{\"data\":\"u-1\",\"gone\":\"u-9\"}"}},{"name":"s1","created_at":"2010-01-02T03:04:05Z","stateful":true,"config":{"volatile.attached_volumes":"broken"}},{"name":"s2","created_at":"2010-01-02T03:04:05Z","config":{}}]
answer GET /1.0/storage-pools/default/volumes/custom/v1/snapshots?recursion=1 200 [{"name":"v1/snap0","config":{"volatile.uuid":"u-1"}},{"name":"v1/snap1","config":{"volatile.uuid":"u-2"}}]
$ lxc info c1
| Name: c1
| Status: STOPPED
| Type: container
| Architecture:
|
| Snapshots:
| +------+----------------------+------------+----------+------------------+
| | NAME |       TAKEN AT       | EXPIRES AT | STATEFUL | VOLUME SNAPSHOTS |
| +------+----------------------+------------+----------+------------------+
| | s0   | 2010/01/02 03:04 UTC |            | NO       | v1/snap0         |
| +------+----------------------+------------+----------+------------------+
| | s1   | 2010/01/02 03:04 UTC |            | YES      |
| +------+----------------------+------------+----------+------------------+
| | s2   | 2010/01/02 03:04 UTC |            | NO       |
| +------+----------------------+------------+----------+------------------+
> GET /1.0/instances/c1
> GET /1.0/instances/c1/snapshots?recursion=1
> GET /1.0/instances/c1/state
> GET /1.0/storage-pools/default/volumes/custom/v1/snapshots?recursion=1
answer GET /1.0/instances/c1 200 {"name":"c1","status":"Stopped","type":"container","expanded_devices":{"data":{"type":"disk","pool":"default","source":"v1","path":"/d"}}}
answer GET /1.0/instances/c1/snapshots?recursion=1 200 [{"name":"s0","config":{"volatile.attached_volumes":"{\"data\":\"u-1\"}"}}]
answer GET /1.0/storage-pools/default/volumes/custom/v1/snapshots?recursion=1 403 not authorized
$ lxc info c1
| Name: c1
| Status: STOPPED
| Type: container
| Architecture:
|
| Snapshots:
! Error: not authorized
= 4
> GET /1.0/instances/c1
> GET /1.0/instances/c1/snapshots?recursion=1
> GET /1.0/instances/c1/state
> GET /1.0/storage-pools/default/volumes/custom/v1/snapshots?recursion=1
given snapshot c1 plain
$ lxc info c1
| Name: c1
| Status: STOPPED
| Type: container
| Architecture: x86_64
| Created: DATE
|
| Snapshots:
| +-------+----------------------+------------+----------+------------------+
| | NAME  |       TAKEN AT       | EXPIRES AT | STATEFUL | VOLUME SNAPSHOTS |
| +-------+----------------------+------------+----------+------------------+
| | plain | DATE |            | NO       |
| +-------+----------------------+------------+----------+------------------+
> GET /1.0/instances/c1
> GET /1.0/instances/c1/snapshots?recursion=1
> GET /1.0/instances/c1/state
`)
}
