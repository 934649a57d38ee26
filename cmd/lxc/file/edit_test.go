package file_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestEdit covers content from standard input.
func TestEdit(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
given init bb c1
$ lxc file edit c1/etc/motd
< changed
> GET /1.0/instances/c1/files?path=%2Fetc%2Fmotd
> GET /1.0/instances/c1/sftp
> POST /1.0/instances/c1/files?path=%2Fetc%2Fmotd [x-incus-type: file] [x-lxd-type: file] "changed\n"
$ lxc file pull c1/etc/motd -
| changed
> GET /1.0/instances/c1/files?path=%2Fetc%2Fmotd x3
> GET /1.0/instances/c1/sftp
$ lxc file edit c1/etc/new
< new
> GET /1.0/instances/c1/files?path=%2Fetc%2Fnew
> GET /1.0/instances/c1/sftp
> POST /1.0/instances/c1/files?path=%2Fetc%2Fnew [x-incus-gid: 0] [x-incus-mode: 0644] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0644] [x-lxd-type: file] [x-lxd-uid: 0] "new\n"
$ lxc file edit nosuch/etc/motd
< x
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch/files?path=%2Fetc%2Fmotd
> GET /1.0/instances/nosuch/sftp
> POST /1.0/instances/nosuch/files?path=%2Fetc%2Fmotd [x-incus-gid: 0] [x-incus-mode: 0644] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0644] [x-lxd-type: file] [x-lxd-uid: 0] "x\n"
$ lxc file edit c1
< x
! Error: invalid path "c1": use [<remote>:]<instance>/<path>
= 1
`)
}

// TestEditMore covers the editor on a terminal, and text from standard input.
func TestEditMore(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus", SFTP: true}, `
given init --empty c1
file one
< hello
given file push $DIR/one c1/srv/one -p --mode 0640
$t lxc file edit c1/srv/one
< s/hello/bye/
> GET /1.0/instances/c1/sftp
$ lxc file pull c1/srv/one -
| bye
> GET /1.0/instances/c1/sftp
$t lxc file edit c1/srv/one
< s/nothing/else/
> GET /1.0/instances/c1/sftp
$t lxc file edit c1/srv/nosuch
< s/a/b/
| Error: Not Found
|   path "c1/srv/nosuch" on remote "local"
= 3
> GET /1.0/instances/c1/sftp
$ lxc file edit c1/srv/one
< by stdin
> GET /1.0/instances/c1/sftp
$ lxc file pull c1/srv/one $DIR/back
> GET /1.0/instances/c1/sftp
tree .
| -rw-r----- back
| -rw------- one
$ lxc file edit c1/srv
< x
! Error: path "c1/srv" on remote "local": sftp: "openat srv: is a directory" (SSH_FX_FAILURE)
= 1
> GET /1.0/instances/c1/sftp
$ lxc file edit c1/srv/fresh
< fresh
> GET /1.0/instances/c1/sftp
$ lxc file edit nosuch/x
< x
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch/files?path=%2Fx
> GET /1.0/instances/nosuch/sftp
> POST /1.0/instances/nosuch/files?path=%2Fx [x-incus-gid: 0] [x-incus-mode: 0644] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0644] [x-lxd-type: file] [x-lxd-uid: 0] "x\n"
$ lxc file edit c1
! Error: invalid path "c1": use [<remote>:]<instance>/<path>
= 1
`)
}
