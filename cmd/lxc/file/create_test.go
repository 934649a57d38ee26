package file_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestCreate covers files, directories and links.
func TestCreate(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
given init bb c1
$ lxc file create c1/root/empty
> GET /1.0/instances/c1/files?path=%2Froot%2Fempty
> GET /1.0/instances/c1/sftp
> POST /1.0/instances/c1/files?path=%2Froot%2Fempty [x-incus-gid: 0] [x-incus-mode: 0644] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0644] [x-lxd-type: file] [x-lxd-uid: 0]
$ lxc file create c1/root/dir --type directory --mode 0700
> GET /1.0/instances/c1/files?path=%2Froot%2Fdir x2
> GET /1.0/instances/c1/sftp
> POST /1.0/instances/c1/files?path=%2Froot%2Fdir [x-incus-gid: 0] [x-incus-mode: 0700] [x-incus-type: directory] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0700] [x-lxd-type: directory] [x-lxd-uid: 0]
$ lxc file create -p c1/root/a/b/c
> GET /1.0/instances/c1/files?path=%2Froot
> GET /1.0/instances/c1/files?path=%2Froot%2Fa x2
> GET /1.0/instances/c1/files?path=%2Froot%2Fa%2Fb
> GET /1.0/instances/c1/sftp
> POST /1.0/instances/c1/files?path=%2Froot%2Fa [x-incus-gid: 0] [x-incus-type: directory] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-type: directory] [x-lxd-uid: 0]
> GET /1.0/instances/c1/files?path=%2Froot%2Fa%2Fb
> POST /1.0/instances/c1/files?path=%2Froot%2Fa%2Fb [x-incus-gid: 0] [x-incus-type: directory] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-type: directory] [x-lxd-uid: 0]
> GET /1.0/instances/c1/files?path=%2Froot%2Fa%2Fb%2Fc
> POST /1.0/instances/c1/files?path=%2Froot%2Fa%2Fb%2Fc [x-incus-gid: 0] [x-incus-mode: 0644] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0644] [x-lxd-type: file] [x-lxd-uid: 0]
$ lxc file create c1/root/link --type symlink /etc/motd
> GET /1.0/instances/c1/files?path=%2Froot%2Flink
> GET /1.0/instances/c1/sftp
> POST /1.0/instances/c1/files?path=%2Froot%2Flink [x-incus-type: symlink] [x-lxd-type: symlink] "/etc/motd"
$ lxc file create c1/root/bad --type nosuch
! Error: unknown type "nosuch" (must be one of: file, directory, symlink)
= 2
> GET /1.0/instances/c1/files?path=%2Froot%2Fbad
> GET /1.0/instances/c1/sftp
$ lxc file create c1/nosuch/x
! Error: Not Found
= 3
> GET /1.0/instances/c1/files?path=%2Fnosuch%2Fx
> GET /1.0/instances/c1/sftp
> POST /1.0/instances/c1/files?path=%2Fnosuch%2Fx [x-incus-gid: 0] [x-incus-mode: 0644] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0644] [x-lxd-type: file] [x-lxd-uid: 0]
$ lxc file create nosuch/x
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch/files?path=%2Fx
> GET /1.0/instances/nosuch/sftp
> POST /1.0/instances/nosuch/files?path=%2Fx [x-incus-gid: 0] [x-incus-mode: 0644] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0644] [x-lxd-type: file] [x-lxd-uid: 0]
$ lxc file create c1/root/empty
! Error: path "c1/root/empty" on remote "local": /root/empty already exists; use --force to replace it
= 1
> GET /1.0/instances/c1/files?path=%2Froot%2Fempty
> GET /1.0/instances/c1/sftp
$ lxc file pull c1/root/link -
| hello
> GET /1.0/instances/c1/files?path=%2Fetc%2Fmotd x3
> GET /1.0/instances/c1/files?path=%2Froot%2Flink x4
> GET /1.0/instances/c1/sftp
`)
}

// TestCreateMore covers files, directories and links over SFTP.
func TestCreateMore(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus", SFTP: true}, `
given init --empty c1
$ lxc file create c1/a --mode 0600
> GET /1.0/instances/c1/sftp
$ lxc file create c1/d --type directory
> GET /1.0/instances/c1/sftp
$ lxc file create c1/l a --type symlink
> GET /1.0/instances/c1/sftp
$ lxc file create c1/l --type symlink
! Error: --type symlink requires a target path, and other types do not accept one
= 2
$ lxc file create c1/x a
! Error: --type symlink requires a target path, and other types do not accept one
= 2
$ lxc file create c1/x --type nosuch
! Error: unknown type "nosuch" (must be one of: file, directory, symlink)
= 2
> GET /1.0/instances/c1/sftp
$ lxc file create c1/no/dir/x
! Error: Not Found
= 3
> GET /1.0/instances/c1/sftp
$ lxc file create c1/no/dir/x -p
> GET /1.0/instances/c1/sftp
$ lxc file create c1/a
! Error: path "c1/a" on remote "local": /a already exists; use --force to replace it
= 1
> GET /1.0/instances/c1/sftp
$ lxc file create c1/a --force
> GET /1.0/instances/c1/sftp
$~ lxc file pull -r c1/ $DIR/out -p
> GET /1.0/instances/c1/sftp
tree out
| -rw-r--r-- a
| drwxr-xr-x d
| Lrwxrwxrwx l -> a
| drwxr-x--- no
| drwxr-x--- no/dir
| -rw-r--r-- no/dir/x
`)
}
