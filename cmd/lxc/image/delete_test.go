package image_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestDelete deletes images by alias or fingerprint.
func TestDelete(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
$ lxc image delete nosuch
! Error: Image not found
= 3
> GET /1.0/images/aliases/nosuch
> DELETE /1.0/images/nosuch
answer DELETE /1.0/images/$HASH 403 not authorized
$ lxc image delete bb
! Error: not authorized
= 4
> GET /1.0/images/aliases/bb
> DELETE /1.0/images/$HASH
$ lxc image delete bb nosuch
! Error: Image not found
= 3
> GET /1.0/images/aliases/bb
> DELETE /1.0/images/$HASH
> GET /1.0/images/aliases/nosuch
> GET /1.0/operations/ID/wait?timeout=-1
> DELETE /1.0/images/nosuch
$ lxc image list -f csv
> GET /1.0/images?recursion=1
$ lxc image delete
| (help)
`)
}
