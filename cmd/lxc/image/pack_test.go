package image_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestImportDirectory makes images of directories.
func TestImportDirectory(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc image import $DIR/nosuch $DIR/rootfs
! Error: stat $DIR/nosuch: no such file or directory
= 1
file metadata.yaml
< architecture: x86_64
< creation_date: 1700000000
$ lxc image import $DIR/metadata.yaml
! Error: Metadata file not found in image
= 1
> POST /1.0/images [x-incus-filename: metadata.yaml] [x-incus-public: 0] [x-lxd-filename: metadata.yaml] [x-lxd-public: 0] "architecture: x86_64\ncreation_date: 1700000000\n"
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc image import $DIR
! Error: the directory $DIR has no rootfs: not an image
= 2
`)
}
