package instance_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestWaitInside checks conditions inside the instance: a file, a command, cloud-init.
func TestWaitInside(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
given init --empty off
given start c1
given file push -p $IMAGE c1/root/there
$ lxc wait c1 running
> GET /1.0/instances/c1/state
$ lxc wait c1 ready
> GET /1.0/instances/c1
$~ lxc wait c1 running file=/root/there 'cmd=test 1 = 1'
> GET /1.0/instances/c1 x2
> GET /1.0/instances/c1/files?path=%2Froot%2Fthere
> GET /1.0/instances/c1/state
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x4
> POST /1.0/instances/c1/exec {"command":["sh","-c","test 1 = 1"],"wait-for-websocket":true,"interactive":false,"environment":null,"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
$ lxc wait c1 file=/root/there file=/etc/nosuch --timeout 0
! timed out waiting for c1: "file=/etc/nosuch"
= 124
> GET /1.0/instances/c1 x2
> GET /1.0/instances/c1/files?path=%2Fetc%2Fnosuch
> GET /1.0/instances/c1/files?path=%2Froot%2Fthere
$~ lxc wait c1 cmd=false --timeout 0
! timed out waiting for c1: "cmd=false"
= 124
> GET /1.0/instances/c1
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x4
> POST /1.0/instances/c1/exec {"command":["sh","-c","false"],"wait-for-websocket":true,"interactive":false,"environment":null,"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
$ lxc wait off cmd=true file=/ --timeout 0
! timed out waiting for off: "cmd=true"
= 124
> GET /1.0/instances/off
$ lxc wait off ready --timeout 0
! timed out waiting for off: "ready"
= 124
> GET /1.0/instances/off
$ lxc wait nosuch ready
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch
$ lxc wait nosuch file=/x
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch
$ lxc wait c1 file=
! Error: unknown condition "file=" (must be one of: running, ready, agent, ip, ipv4, ipv6, status=STATUS, cloud-init, file=PATH, cmd=COMMAND)
= 2
$ lxc wait c1 cmd
! Error: unknown condition "cmd" (must be one of: running, ready, agent, ip, ipv4, ipv6, status=STATUS, cloud-init, file=PATH, cmd=COMMAND)
= 2
answer GET /1.0/instances/c1 200 {"name":"c1","type":"virtual-machine","status_code":103}
answer GET /1.0/instances/c1/state 200 {"status":"Running","processes":-1}
$ lxc wait c1 ready --timeout 0
! timed out waiting for c1: "ready"
= 124
> GET /1.0/instances/c1
> GET /1.0/instances/c1/state
answer GET /1.0/instances/c1 200 {"name":"c1","type":"virtual-machine","status_code":103}
answer GET /1.0/instances/c1/state 200 {"status":"Running","processes":3}
$ lxc wait c1 ready
> GET /1.0/instances/c1
> GET /1.0/instances/c1/state
answer GET /1.0/instances/c1/files?path=%2Fx 403 not authorized
$ lxc wait c1 file=/x
! Error: not authorized
= 4
> GET /1.0/instances/c1
> GET /1.0/instances/c1/files?path=%2Fx
`)
}

// TestWaitCloudInit covers the statuses of cloud-init.
func TestWaitCloudInit(t *testing.T) {
	t.Parallel()
	env := started(t, minilxd.Options{})
	bin := t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "cloud-init"), []byte("#!/bin/sh\necho \"status: $SAYS\"\n"), 0o700); err != nil { //nolint:gosec // a program
		t.Fatal(err)
	}
	env.Must("config", "set", "c1", "environment.PATH="+bin+":/usr/bin:/bin")
	for says, code := range map[string]int{"done": 0, "disabled": 0, "degraded done": 0, "running": 124, "not run": 124, "error": 1} {
		env.Must("config", "set", "c1", "environment.SAYS="+says)
		if r := env.Run("", "wait", "c1", "cloud-init", "--timeout", "0"); r.Code != code {
			t.Errorf("%s: %+v", says, r)
		}
	}
	if err := os.Remove(filepath.Join(bin, "cloud-init")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/bin/sh", filepath.Join(bin, "sh")); err != nil {
		t.Fatal(err)
	}
	env.Must("config", "set", "c1", "environment.PATH="+bin)
	if r := env.Run("", "wait", "c1", "cloud-init"); r.Code != 1 || !strings.Contains(r.ErrOut, "cloud-init is not installed in the instance") {
		t.Errorf("%+v", r)
	}
}

// TestWaitCommand checks that a command that takes too long is ended.
func TestWaitCommand(t *testing.T) {
	t.Parallel()
	env := started(t, minilxd.Options{})
	if r := env.Run("", "wait", "c1", "cmd=sleep 1000", "--timeout", "1"); r.Code != 124 {
		t.Errorf("%+v", r)
	}
}

// TestWaitEvent checks that an event ends the wait long before the interval is over.
func TestWaitEvent(t *testing.T) {
	t.Parallel()
	env := started(t, minilxd.Options{})
	p := env.OnTerminal(t, "wait", "c1", "status=stopped", "--interval", "1000")
	p.Sees("Waiting for c1: status=stopped")
	env.Must("stop", "c1", "--force")
	env.Server.Announce("instance-stopped", "/1.0/instances/c1")
	if code := p.Ends(); code != 0 {
		t.Errorf("exit code %d: %q", code, p.Screen())
	}
}

// TestLaunchWait waits for the condition in --wait after the start.
func TestLaunchWait(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
$ lxc launch bb c1 --wait
| Creating c1
| Starting c1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c1","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
> PUT /1.0/instances/c1/state {"action":"start","timeout":-1,"force":false,"stateful":false}
> GET /1.0/instances/c1
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc launch bb c2 --wait=running --wait=ready
| Creating c2
| Starting c2
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c2","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
> PUT /1.0/instances/c2/state {"action":"start","timeout":-1,"force":false,"stateful":false}
> GET /1.0/instances/c2
> GET /1.0/instances/c2/state
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc launch bb c3 --wait=file=/nosuch --timeout 0
| Creating c3
| Starting c3
! timed out waiting for c3: "file=/nosuch"
= 124
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c3","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
> PUT /1.0/instances/c3/state {"action":"start","timeout":-1,"force":false,"stateful":false}
> GET /1.0/instances/c3
> GET /1.0/instances/c3/files?path=%2Fnosuch
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc launch bb c4 --wait=nosuch
! Error: unknown condition "nosuch" (must be one of: running, ready, agent, ip, ipv4, ipv6, status=STATUS, cloud-init, file=PATH, cmd=COMMAND)
= 2
$ lxc launch bb c4 --timeout 5
! Error: --timeout requires --wait
= 2
`)
}
