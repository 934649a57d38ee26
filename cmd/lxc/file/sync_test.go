package file_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestSync synchronizes directories.
func TestSync(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus", SFTP: true}, `
given image import $IMAGE --alias bb
given init bb c1
$ lxc file sync $DIR c1/root/
! 0 copied, 0 deleted, 0 unchanged
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

// TestSyncUp copies changed files to an instance, and deletes others only with --delete.
func TestSyncUp(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus", SFTP: true}, `
given init --empty c1
file site/index.html
< hello
file site/css/a.css
< body
link site/link index.html
$~ lxc file sync $DIR/site c1/srv
! 4 copied, 0 deleted, 0 unchanged
> GET /1.0/instances/c1/sftp
$~ lxc file pull -r c1/srv $DIR/back
> GET /1.0/instances/c1/sftp
tree back
| drwxr-xr-x srv
| drwx------ srv/css
| -rw------- srv/css/a.css
| -rw------- srv/index.html
| Lrwxrwxrwx srv/link -> index.html
$~ lxc file sync $DIR/site c1/srv
! 0 copied, 0 deleted, 3 unchanged
> GET /1.0/instances/c1/sftp
file site/index.html
< changed
$~ lxc file sync $DIR/site c1/srv --checksum --dry-run
| copy index.html
! 1 copied, 0 deleted, 2 unchanged
> GET /1.0/instances/c1/sftp
file site/new.html
< new
$~ lxc file sync $DIR/site c1/srv --checksum
! 2 copied, 0 deleted, 2 unchanged
> GET /1.0/instances/c1/sftp
$ lxc file pull c1/srv/index.html -
| changed
> GET /1.0/instances/c1/sftp
given file push $DIR/site/new.html c1/srv/extra/deep.html -p
$~ lxc file sync $DIR/site c1/srv --delete -n
| delete extra
! 0 copied, 1 deleted, 4 unchanged
> GET /1.0/instances/c1/sftp
$~ lxc file sync $DIR/site c1/srv --delete
! 0 copied, 1 deleted, 4 unchanged
> GET /1.0/instances/c1/sftp
$ lxc file pull c1/srv/extra/deep.html -
! Error: Not Found
= 3
> GET /1.0/instances/c1/sftp
$~ lxc file sync $DIR/site c1/srv --size-only
! 0 copied, 0 deleted, 4 unchanged
> GET /1.0/instances/c1/sftp
$ lxc file sync $DIR/site/index.html c1/srv
! Error: open $DIR/site/index.html: not a directory
= 1
> GET /1.0/instances/c1/sftp
$ lxc file sync $DIR/nosuch c1/srv
! Error: open $DIR/nosuch: no such file or directory
= 1
> GET /1.0/instances/c1/sftp
$ lxc file sync $DIR/site c1/srv/index.html
! Error: path "c1/srv/index.html" on remote "local": sftp: "mkdirat srv/index.html: file exists" (SSH_FX_FAILURE)
= 1
> GET /1.0/instances/c1/sftp
$ lxc file sync c1/a c2/b
! Error: exactly one of the two directories must be local (start with a slash or a dot)
= 2
$ lxc file sync $DIR/a $DIR/b
! Error: exactly one of the two directories must be local (start with a slash or a dot)
= 2
$ lxc file sync $DIR/site nowhere:c1/srv
! Error: remote "nowhere" does not exist
= 3
`)
}

// TestSyncDown copies changed files from an instance.
func TestSyncDown(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus", SFTP: true}, `
given init --empty c1
file a/one
< 1
file a/sub/two
< 2
link a/sub/away /etc/passwd
given file push -r $DIR/a/one $DIR/a/sub c1/srv/ -p
$~ lxc file sync c1/srv $DIR/here
! 4 copied, 0 deleted, 0 unchanged
> GET /1.0/instances/c1/sftp
tree here
| -rw------- one
| drwx------ sub
| Lrwxrwxrwx sub/away -> /etc/passwd
| -rw------- sub/two
cat here/sub/two
| 2
$~ lxc file sync c1/srv $DIR/here
! 0 copied, 0 deleted, 3 unchanged
> GET /1.0/instances/c1/sftp
file here/more/x
< x
file here/one
< other
# A directory in the place of a link, and the other way round.
$~ lxc file sync c1/srv $DIR/here --delete -c
! 1 copied, 1 deleted, 2 unchanged
> GET /1.0/instances/c1/sftp
tree here
| -rw------- one
| drwx------ sub
| Lrwxrwxrwx sub/away -> /etc/passwd
| -rw------- sub/two
cat here/one
| 1
$ lxc file sync c1/srv/one $DIR/here2
! Error: path "c1/srv/one" on remote "local": not a directory
= 1
> GET /1.0/instances/c1/sftp
$ lxc file sync c1/nosuch $DIR/here2
! Error: Not Found
= 3
> GET /1.0/instances/c1/sftp
$ lxc file sync nosuch/srv $DIR/here2
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch/files?path=%2Fsrv
> GET /1.0/instances/nosuch/sftp
`)
}

// TestSyncREST works without SFTP.
func TestSyncREST(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
file site/index.html
< hello
file site/sub/x
< x
link site/l x
$~ lxc file sync $DIR/site c1/srv
! 4 copied, 0 deleted, 0 unchanged
> GET /1.0/instances/c1/files?path=%2Fsrv x3
> GET /1.0/instances/c1/files?path=%2Fsrv%2Fsub x3
> GET /1.0/instances/c1/sftp
> POST /1.0/instances/c1/files?path=%2Fsrv [x-incus-mode: 0755] [x-incus-type: directory] [x-lxd-mode: 0755] [x-lxd-type: directory]
> POST /1.0/instances/c1/files?path=%2Fsrv%2Findex.html [x-incus-gid: 0] [x-incus-mode: 0600] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0600] [x-lxd-type: file] [x-lxd-uid: 0] "hello\n"
> POST /1.0/instances/c1/files?path=%2Fsrv%2Fl [x-incus-type: symlink] [x-lxd-type: symlink] "x"
> POST /1.0/instances/c1/files?path=%2Fsrv%2Fsub [x-incus-mode: 0700] [x-incus-type: directory] [x-lxd-mode: 0700] [x-lxd-type: directory]
> POST /1.0/instances/c1/files?path=%2Fsrv%2Fsub%2Fx [x-incus-gid: 0] [x-incus-mode: 0600] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0600] [x-lxd-type: file] [x-lxd-uid: 0] "x\n"
$~ lxc file sync $DIR/site c1/srv --size-only
! 0 copied, 0 deleted, 3 unchanged
> GET /1.0/instances/c1/files?path=%2Fsrv x3
> GET /1.0/instances/c1/files?path=%2Fsrv%2Findex.html
> GET /1.0/instances/c1/files?path=%2Fsrv%2Fl x2
> GET /1.0/instances/c1/files?path=%2Fsrv%2Fsub x3
> GET /1.0/instances/c1/files?path=%2Fsrv%2Fsub%2Fx
> GET /1.0/instances/c1/sftp
$~ lxc file sync c1/srv $DIR/here
! 4 copied, 0 deleted, 0 unchanged
> GET /1.0/instances/c1/files?path=%2Fsrv x3
> GET /1.0/instances/c1/files?path=%2Fsrv%2Findex.html x3
> GET /1.0/instances/c1/files?path=%2Fsrv%2Fl x2
> GET /1.0/instances/c1/files?path=%2Fsrv%2Fsub x3
> GET /1.0/instances/c1/files?path=%2Fsrv%2Fsub%2Fx x3
> GET /1.0/instances/c1/sftp
tree here
| -rw------- index.html
| Lrwxrwxrwx l -> x
| drwx------ sub
| -rw------- sub/x
file site/index.html
< HELLO
$~ lxc file sync $DIR/site c1/srv --delete
! 1 copied, 0 deleted, 2 unchanged
> GET /1.0/instances/c1/files?path=%2Fsrv x3
> GET /1.0/instances/c1/files?path=%2Fsrv%2Findex.html x3
> GET /1.0/instances/c1/files?path=%2Fsrv%2Fl x2
> GET /1.0/instances/c1/files?path=%2Fsrv%2Fsub x3
> GET /1.0/instances/c1/files?path=%2Fsrv%2Fsub%2Fx x3
> GET /1.0/instances/c1/sftp
> POST /1.0/instances/c1/files?path=%2Fsrv%2Findex.html [x-incus-gid: 0] [x-incus-mode: 0600] [x-incus-type: file] [x-incus-uid: 0] [x-lxd-gid: 0] [x-lxd-mode: 0600] [x-lxd-type: file] [x-lxd-uid: 0] "HELLO\n"
$ lxc file pull c1/srv/index.html -
| HELLO
> GET /1.0/instances/c1/files?path=%2Fsrv%2Findex.html x3
> GET /1.0/instances/c1/sftp
`)
}
