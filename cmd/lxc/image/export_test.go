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

// TestExportMore covers file names, standard output and existing files.
func TestExportMore(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
$ lxc image export bb $DIR/out/
! Error: open $DIR/out/: no such file or directory
= 1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
$ lxc image export bb $DIR/named
| Image exported to $DIR/named.tar.gz
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> GET /1.0/images/$HASH/export
$ lxc image export bb $DIR/named --no-clobber
! Error: $DIR/named.tar.gz already exists (not replaced because of --no-clobber)
= 5
$ lxc image export bb $DIR/nosuch/named
! Error: open $DIR/nosuch: no such file or directory
= 1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
$ lxc image export nosuch $DIR/x
! Error: Image not found
= 3
> GET /1.0/images/aliases/nosuch
> GET /1.0/images/nosuch
$ lxc image export bb $DIR/x --vm
! Error: Image not found
= 3
> GET /1.0/images/aliases/bb
> GET /1.0/images/bb
answer GET /1.0/images/$HASH/export 403 not authorized
$ lxc image export bb $DIR/x
! Error: not authorized
= 4
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> GET /1.0/images/$HASH/export
answer GET /1.0/images/$HASH/export raw not what the fingerprint says
$ lxc image export bb $DIR/x
! Error: image "bb" on remote "local": the image does not match its fingerprint: expected $HASH, got SHA256
= 1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> GET /1.0/images/$HASH/export
tree .
| -rw-r--r-- named.tar.gz
$ lxc image export two:bb $DIR/x
! Error: Image not found
= 3
> two: GET /1.0/images/aliases/bb
> two: GET /1.0/images/bb
$ lxc image export bb a b
! Error: unexpected argument "b"
= 2
`)
}
