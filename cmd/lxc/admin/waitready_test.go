package admin_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestWaitready covers commands that require the server's unix socket.
func TestWaitready(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc admin waitready --timeout 5
> GET /internal/ready
answer PUT /internal/shutdown 200 {}
$ lxc admin shutdown --force
! Error: not found
= 3
> PUT /internal/shutdown?force=true {"force":true}
$ lxc admin shutdown --timeout nosuch
! Error: invalid argument "nosuch" for "-t, --timeout" flag: must be an integer
= 2
answer POST /internal/recover/validate 403 not authorized
$ lxc admin recover
< no
| The server has these storage pools:
|  - default (backend="dir", source="")
| Recover another storage pool? (yes/no) [default=no]: These storage pools will be searched:
|  - EXISTING: "default" (backend="dir", source="")
| Search these storage pools for lost volumes? (yes/no) [default=yes]: \c
! Error: standard input ended without an answer: use --yes
= 1
> GET /1.0/storage-pools?recursion=1
$ lxc admin nosuch
! Error: unknown command "nosuch" for "lxc admin"
= 2
`)
}
