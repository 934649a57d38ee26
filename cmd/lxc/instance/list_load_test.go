package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestListLoads checks that only what the columns need is requested, and that a broken instance does not hide the others.
func TestListLoads(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"instances_state_selective_recursion"}}, `
given init --empty c1
given init --empty c2
given start c1
given start c2
$ lxc list -c nN4mMuD -f csv
| c1,1,192.0.2.7 (eth0),1.00MiB,,,
| c2,1,192.0.2.7 (eth0),1.00MiB,,,
> GET /1.0/instances/c1/state
> GET /1.0/instances/c2/state
> GET /1.0/instances?recursion=1
$ lxc list -c ncbl -f json --fast -q
! Error: --fast and --columns cannot be used together
= 2
answer GET /1.0/instances/c1/state 500 broken
answer GET /1.0/instances?recursion=2 403 not authorized
$ lxc list -c ns4 -f csv
| c1,ERROR,
| c2,RUNNING,192.0.2.7 (eth0)
> GET /1.0/instances/c1/state
> GET /1.0/instances/c2/state
> GET /1.0/instances?recursion=1
answer GET /1.0/instances/c1/snapshots 500 broken
$ lxc list -c nsS -f csv
| c1,ERROR,0
| c2,RUNNING,0
> GET /1.0/instances/c1/snapshots
> GET /1.0/instances/c2/snapshots
> GET /1.0/instances?recursion=1
answer GET /1.0/instances?recursion=1 403 not authorized
$ lxc list -c n
! Error: not authorized
= 4
> GET /1.0/instances?recursion=1
$ lxc list --fast -c n
! Error: --fast and --columns cannot be used together
= 2
$ lxc list --all-remotes local:
| +--------+------+---------+------------------+--------------------+-----------+-----------+
| | REMOTE | NAME |  STATE  |       IPV4       |        IPV6        |   TYPE    | SNAPSHOTS |
| +--------+------+---------+------------------+--------------------+-----------+-----------+
| | local  | c1   | RUNNING | 192.0.2.7 (eth0) | 2001:db8::7 (eth0) | CONTAINER | 0         |
| +--------+------+---------+------------------+--------------------+-----------+-----------+
| | local  | c2   | RUNNING | 192.0.2.7 (eth0) | 2001:db8::7 (eth0) | CONTAINER | 0         |
| +--------+------+---------+------------------+--------------------+-----------+-----------+
> GET /1.0/instances/c1/snapshots
> GET /1.0/instances/c1/state
> GET /1.0/instances/c2/snapshots
> GET /1.0/instances/c2/state
> GET /1.0/instances?recursion=1
$ lxc list -c ns,limits.cpu:CPU:x
! Error: invalid column width "x"
= 2
$ lxc list -c n,user.a:A:0,:B
! Error: empty column in ":B"
= 2
$ lxc list -c ne --all-projects -f yaml web
| []
> GET /1.0/instances?all-projects=true&recursion=1
$ lxc list -f nosuch
! Error: unknown format "nosuch" (must be one of: table, wide, compact, csv, json, yaml, markdown, jsonl, name, template)
= 2
$ lxc list -c L -f csv
! Error: column L requires a cluster
= 1
$ lxc list -c nU -f csv
| c1,
| c2,
> GET /1.0/instances/c1/state
> GET /1.0/instances/c2/state
> GET /1.0/instances?recursion=1
`)
}
