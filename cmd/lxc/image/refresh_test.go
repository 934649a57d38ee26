package image_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestRefresh asks the server for newer images.
func TestRefresh(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
$ lxc image refresh bb
| Image bb is up to date
> GET /1.0/images/aliases/bb
> POST /1.0/images/$HASH/refresh
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc image refresh nosuch
! Error: Image not found
= 3
> GET /1.0/images/aliases/nosuch
> POST /1.0/images/nosuch/refresh
answer POST /1.0/images/$HASH/refresh 403 not authorized
$ lxc image refresh bb
! Error: not authorized
= 4
> GET /1.0/images/aliases/bb
> POST /1.0/images/$HASH/refresh
$ lxc image refresh
| (help)
`)
}
