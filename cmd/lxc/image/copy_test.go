package image_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestCopy copies images to another server.
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
! Error: the source server does not listen on the network: use mode relay
= 1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
`)
}

// TestCopyMore copies aliases, profiles and projects, too.
func TestCopyMore(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
given project create p1
$ lxc image copy bb two:
! Error: the source server does not listen on the network: use mode relay
= 1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
$ lxc image copy bb two: --mode relay --alias new --copy-aliases --public --auto-update
| Image copied
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> GET /1.0/images/$HASH/export
> two: POST /1.0/images [x-incus-filename: IMAGE] [x-incus-properties: description=A+test&os=Test] [x-incus-public: 1] [x-lxd-filename: IMAGE] [x-lxd-properties: description=A+test&os=Test] [x-lxd-public: 1] (data)
> two: GET /1.0/images/aliases?recursion=1
> two: GET /1.0/operations/ID/wait?timeout=-1
> two: POST /1.0/images/aliases {"description":"","target":"$HASH","name":"new"}
> two: POST /1.0/images/aliases {"description":"","target":"$HASH","name":"bb"}
$ lxc image list two: -c lp -f csv
| bb (1 more),yes
> two: GET /1.0/images?recursion=1
$ lxc image copy bb two: --mode relay
| Image copied
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> GET /1.0/images/$HASH/export
> two: POST /1.0/images [x-incus-filename: IMAGE] [x-incus-properties: description=A+test&os=Test] [x-incus-public: 0] [x-lxd-filename: IMAGE] [x-lxd-properties: description=A+test&os=Test] [x-lxd-public: 0] (data)
> two: GET /1.0/operations/ID/wait?timeout=-1
$ lxc image copy bb local: --target-project p1
! Error: the source server does not listen on the network: use mode relay
= 1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
$ lxc image copy bb local:name
! Error: invalid remote "local:name": use <remote>:
= 2
$ lxc image copy nosuch two:
! Error: Image not found
= 3
> GET /1.0/images/aliases/nosuch
> GET /1.0/images/nosuch
$ lxc image copy bb two: --mode nosuch
! Error: the source server does not listen on the network: use mode relay
= 1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
$ lxc image copy bb nowhere:
! Error: remote "nowhere" does not exist
= 3
$ lxc image copy bb two: --vm
! Error: Image not found
= 3
> GET /1.0/images/aliases/bb
> GET /1.0/images/bb
$ lxc image copy bb
! Error: missing argument: <remote>:
= 2
`)
}
