package network_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestListLeases lists leases in all formats.
func TestListLeases(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer GET /1.0/networks/n1/leases 200 [{"hostname":"c2","hwaddr":"00:16:3e:00:00:02","address":"10.1.2.10","type":"static","location":"m1"},{"hostname":"c1","hwaddr":"00:16:3e:00:00:01","address":"10.1.2.9","type":"dynamic","location":"m2"}]
$ lxc network list-leases n1
| +----------+-------------------+------------+---------+----------+
| | HOSTNAME |    MAC ADDRESS    | IP ADDRESS |  TYPE   | LOCATION |
| +----------+-------------------+------------+---------+----------+
| | c1       | 00:16:3e:00:00:01 | 10.1.2.9   | DYNAMIC | m2       |
| +----------+-------------------+------------+---------+----------+
| | c2       | 00:16:3e:00:00:02 | 10.1.2.10  | STATIC  | m1       |
| +----------+-------------------+------------+---------+----------+
> GET /1.0/networks/n1/leases
answer GET /1.0/networks/n1/leases 200 [{"hostname":"c2","hwaddr":"00:16:3e:00:00:02","address":"10.1.2.10","type":"static","location":"none"}]
$ lxc network list-leases n1 -f json
| [{"hostname":"c2","hwaddr":"00:16:3e:00:00:02","address":"10.1.2.10","type":"static","location":"none"}]
> GET /1.0/networks/n1/leases
answer GET /1.0/networks/n1/leases 200 [{"hostname":"c2","hwaddr":"00:16:3e:00:00:02","address":"10.1.2.10","type":"static","location":"none"}]
$ lxc network list-leases n1 -c i,h -f csv,header
| IP ADDRESS,HOSTNAME
| 10.1.2.10,c2
> GET /1.0/networks/n1/leases
answer GET /1.0/networks/n1/leases 200 []
$ lxc network list-leases n1
| +----------+-------------+------------+------+
| | HOSTNAME | MAC ADDRESS | IP ADDRESS | TYPE |
| +----------+-------------+------------+------+
> GET /1.0/networks/n1/leases
answer GET /1.0/networks/n1/leases 403 not authorized
$ lxc network list-leases n1
! Error: not authorized
= 4
> GET /1.0/networks/n1/leases
$ lxc network list-leases n1 -c x
! Error: unknown column "x" (available: hmitL)
= 2
$ lxc network list-leases
| (help)
$ lxc network list-leases n1 n2
! Error: unexpected argument "n2"
= 2
`)
}

// TestListLeasesExtension names the extension that is missing.
func TestListLeasesExtension(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Without: []string{"network_leases"}}, `
$ lxc network list-leases n1
! Error: network "n1" on remote "local": the server (lxd 5.0.2) lacks the API extension "network_leases"
= 6
`)
}
