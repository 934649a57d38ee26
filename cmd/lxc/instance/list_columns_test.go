package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestListColumns covers every column.
func TestListColumns(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1 -c boot.autostart=true -c limits.memory=1GiB
given start c1
given init --empty c2
$ lxc list -c naAbdeFlLNpP -f csv c2
! Error: unknown column "A" (available: 46abcdDefFlLmMnNpPRsStuU)
= 2
$ lxc list -c 46mMsStuUfD -f csv c1
| 192.0.2.7 (eth0),2001:db8::7 (eth0),1.00MiB,0.1%,RUNNING,0,CONTAINER,,,,
> GET /1.0/instances/c1/snapshots
> GET /1.0/instances/c1/state
> GET /1.0/instances?recursion=1
$ lxc list -c n,config:image.os:OS,devices:root.pool:POOL -f csv
| c1,,default
| c2,,default
> GET /1.0/instances?recursion=1
$ lxc list -c n,limits.memory:MEM:2 -f csv
| c1,1G
| c2,
> GET /1.0/instances?recursion=1
$ lxc list -c n,expanded_devices:root.type -f csv
| c1,
| c2,
> GET /1.0/instances?recursion=1
$ lxc list -c n,state.status -f csv
| c1,
| c2,
> GET /1.0/instances?recursion=1
$ lxc list -c '' -f csv
! Error: empty column in ""
= 2
$ lxc list -c n,:x -f csv
! Error: empty column in ":x"
= 2
$ lxc list -c n,a.b:c:d:e -f csv
! Error: invalid column width "d:e"
= 2
$ lxc list -f markdown -c ns
| | NAME |  STATE  |
| |------|---------|
| | c1   | RUNNING |
| | c2   | STOPPED |
> GET /1.0/instances?recursion=1
$ lxc list -f table,header,noheader
| +----+---------+------------------+--------------------+-----------+---+
| | c1 | RUNNING | 192.0.2.7 (eth0) | 2001:db8::7 (eth0) | CONTAINER | 0 |
| +----+---------+------------------+--------------------+-----------+---+
| | c2 | STOPPED |                  |                    | CONTAINER | 0 |
| +----+---------+------------------+--------------------+-----------+---+
> GET /1.0/instances/c1/snapshots
> GET /1.0/instances/c1/state
> GET /1.0/instances/c2/snapshots
> GET /1.0/instances?recursion=1
$ lxc list -f csv,header -c ns
| NAME,STATE
| c1,RUNNING
| c2,STOPPED
> GET /1.0/instances?recursion=1
`)
}
