package image_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestCopy has images for another server.
func TestCopy(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
$ lxc image copy bb two: --mode relay --copy-aliases
| Image copied
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> GET /1.0/images/$HASH/export
> two: POST /1.0/images [x-incus-filename: IMAGE] [x-incus-properties: description=A+test&os=Test] [x-incus-public: 0] [x-lxd-filename: IMAGE] [x-lxd-properties: description=A+test&os=Test] [x-lxd-public: 0] (data)
> two: GET /1.0/images/aliases?recursion=1
> two: GET /1.0/operations/ID/wait?timeout=-1
> two: POST /1.0/images/aliases {"description":"","target":"$HASH","name":"bb"}
$ lxc image list two: -f csv -c lF
| bb,$HASH
> two: GET /1.0/images?recursion=1
$ lxc image copy bb two: --mode relay --alias second
| Image copied
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> GET /1.0/images/$HASH/export
> two: POST /1.0/images [x-incus-filename: IMAGE] [x-incus-properties: description=A+test&os=Test] [x-incus-public: 0] [x-lxd-filename: IMAGE] [x-lxd-properties: description=A+test&os=Test] [x-lxd-public: 0] (data)
> two: GET /1.0/images/aliases?recursion=1
> two: GET /1.0/operations/ID/wait?timeout=-1
> two: POST /1.0/images/aliases {"description":"","target":"$HASH","name":"second"}
$ lxc image copy nosuch two:
! Error: Image not found
= 3
> GET /1.0/images/aliases/nosuch
> GET /1.0/images/nosuch
$ lxc image copy bb
! Error: missing argument: <remote>:
= 2
$ lxc image copy bb local:
! Error: the image is on this server already
= 1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
$ lxc image copy bb two: --mode nosuch
! Error: unknown transfer mode "nosuch": use pull, push or relay
= 1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
`)
}
