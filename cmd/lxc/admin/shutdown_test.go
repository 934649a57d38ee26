package admin_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestShutdown stops the server, and reports failures.
func TestShutdown(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer PUT /internal/shutdown 200 {}
$ lxc admin shutdown
> PUT /internal/shutdown {"force":false}
answer PUT /internal/shutdown?force=true&timeout=60s 200 {}
$ lxc admin shutdown --force --timeout 60
> PUT /internal/shutdown?force=true&timeout=60s {"force":true}
answer PUT /internal/shutdown 403 not authorized
$ lxc admin shutdown
! Error: not authorized
= 4
> PUT /internal/shutdown {"force":false}
answer PUT /internal/shutdown 500 failed to stop c1
$ lxc admin shutdown
! Error: failed to stop c1
= 1
> PUT /internal/shutdown {"force":false}
$ lxc admin shutdown --timeout soon
! Error: invalid argument "soon" for "-t, --timeout" flag: must be an integer
= 2
$ lxc admin shutdown now
! Error: unexpected argument "now"
= 2
`)
}
