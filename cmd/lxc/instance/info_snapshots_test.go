package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestInfoRunning has addresses, usage and snapshots of a running instance.
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
