package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestRename covers valid and invalid new names.
func TestRename(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
given init bb c1
given init bb c2
$ lxc rename c1 c3
> POST /1.0/instances/c1 {"name":"c3","migration":false,"live":false,"target":null,"profiles":null}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc rename c3 c2
! Error: Name "c2" already in use
= 5
> POST /1.0/instances/c3 {"name":"c2","migration":false,"live":false,"target":null,"profiles":null}
$ lxc rename nosuch c9
! Error: Instance not found
= 3
> POST /1.0/instances/nosuch {"name":"c9","migration":false,"live":false,"target":null,"profiles":null}
$ lxc rename c3 two:c3
! Error: cannot rename to another server: use move
= 2
$ lxc rename c3
! Error: missing argument: <instance>[/<snapshot>]
= 2
`)
}
