package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestInfo covers an instance, its log and the server's resources.
func TestInfo(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1 -c user.a=1
given snapshot c1 s0
$ lxc info c1
| Name: c1
| Status: STOPPED
| Type: container
| Architecture: x86_64
| Created: DATE
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
$ lxc info c1 --show-log
| Name: c1
| Status: STOPPED
| Type: container
| Architecture: x86_64
| Created: DATE
|
| Snapshots:
| +------+----------------------+------------+----------+
| | NAME |       TAKEN AT       | EXPIRES AT | STATEFUL |
| +------+----------------------+------------+----------+
| | s0   | DATE |            | NO       |
| +------+----------------------+------------+----------+
|
| Log:
|
| log of the instance
|
> GET /1.0/instances/c1
> GET /1.0/instances/c1/logs/lxc.log
> GET /1.0/instances/c1/snapshots?recursion=1
> GET /1.0/instances/c1/state
$ lxc info nosuch
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch
$ lxc info --resources c1
| Name: c1
| Status: STOPPED
| Type: container
| Architecture: x86_64
| Created: DATE
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
answer GET /1.0/resources 200 {"cpu":{"total":2,"architecture":"x86_64"},"memory":{"total":1073741824,"used":1048576}}
$ lxc info --resources
| Memory:
|   Free: 1023.00MiB
|   Used: 1.00MiB
|   Total: 1.00GiB
> GET /1.0/resources
answer GET /1.0/instances/c1 403 not authorized
$ lxc info c1
! Error: not authorized
= 4
> GET /1.0/instances/c1
`)
}

// TestInfoState covers addresses, usage and limits as reported by the server.
func TestInfoState(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
answer GET /1.0/instances/c1?recursion=1 200 {"name":"c1","status":"Running","status_code":103,"type":"virtual-machine","architecture":"x86_64","location":"m1","created_at":"2010-01-02T03:04:05Z","last_used_at":"2010-02-03T04:05:06Z","ephemeral":true,"description":"words","profiles":["default"],"config":{},"snapshots":[{"name":"s0","created_at":"2010-01-02T03:04:05Z","stateful":true,"expires_at":"0001-01-01T00:00:00Z"}],"backups":[{"name":"b0","created_at":"2010-01-02T03:04:05Z","expires_at":"0001-01-01T00:00:00Z"}],"state":{"status":"Running","status_code":103,"pid":42,"processes":7,"cpu":{"usage":3000000000},"memory":{"usage":1048576,"usage_peak":2097152,"total":4194304,"swap_usage":1024},"disk":{"root":{"usage":5242880,"total":10485760}},"network":{"eth0":{"addresses":[{"family":"inet","address":"192.0.2.1","netmask":"24","scope":"global"},{"family":"inet6","address":"2001:db8::1","netmask":"64","scope":"global"}],"counters":{"bytes_received":10,"bytes_sent":20,"packets_received":1,"packets_sent":2},"hwaddr":"00:16:3e:00:00:01","host_name":"veth1","mtu":1500,"state":"up","type":"broadcast"},"lo":{"addresses":[{"family":"inet","address":"127.0.0.1","netmask":"8","scope":"local"}],"counters":{},"mtu":65536,"state":"up","type":"loopback"}}}}
$ lxc info c1
| Name: c1
| Status: STOPPED
| Type: container
| Architecture: x86_64
| Created: DATE
> GET /1.0/instances/c1
> GET /1.0/instances/c1/snapshots?recursion=1
> GET /1.0/instances/c1/state
$ lxc info c1 --target m1
! Error: --target requires a server
= 2
`)
}

