package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestInfo has an instance, its log and the server's resources.
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
