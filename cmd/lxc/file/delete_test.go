package file_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestDelete covers files and directories.
func TestDelete(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
given init bb c1
$ lxc file delete c1/etc/motd
> DELETE /1.0/instances/c1/files?path=%2Fetc%2Fmotd
$ lxc file delete c1/etc/motd
! Error: Not Found
= 3
> DELETE /1.0/instances/c1/files?path=%2Fetc%2Fmotd
$ lxc file delete -f c1/etc/motd
! Error: Not Found
= 3
> GET /1.0/instances/c1/files?path=%2Fetc%2Fmotd
> GET /1.0/instances/c1/sftp
$ lxc file delete c1/etc
> DELETE /1.0/instances/c1/files?path=%2Fetc
$ lxc file delete nosuch/etc
! Error: Instance not found
= 3
> DELETE /1.0/instances/nosuch/files?path=%2Fetc
$ lxc file delete c1
! Error: invalid path "c1": use [<remote>:]<instance>/<path>
= 1
`)
}

// TestDeleteMore covers trees and links over SFTP.
func TestDeleteMore(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus", SFTP: true}, `
given init --empty c1
file d/one
< 1
file d/sub/two
< 2
link d/l sub
given file push -r $DIR/d c1/srv -p
$ lxc file delete c1/srv/d
! Error: removeat srv/d: directory not empty
= 5
> DELETE /1.0/instances/c1/files?path=%2Fsrv%2Fd
$ lxc file delete c1/srv/d/l
> DELETE /1.0/instances/c1/files?path=%2Fsrv%2Fd%2Fl
$ lxc file delete c1/srv/d/one c1/srv/d/nosuch
! Error: Not Found
= 3
> DELETE /1.0/instances/c1/files?path=%2Fsrv%2Fd%2Fone
> DELETE /1.0/instances/c1/files?path=%2Fsrv%2Fd%2Fnosuch
$ lxc file delete --force c1/srv/d
> GET /1.0/instances/c1/sftp
$ lxc file delete c1/srv/d/one
! Error: Not Found
= 3
> DELETE /1.0/instances/c1/files?path=%2Fsrv%2Fd%2Fone
$ lxc file delete c1/
! Error: the root directory of an instance cannot be deleted
= 2
$ lxc file delete c1
! Error: invalid path "c1": use [<remote>:]<instance>/<path>
= 1
$ lxc file delete nosuch/x
! Error: Instance not found
= 3
> DELETE /1.0/instances/nosuch/files?path=%2Fx
`)
}
