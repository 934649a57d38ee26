package image_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestExport writes images to files.
func TestExport(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
$ lxc image export bb $DIR/out
| Image exported to $DIR/out.tar.gz
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> GET /1.0/images/$HASH/export
$ lxc image export bb $DIR/
| Image exported to $DIR/IMAGE
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> GET /1.0/images/$HASH/export
$ lxc image export nosuch $DIR/x
! Error: Image not found
= 3
> GET /1.0/images/aliases/nosuch
> GET /1.0/images/nosuch
$ lxc image export bb $DIR/none/x
! Error: open $DIR/none: no such file or directory
= 1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
$ lxc image export
| (help)
`)
}
