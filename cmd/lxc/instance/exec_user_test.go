package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestExecUser resolves accounts by name, with their group and home directory.
func TestExecUser(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
file passwd
< root:x:0:0:root:/root:/bin/sh
< web:x:0:0:Web:/srv:/bin/sh
< odd:x:minus:0::/:
< short:x:1
file group
< www:x:0:
< strange:x:y:
given init --empty c1
given start c1
given file push $DIR/passwd c1/etc/passwd -p
given file push $DIR/group c1/etc/group
$ lxc exec c1 --user web -- sh -c 'echo $USER $HOME $LOGNAME'
| web /srv web
> GET /1.0/instances/c1/files?path=%2Fetc%2Fpasswd
> POST /1.0/instances/c1/exec {"command":["sh","-c","echo $USER $HOME $LOGNAME"],"wait-for-websocket":true,"interactive":false,"environment":{"HOME":"/srv","LOGNAME":"web","TERM":"xterm","USER":"web"},"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":"/srv"}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x4
$ lxc exec c1 --user web --env USER=me --cwd / --group www -- sh -c 'echo $USER'
| me
> GET /1.0/instances/c1/files?path=%2Fetc%2Fgroup
> GET /1.0/instances/c1/files?path=%2Fetc%2Fpasswd
> POST /1.0/instances/c1/exec {"command":["sh","-c","echo $USER"],"wait-for-websocket":true,"interactive":false,"environment":{"HOME":"/srv","LOGNAME":"web","TERM":"xterm","USER":"me"},"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":"/"}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x4
$ lxc exec c1 --group www -- true
> GET /1.0/instances/c1/files?path=%2Fetc%2Fgroup
> POST /1.0/instances/c1/exec {"command":["true"],"wait-for-websocket":true,"interactive":false,"environment":{"TERM":"xterm"},"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x4
$ lxc exec c1 --user odd -- true
! Error: instance "c1" on remote "local": the user "odd" in the instance has an invalid ID
= 125
> GET /1.0/instances/c1/files?path=%2Fetc%2Fpasswd
$ lxc exec c1 --user short -- true
! Error: user "short" not found in the instance
= 3
> GET /1.0/instances/c1/files?path=%2Fetc%2Fpasswd
> POST /1.0/instances/c1/exec {"command":["getent","passwd","short"],"wait-for-websocket":true,"interactive":false,"environment":null,"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x4
$ lxc exec c1 --user nosuch -- true
! Error: user "nosuch" not found in the instance
= 3
> GET /1.0/instances/c1/files?path=%2Fetc%2Fpasswd
> POST /1.0/instances/c1/exec {"command":["getent","passwd","nosuch"],"wait-for-websocket":true,"interactive":false,"environment":null,"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x4
$ lxc exec c1 --group strange -- true
! Error: instance "c1" on remote "local": the user "strange" in the instance has an invalid ID
= 125
> GET /1.0/instances/c1/files?path=%2Fetc%2Fgroup
$ lxc exec c1 --group nosuch -- true
! Error: group "nosuch" not found in the instance
= 3
> GET /1.0/instances/c1/files?path=%2Fetc%2Fgroup
> POST /1.0/instances/c1/exec {"command":["getent","group","nosuch"],"wait-for-websocket":true,"interactive":false,"environment":null,"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x4
$ lxc exec nosuch --user web -- true
! Error: user "web" not found in the instance
= 3
> GET /1.0/instances/nosuch/files?path=%2Fetc%2Fpasswd
> POST /1.0/instances/nosuch/exec {"command":["getent","passwd","web"],"wait-for-websocket":true,"interactive":false,"environment":null,"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
answer GET /1.0/instances/c1/files?path=%2Fetc%2Fpasswd 403 not authorized
$ lxc exec c1 --user web -- true
! Error: not authorized
= 4
> GET /1.0/instances/c1/files?path=%2Fetc%2Fpasswd
$ lxc exec c1 --user 4294967296 -- true
! Error: user "4294967296" not found in the instance
= 3
> GET /1.0/instances/c1/files?path=%2Fetc%2Fpasswd
> POST /1.0/instances/c1/exec {"command":["getent","passwd","4294967296"],"wait-for-websocket":true,"interactive":false,"environment":null,"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x4
`)
}
