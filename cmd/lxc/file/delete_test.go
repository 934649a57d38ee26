package file_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestDelete has files and directories.
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
