package image_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestImportDirectory imports directories as images.
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
! Error: directory $DIR is not an image: missing rootfs
= 2
`)
}

// TestPack packs directories with links, and rejects those that are not images.
func TestPack(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
file img/metadata.yaml
< architecture: x86_64
< creation_date: 1700000000
file img/rootfs/etc/motd
< hello
file img/templates/t.tpl
< {{ name }}
link img/rootfs/l etc/motd
$ lxc image import $DIR/img --alias packed --public os=Test
| Image imported with fingerprint: SHA256
> POST /1.0/images [x-incus-filename: img.tar.xz] [x-incus-properties: os=Test] [x-incus-public: 1] [x-lxd-filename: img.tar.xz] [x-lxd-properties: os=Test] [x-lxd-public: 1] (data)
> GET /1.0/images/aliases?recursion=1
> GET /1.0/operations/ID/wait?timeout=-1
> POST /1.0/images/aliases {"description":"","target":"SHA256","name":"packed"}
given init packed c1
$ lxc file pull c1/etc/motd -
| hello
> GET /1.0/instances/c1/files?path=%2Fetc%2Fmotd x3
> GET /1.0/instances/c1/sftp
$ lxc image list -c lpdt -f csv
| packed,yes,,CONTAINER
> GET /1.0/images?recursion=1
file half/metadata.yaml
< architecture: x86_64
$ lxc image import $DIR/half
! Error: directory $DIR/half is not an image: missing rootfs
= 2
file other/rootfs/x
< x
$ lxc image import $DIR/other
! Error: directory $DIR/other is not an image: missing metadata.yaml
= 2
`)
}