// TestInfoServer checks that secrets are hidden, and covers hardware, access and members.
func TestInfoServer(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
$ lxc info --show-log
! Error: --show-log requires an instance
= 2
$ lxc info --target m1 --resources
| Memory:
|   Free: 1.00GiB
|   Used: 0B
|   Total: 1.00GiB
> GET /1.0/resources?target=m1
answer GET /1.0/instances/c1/access 200 [{"identifier":"alice","role":"admin","provider":"tls"}]
$ lxc info c1 --show-access
! Error: instance "c1" on remote "local": the server (lxd 5.0.2) lacks the API extension "instance_access"
= 6
$ lxc info c1 extra
! Error: unexpected argument "extra"
= 2
answer GET /1.0/instances/c1/state 200 {"status":"Running","status_code":103,"pid":42,"processes":7,"cpu":{"usage":3000000000},"memory":{"usage":1048576,"usage_peak":2097152,"swap_usage":1024,"swap_usage_peak":4096},"disk":{"root":{"usage":5242880,"total":10485760}},"network":{"eth0":{"addresses":[{"family":"inet","address":"192.0.2.1","netmask":"24","scope":"global"}],"counters":{"bytes_received":1024,"bytes_sent":20,"packets_received":1,"packets_sent":2},"hwaddr":"00:16:3e:00:00:01","host_name":"veth1","mtu":1500,"state":"up","type":"broadcast"}},"started_at":"2010-01-02T03:04:05Z"}
$ lxc info c1
| Name: c1
| Status: STOPPED
| Type: container
| Architecture: x86_64
| PID: NUMBER
| Created: DATE
| Started: 2010/01/02 03:04 UTC
|
| Resources:
|   Processes: 7
|   Disk usage:
|     root: 5.00MiB
|   CPU usage:
|     CPU usage (in seconds): 3
|   Memory usage:
|     Memory (current): 1.00MiB
|     Memory (peak): 2.00MiB
|     Swap (current): 1.00KiB
|     Swap (peak): 4.00KiB
|   Network usage:
|     eth0:
|       Type: broadcast
|       State: UP
|       Host interface: veth1
|       MAC address: 00:16:3e:00:00:01
|       MTU: 1500
|       Bytes received: 1.02kB
|       Bytes sent: 20B
|       Packets received: 1
|       Packets sent: 2
|       IP addresses:
|         inet:  192.0.2.1/24 (global)
> GET /1.0/instances/c1
> GET /1.0/instances/c1/snapshots?recursion=1
> GET /1.0/instances/c1/state
answer GET /1.0/instances/c1 200 {"name":"c1","status":"Stopped","type":"virtual-machine","ephemeral":true,"architecture":"x86_64","location":"m1","last_used_at":"2010-02-03T04:05:06Z"}
answer GET /1.0/instances/c1/logs/qemu.log 200 "log"
$ lxc info c1 --show-log
| Name: c1
| Status: STOPPED
| Type: virtual-machine (ephemeral)
| Architecture: x86_64
| Location: m1
| Last Used: 2010/02/03 04:05 UTC
|
| Log:
|
| {"metadata":"log","status":"Success","status_code":200,"type":"sync"}
|
> GET /1.0/instances/c1
> GET /1.0/instances/c1/logs/qemu.log
> GET /1.0/instances/c1/snapshots?recursion=1
> GET /1.0/instances/c1/state
answer GET /1.0/instances/c1/state 500 broken
$ lxc info c1
! Error: broken
= 1
> GET /1.0/instances/c1
> GET /1.0/instances/c1/state
answer GET /1.0/instances/c1/snapshots?recursion=1 500 broken
$ lxc info c1
! Error: broken
= 1
> GET /1.0/instances/c1
> GET /1.0/instances/c1/snapshots?recursion=1
> GET /1.0/instances/c1/state
answer GET /1.0/instances/c1/logs/lxc.log 403 not authorized
$ lxc info c1 --show-log
| Name: c1
| Status: STOPPED
| Type: container
| Architecture: x86_64
| Created: DATE
! Error: not authorized
= 4
> GET /1.0/instances/c1
> GET /1.0/instances/c1/logs/lxc.log
> GET /1.0/instances/c1/snapshots?recursion=1
> GET /1.0/instances/c1/state
answer GET /1.0/resources 403 not authorized
$ lxc info --resources
! Error: not authorized
= 4
> GET /1.0/resources
`)
}
