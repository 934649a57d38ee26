package file_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestPush pushes files from disk and from standard input.
func TestPush(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
given init bb c1
file a.txt
< one
< two
file b.txt
< b
$ lxc file push $DIR/a.txt c1/root/
> GET /1.0/instances/c1/files?path=%2Froot
> GET /1.0/instances/c1/files?path=%2Froot%2Fa.txt
> POST /1.0/instances/c1/files?path=%2Froot%2Fa.txt [x-incus-gid: 0] [x-incus-mode: 0600] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0600] [x-lxd-type: file] [x-lxd-uid: 0] "one\ntwo\n"
$~ lxc file push $DIR/a.txt $DIR/b.txt c1/root/
> GET /1.0/instances/c1/files?path=%2Froot
> GET /1.0/instances/c1/files?path=%2Froot%2Fa.txt
> GET /1.0/instances/c1/files?path=%2Froot%2Fb.txt
> GET /1.0/instances/c1/sftp
> POST /1.0/instances/c1/files?path=%2Froot%2Fa.txt [x-incus-type: file] [x-lxd-type: file] "one\ntwo\n"
> POST /1.0/instances/c1/files?path=%2Froot%2Fb.txt [x-incus-gid: 0] [x-incus-mode: 0600] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0600] [x-lxd-type: file] [x-lxd-uid: 0] "b\n"
$ lxc file push $DIR/a.txt c1/root/name --mode 0600 --uid 5 --gid 6
> GET /1.0/instances/c1/files?path=%2Froot%2Fname
> GET /1.0/instances/c1/sftp
> POST /1.0/instances/c1/files?path=%2Froot%2Fname [x-incus-gid: 6] [x-incus-mode: 0600] [x-incus-type: file] [x-incus-uid: 5] [x-lxd-gid: 6] [x-lxd-mode: 0600] [x-lxd-type: file] [x-lxd-uid: 5] "one\ntwo\n"
$ lxc file push - c1/root/stdin
< from a pipe
> GET /1.0/instances/c1/files?path=%2Froot%2Fstdin
> GET /1.0/instances/c1/sftp
> POST /1.0/instances/c1/files?path=%2Froot%2Fstdin [x-incus-gid: 0] [x-incus-mode: 0600] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0600] [x-lxd-type: file] [x-lxd-uid: 0] "from a pipe\n"
$ lxc file push $DIR/a.txt c1/new/dir/a.txt
! Error: Not Found
= 3
> GET /1.0/instances/c1/files?path=%2Fnew%2Fdir%2Fa.txt
> POST /1.0/instances/c1/files?path=%2Fnew%2Fdir%2Fa.txt [x-incus-gid: 0] [x-incus-mode: 0600] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0600] [x-lxd-type: file] [x-lxd-uid: 0] "one\ntwo\n"
$ lxc file push -p $DIR/a.txt c1/new/dir/a.txt
> GET /1.0/instances/c1/files?path=%2Fnew x2
> GET /1.0/instances/c1/files?path=%2Fnew%2Fdir
> GET /1.0/instances/c1/files?path=%2Fnew%2Fdir%2Fa.txt
> POST /1.0/instances/c1/files?path=%2Fnew [x-incus-gid: 0] [x-incus-type: directory] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-type: directory] [x-lxd-uid: 0]
> GET /1.0/instances/c1/files?path=%2Fnew%2Fdir
> POST /1.0/instances/c1/files?path=%2Fnew%2Fdir [x-incus-gid: 0] [x-incus-type: directory] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-type: directory] [x-lxd-uid: 0]
> POST /1.0/instances/c1/files?path=%2Fnew%2Fdir%2Fa.txt [x-incus-gid: 0] [x-incus-mode: 0600] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0600] [x-lxd-type: file] [x-lxd-uid: 0] "one\ntwo\n"
$~ lxc file push -r $DIR c1/root/
> GET /1.0/instances/c1/files?path=%2Froot
> GET /1.0/instances/c1/files?path=%2Froot%2F001
> GET /1.0/instances/c1/sftp
> POST /1.0/instances/c1/files?path=%2Froot%2F001 [x-incus-gid: 0] [x-incus-mode: 0755] [x-incus-type: directory] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0755] [x-lxd-type: directory] [x-lxd-uid: 0]
> POST /1.0/instances/c1/files?path=%2Froot%2F001%2Fa.txt [x-incus-gid: 0] [x-incus-mode: 0600] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0600] [x-lxd-type: file] [x-lxd-uid: 0] "one\ntwo\n"
> POST /1.0/instances/c1/files?path=%2Froot%2F001%2Fb.txt [x-incus-gid: 0] [x-incus-mode: 0600] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0600] [x-lxd-type: file] [x-lxd-uid: 0] "b\n"
$ lxc file push $DIR c1/root/
! Error: $DIR is a directory: use --recursive
= 2
$ lxc file push $DIR/nosuch c1/root/
! Error: stat $DIR/nosuch: no such file or directory
= 1
$ lxc file push $DIR/a.txt nosuch/root/
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch/files?path=%2Froot
> GET /1.0/instances/nosuch/files?path=%2Froot%2Fa.txt
> POST /1.0/instances/nosuch/files?path=%2Froot%2Fa.txt [x-incus-gid: 0] [x-incus-mode: 0600] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0600] [x-lxd-type: file] [x-lxd-uid: 0] "one\ntwo\n"
$ lxc file push $DIR/a.txt c1
! Error: invalid path "c1": use [<remote>:]<instance>/<path>
= 1
$ lxc file push $DIR/a.txt
! Error: missing argument: [<remote>:]<instance>/<path>
= 2
answer POST /1.0/instances/c1/files?path=%2Froot%2Fx 403 not authorized
$ lxc file push $DIR/a.txt c1/root/x
! Error: not authorized
= 4
> GET /1.0/instances/c1/files?path=%2Froot%2Fx
> POST /1.0/instances/c1/files?path=%2Froot%2Fx [x-incus-gid: 0] [x-incus-mode: 0600] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0600] [x-lxd-type: file] [x-lxd-uid: 0] "one\ntwo\n"
`)
}

// TestPushMore covers directories, links, owners and modes over SFTP.
func TestPushMore(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus", SFTP: true}, `
given init --empty c1
file d/one
< 1
file d/sub/two
< 2
link d/l one
link top d/one
$~ lxc file push -r $DIR/d c1/srv -p
> GET /1.0/instances/c1/sftp
$~ lxc file pull -r c1/srv $DIR/back
> GET /1.0/instances/c1/sftp
tree back
| drwxr-xr-x srv
| drwx------ srv/d
| Lrwxrwxrwx srv/d/l -> one
| -rw------- srv/d/one
| drwx------ srv/d/sub
| -rw------- srv/d/sub/two
$ lxc file push $DIR/top c1/tmp/top -p
> GET /1.0/instances/c1/files?path=%2Ftmp x2
> GET /1.0/instances/c1/files?path=%2Ftmp%2Ftop
> POST /1.0/instances/c1/files?path=%2Ftmp [x-incus-gid: 0] [x-incus-type: directory] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-type: directory] [x-lxd-uid: 0]
> POST /1.0/instances/c1/files?path=%2Ftmp%2Ftop [x-incus-gid: 0] [x-incus-mode: 0600] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0600] [x-lxd-type: file] [x-lxd-uid: 0] "1\n"
$ lxc file push -P $DIR/top c1/tmp/link
> GET /1.0/instances/c1/files?path=%2Ftmp%2Flink
> POST /1.0/instances/c1/files?path=%2Ftmp%2Flink [x-incus-type: symlink] [x-lxd-type: symlink] "d/one"
$ lxc file push -L -r $DIR/d c1/follow -p
> GET /1.0/instances/c1/sftp
$~ lxc file pull -r c1/follow $DIR/followed
> GET /1.0/instances/c1/sftp
tree followed
| drwxr-xr-x follow
| drwx------ follow/d
| -rw------- follow/d/l
| -rw------- follow/d/one
| drwx------ follow/d/sub
| -rw------- follow/d/sub/two
$ lxc file push --mode 0640 --uid 0 --gid 0 $DIR/d/one c1/tmp/mode
> GET /1.0/instances/c1/sftp
$ lxc file push --mode 9 $DIR/d/one c1/tmp/mode
! Error: invalid mode "9": use octal digits, for example 0644
= 2
$ lxc file push $DIR/d c1/tmp/
! Error: $DIR/d is a directory: use --recursive
= 2
$ lxc file push $DIR/nosuch c1/tmp/
! Error: stat $DIR/nosuch: no such file or directory
= 1
$ lxc file push $DIR/d/one $DIR/d/sub/two c1/tmp/
> GET /1.0/instances/c1/sftp
$ lxc file push $DIR/d/one $DIR/d/sub/two c1/tmp/mode
! Error: path "c1/tmp/mode" on remote "local": /tmp/mode is not a directory in the instance
= 1
> GET /1.0/instances/c1/sftp
$ lxc file push $DIR/d/one c1/no/dir/one
! Error: Not Found
= 3
> GET /1.0/instances/c1/files?path=%2Fno%2Fdir%2Fone
> POST /1.0/instances/c1/files?path=%2Fno%2Fdir%2Fone [x-incus-gid: 0] [x-incus-mode: 0600] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0600] [x-lxd-type: file] [x-lxd-uid: 0] "1\n"
$ lxc file push - c1/tmp/in
< from stdin
> GET /1.0/instances/c1/sftp
$ lxc file pull c1/tmp/in -
| from stdin
> GET /1.0/instances/c1/sftp
$ lxc file push - c1/tmp/
> GET /1.0/instances/c1/sftp
$ lxc file push $DIR/d/one
! Error: missing argument: [<remote>:]<instance>/<path>
= 2
$ lxc file push -r --mode 0600 $DIR/d c1/x
> GET /1.0/instances/c1/sftp
$ lxc file push -H -P $DIR/d/one c1/x
> GET /1.0/instances/c1/files?path=%2Fx
> GET /1.0/instances/c1/files?path=%2Fx%2Fone
> POST /1.0/instances/c1/files?path=%2Fx%2Fone [x-incus-gid: 0] [x-incus-mode: 0600] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0600] [x-lxd-type: file] [x-lxd-uid: 0] "1\n"
`)
}
