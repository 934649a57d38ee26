package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestWait ends at once for what is so already.
func TestWait(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
$ lxc wait c1 status=STOPPED
> GET /1.0/instances/c1/state
$ lxc wait c1 nosuch
! Error: unknown condition "nosuch" (must be one of: agent, ip, ipv4, ipv6, status=STATUS)
= 2
$ lxc wait nosuch status=RUNNING --timeout 1
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch/state
`)
}
