package file_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestPull pulls files to disk and to standard output.
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
! Error: /etc is a directory: use --recursive
= 1
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

// TestPullMore covers directories, links, modes and existing files over SFTP.
func TestPullMore(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus", SFTP: true}, `
given init --empty c1
file d/one
< 1
file d/sub/two
< 2
link d/l one
link d/away /nosuch
given file push -r $DIR/d c1/srv -p
$~ lxc file pull -r c1/srv/d $DIR/out -p
> GET /1.0/instances/c1/sftp
tree out
| drwx------ d
| Lrwxrwxrwx d/away -> /nosuch
| Lrwxrwxrwx d/l -> one
| -rw------- d/one
| drwx------ d/sub
| -rw------- d/sub/two
$~ lxc file pull -r -L c1/srv/d/sub $DIR/out2 -p
> GET /1.0/instances/c1/sftp
tree out2
| drwx------ sub
| -rw------- sub/two
$ lxc file pull c1/srv/d/l $DIR/followed
> GET /1.0/instances/c1/sftp
cat followed
| 1
$ lxc file pull -P c1/srv/d/l $DIR/aslink
> GET /1.0/instances/c1/sftp
tree .
| Lrwxrwxrwx aslink -> one
| drwx------ d
| Lrwxrwxrwx d/away -> /nosuch
| Lrwxrwxrwx d/l -> one
| -rw------- d/one
| drwx------ d/sub
| -rw------- d/sub/two
| -rw------- followed
| drwxr-xr-x out
| drwx------ out/d
| Lrwxrwxrwx out/d/away -> /nosuch
| Lrwxrwxrwx out/d/l -> one
| -rw------- out/d/one
| drwx------ out/d/sub
| -rw------- out/d/sub/two
| drwxr-xr-x out2
| drwx------ out2/sub
| -rw------- out2/sub/two
$ lxc file pull c1/srv/d/away $DIR/x
! Error: path "c1/srv/d/away" on remote "local": sftp: "statat srv/d/away: path escapes from parent" (SSH_FX_FAILURE)
= 1
> GET /1.0/instances/c1/sftp
$ lxc file pull --no-clobber c1/srv/d/one $DIR/followed
! Error: $DIR/followed already exists (not replaced because of --no-clobber)
= 5
$ lxc file pull --no-clobber c1/srv/d/one $DIR/fresh
> GET /1.0/instances/c1/sftp
$ lxc file pull --mode 0400 c1/srv/d/one $DIR/mode
> GET /1.0/instances/c1/sftp
$ lxc file pull c1/srv/d/one c1/srv/d/sub/two $DIR/out
> GET /1.0/instances/c1/sftp x2
$ lxc file pull c1/srv/d/one c1/srv/d/sub/two $DIR/fresh
! Error: $DIR/fresh is not a directory
= 1
$ lxc file pull c1/srv/d $DIR/out
! Error: /srv/d is a directory: use --recursive
= 1
> GET /1.0/instances/c1/sftp
$ lxc file pull c1/srv/d/one $DIR/no/dir/one
! Error: path "c1/srv/d/one" on remote "local": open $DIR/no/dir: no such file or directory
= 1
> GET /1.0/instances/c1/sftp
$ lxc file pull -r c1/nosuch $DIR/out
! Error: Not Found
= 3
> GET /1.0/instances/c1/sftp
$ lxc file pull nowhere:c1/x -
! Error: remote "nowhere" does not exist
= 3
`)
}
