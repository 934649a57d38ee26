package file_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestPull has files to a disk and to standard output.
func TestPull(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
given init bb c1
$ lxc file pull c1/etc/motd -
| hello
> GET /1.0/instances/c1/files?path=%2Fetc%2Fmotd x3
> GET /1.0/instances/c1/sftp
$ lxc file pull c1/etc/motd $DIR
> GET /1.0/instances/c1/files?path=%2Fetc%2Fmotd x3
> GET /1.0/instances/c1/sftp
cat motd
| hello
$ lxc file pull c1/etc/motd $DIR/other
> GET /1.0/instances/c1/files?path=%2Fetc%2Fmotd x3
> GET /1.0/instances/c1/sftp
cat other
| hello
$ lxc file pull c1/etc $DIR
! Error: /etc is a directory: add --recursive
= 2
> GET /1.0/instances/c1/files?path=%2Fetc
> GET /1.0/instances/c1/sftp
$~ lxc file pull -r c1/etc $DIR
> GET /1.0/instances/c1/files?path=%2Fetc x5
> GET /1.0/instances/c1/files?path=%2Fetc%2Fmotd x4
> GET /1.0/instances/c1/sftp
cat etc/motd
| hello
$ lxc file pull -p c1/etc/motd $DIR/new/dir/
> GET /1.0/instances/c1/files?path=%2Fetc%2Fmotd x3
> GET /1.0/instances/c1/sftp
$ lxc file pull c1/etc/nosuch $DIR
! Error: Not Found
= 3
> GET /1.0/instances/c1/files?path=%2Fetc%2Fnosuch
> GET /1.0/instances/c1/sftp
$ lxc file pull nosuch/etc/motd -
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch/files?path=%2Fetc%2Fmotd
> GET /1.0/instances/nosuch/sftp
$ lxc file pull c1 -
! Error: invalid path "c1": use [<remote>:]<instance>/<path>
= 1
$ lxc file pull c1/etc/motd
! Error: missing argument: <target path>
= 2
`)
}
