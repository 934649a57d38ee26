package image_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestImport has images from files.
func TestImport(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc image import $IMAGE --alias bb
| Image imported with fingerprint: $HASH
> POST /1.0/images [x-incus-filename: IMAGE] [x-incus-public: 0] [x-lxd-filename: IMAGE] [x-lxd-public: 0] (data)
> GET /1.0/images/aliases?recursion=1
> GET /1.0/operations/ID/wait?timeout=-1
> POST /1.0/images/aliases {"description":"","target":"$HASH","name":"bb"}
$ lxc image import $IMAGE
! Error: Image with same fingerprint already exists
= 5
> POST /1.0/images [x-incus-filename: IMAGE] [x-incus-public: 0] [x-lxd-filename: IMAGE] [x-lxd-public: 0] (data)
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc image import $IMAGE --alias bb --reuse
! Error: Image with same fingerprint already exists
= 5
> POST /1.0/images [x-incus-filename: IMAGE] [x-incus-public: 0] [x-lxd-filename: IMAGE] [x-lxd-public: 0] (data)
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc image import $DIR/nosuch.tar.gz
! Error: stat $DIR/nosuch.tar.gz: no such file or directory
= 1
$ lxc image import $IMAGE os=Other --public
! Error: Image with same fingerprint already exists
= 5
> POST /1.0/images [x-incus-filename: IMAGE] [x-incus-properties: os=Other] [x-incus-public: 1] [x-lxd-filename: IMAGE] [x-lxd-properties: os=Other] [x-lxd-public: 1] (data)
> GET /1.0/operations/ID/wait?timeout=-1
file bad
< no image
$ lxc image import $DIR/bad
! Error: Metadata file not found in image
= 1
> POST /1.0/images [x-incus-filename: bad] [x-incus-public: 0] [x-lxd-filename: bad] [x-lxd-public: 0] "no image\n"
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc image import
| (help)
answer POST /1.0/images 403 not authorized
$ lxc image import $IMAGE
! Error: not authorized
= 4
> POST /1.0/images [x-incus-filename: IMAGE] [x-incus-public: 0] [x-lxd-filename: IMAGE] [x-lxd-public: 0] (data)
`)
}
