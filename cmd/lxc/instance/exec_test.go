package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestExec runs real processes in the built-in server.
func TestExec(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
given init bb c1
$ lxc exec c1 -- true
! Error: Instance is not running
= 125
> POST /1.0/instances/c1/exec {"command":["true"],"wait-for-websocket":true,"interactive":false,"environment":{"TERM":"xterm"},"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
given start c1
$ lxc exec c1 -- echo a b
| a b
> POST /1.0/instances/c1/exec {"command":["echo","a","b"],"wait-for-websocket":true,"interactive":false,"environment":{"TERM":"xterm"},"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x4
$ lxc exec c1 -- sh -c 'echo out; echo err >&2; exit 5'
| out
! err
= 5
> POST /1.0/instances/c1/exec {"command":["sh","-c","echo out; echo err \u003e\u00262; exit 5"],"wait-for-websocket":true,"interactive":false,"environment":{"TERM":"xterm"},"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x4
$ lxc exec c1 -- cat
< one
< two
| one
| two
> POST /1.0/instances/c1/exec {"command":["cat"],"wait-for-websocket":true,"interactive":false,"environment":{"TERM":"xterm"},"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x4
$ lxc exec c1 -n -- cat
< not read
> POST /1.0/instances/c1/exec {"command":["cat"],"wait-for-websocket":true,"interactive":false,"environment":{"TERM":"xterm"},"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x4
$ lxc exec c1 --env A=1 --env B= --cwd / -- sh -c 'echo $A$B; pwd'
| 1
| $SERVER/instances/default_c1/rootfs
> POST /1.0/instances/c1/exec {"command":["sh","-c","echo $A$B; pwd"],"wait-for-websocket":true,"interactive":false,"environment":{"A":"1","B":"","TERM":"xterm"},"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":"/"}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x4
$ lxc exec c1 --user 1000 --group 1000 -T -- echo plain
| plain
> POST /1.0/instances/c1/exec {"command":["echo","plain"],"wait-for-websocket":true,"interactive":false,"environment":{"TERM":"xterm"},"width":0,"height":0,"record-output":false,"user":1000,"group":1000,"cwd":""}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x4
$ lxc exec c1 -t -- echo terminal
| terminal\r
> POST /1.0/instances/c1/exec {"command":["echo","terminal"],"wait-for-websocket":true,"interactive":true,"environment":{"TERM":"xterm"},"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x2
$ lxc exec c1 --mode non-interactive -- echo mode
| mode
> POST /1.0/instances/c1/exec {"command":["echo","mode"],"wait-for-websocket":true,"interactive":false,"environment":{"TERM":"xterm"},"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x4
$ lxc exec c1 --mode nosuch -- echo mode
! Error: unknown mode "nosuch" (must be one of: auto, interactive, non-interactive)
= 2
$ lxc exec c1 -t -T -- echo both
! Error: choose one of -t, -T and --mode
= 2
$ lxc exec c1 -- /nosuch
! Error: Command not found
= 127
> POST /1.0/instances/c1/exec {"command":["/nosuch"],"wait-for-websocket":true,"interactive":false,"environment":{"TERM":"xterm"},"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x4
$ lxc exec nosuch -- true
! Error: Instance not found
= 3
> POST /1.0/instances/nosuch/exec {"command":["true"],"wait-for-websocket":true,"interactive":false,"environment":{"TERM":"xterm"},"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
$ lxc exec c1
! Error: missing argument: <command line>
= 2
$ lxc exec c1 -- sh -c 'kill -9 $$'
= 137
> POST /1.0/instances/c1/exec {"command":["sh","-c","kill -9 $$"],"wait-for-websocket":true,"interactive":false,"environment":{"TERM":"xterm"},"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x4
answer POST /1.0/instances/c1/exec 403 not authorized
$ lxc exec c1 -- true
! Error: not authorized
= 4
> POST /1.0/instances/c1/exec {"command":["true"],"wait-for-websocket":true,"interactive":false,"environment":{"TERM":"xterm"},"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
`)
}

// TestExecNoWait checks that the command runs detached, and that the location of its output is printed.
func TestExecNoWait(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
$ lxc exec c1 --no-wait -- true
! Error: Instance is not running
= 125
> POST /1.0/instances/c1/exec {"command":["true"],"wait-for-websocket":false,"interactive":false,"environment":{"TERM":"xterm"},"width":0,"height":0,"record-output":true,"user":0,"group":0,"cwd":""}
given start c1
$ lxc exec c1 --no-wait -t -- true
| ID
> POST /1.0/instances/c1/exec {"command":["true"],"wait-for-websocket":false,"interactive":false,"environment":{"TERM":"xterm"},"width":0,"height":0,"record-output":true,"user":0,"group":0,"cwd":""}
$ lxc exec c1 --no-wait --user nosuch -- true
! Error: user "nosuch" not found in the instance
= 3
> GET /1.0/instances/c1/files?path=%2Fetc%2Fpasswd
> POST /1.0/instances/c1/exec {"command":["getent","passwd","nosuch"],"wait-for-websocket":true,"interactive":false,"environment":null,"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x4
$ lxc exec c1 --env =x -- true
! Error: invalid environment variable "=x": use NAME=value
= 2
$ lxc exec nowhere:c1 -- true
! Error: remote "nowhere" does not exist
= 3
`)
}

// TestExecNoWaitOld checks the warning if the output is not recorded.
func TestExecNoWaitOld(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Bare: true}, `
answer POST /1.0/containers/c1/exec 202 {}
$ lxc exec c1 --no-wait -- true
| ID
! Warning: this server does not record command output
> POST /1.0/instances/c1/exec {"command":["true"],"wait-for-websocket":false,"interactive":false,"environment":{"TERM":"xterm"},"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
> POST /1.0/containers/c1/exec {"command":["true"],"wait-for-websocket":false,"interactive":false,"environment":{"TERM":"xterm"},"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
`)
}
