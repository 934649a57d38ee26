package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestListFilters covers fields, keys, addresses and patterns that the client filters by.
func TestListFilters(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Without: []string{"api_filtering"}}, `
given init --empty c1 -c limits.cpu=2 -c user.role=front
given init --empty vm1 --vm
given init --empty web
given start c1
$ lxc list -c n -f csv type=virtual-machine
| vm1
> GET /1.0/instances?recursion=1
$ lxc list -c n -f csv type=container,virtual-machine
| c1
| vm1
| web
> GET /1.0/instances?recursion=1
$ lxc list -c n -f csv status=RUNNING
| c1
> GET /1.0/instances?recursion=1
$ lxc list -c n -f csv state=running
> GET /1.0/instances?recursion=1
$ lxc list -c n -f csv architecture=x86_64 location=none
| c1
| vm1
| web
> GET /1.0/instances?recursion=1
$ lxc list -c n4 -f csv ipv4=192.0.2.7
| c1,192.0.2.7 (eth0)
> GET /1.0/instances/c1/state
> GET /1.0/instances?recursion=1
$ lxc list -c n4 -f csv ipv4=192.0.2.0/24
| c1,192.0.2.7 (eth0)
> GET /1.0/instances/c1/state
> GET /1.0/instances?recursion=1
$ lxc list -c n4 -f csv ipv4=198.51.100.0/24
> GET /1.0/instances/c1/state
> GET /1.0/instances?recursion=1
$ lxc list -c n6 -f csv ipv6=2001:db8::/32
| c1,2001:db8::7 (eth0)
> GET /1.0/instances/c1/state
> GET /1.0/instances?recursion=1
$ lxc list -c n4 -f csv ipv4=nonsense
> GET /1.0/instances/c1/state
> GET /1.0/instances?recursion=1
$ lxc list -c n -f csv limits.cpu=2
| c1
> GET /1.0/instances?recursion=1
$ lxc list -c n -f csv l.c=2
| c1
> GET /1.0/instances?recursion=1
$ lxc list -c n -f csv user.role=fr.*
| c1
> GET /1.0/instances?recursion=1
$ lxc list -c n -f csv user.role=
| vm1
| web
> GET /1.0/instances?recursion=1
$ lxc list -c n -f csv name=web
| web
> GET /1.0/instances?recursion=1
$ lxc list -c n -f csv w c
> GET /1.0/instances?recursion=1
$ lxc list -c n -f csv ^w.*$
| web
> GET /1.0/instances?recursion=1
$ lxc list -c n -f csv ephemeral=false
| c1
| vm1
| web
> GET /1.0/instances?recursion=1
$ lxc list -c n -f csv [
> GET /1.0/instances?recursion=1
`)
}
