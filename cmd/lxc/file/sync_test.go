package file_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestSync has directories that are made the same.
func TestSync(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus", SFTP: true}, `
given image import $IMAGE --alias bb
given init bb c1
$ lxc file sync $DIR c1/root/
! 0 copied, 0 deleted, 0 alike
> GET /1.0/instances/c1/sftp
$ lxc file sync nosuch/x $DIR
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch/files?path=%2Fx
> GET /1.0/instances/nosuch/sftp
$ lxc file sync $DIR
! Error: missing argument: <target directory>
= 2
`)
}
