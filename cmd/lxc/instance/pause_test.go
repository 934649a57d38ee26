package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestPause freezes and resumes instances.
func TestPause(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
given init --empty c2
given start c1
$ lxc pause c1
> PUT /1.0/instances/c1/state {"action":"freeze","timeout":-1,"force":false,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc pause c1
> PUT /1.0/instances/c1/state {"action":"freeze","timeout":-1,"force":false,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc pause c2
! Error: The instance is already stopped
= 1
> PUT /1.0/instances/c2/state {"action":"freeze","timeout":-1,"force":false,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$~ lxc pause c1 nosuch
! nosuch: error: Instance not found
!
! Error: Some instances failed to pause
= 7
> GET /1.0/operations/ID/wait?timeout=-1
> PUT /1.0/instances/c1/state {"action":"freeze","timeout":-1,"force":false,"stateful":false}
> PUT /1.0/instances/nosuch/state {"action":"freeze","timeout":-1,"force":false,"stateful":false}
$ lxc exec c1 -- true
! Error: Instance is frozen
= 125
> POST /1.0/instances/c1/exec {"command":["true"],"wait-for-websocket":true,"interactive":false,"environment":{"TERM":"xterm"},"width":0,"height":0,"record-output":false,"user":0,"group":0,"cwd":""}
$ lxc start c1
> GET /1.0/instances/c1
> PUT /1.0/instances/c1/state {"action":"unfreeze","timeout":0,"force":false,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$~ lxc pause c1 c2
! c2: error: The instance is already stopped
!
! Error: Some instances failed to pause
= 7
> GET /1.0/operations/ID/wait?timeout=-1 x2
> PUT /1.0/instances/c1/state {"action":"freeze","timeout":-1,"force":false,"stateful":false}
> PUT /1.0/instances/c2/state {"action":"freeze","timeout":-1,"force":false,"stateful":false}
$ lxc resume c1
> PUT /1.0/instances/c1/state {"action":"unfreeze","timeout":-1,"force":false,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc resume c1
> PUT /1.0/instances/c1/state {"action":"unfreeze","timeout":-1,"force":false,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$~ lxc freeze --all
> GET /1.0/instances?recursion=1
> GET /1.0/operations/ID/wait?timeout=-1
> PUT /1.0/instances/c1/state {"action":"freeze","timeout":-1,"force":false,"stateful":false}
$~ lxc unfreeze --all
> GET /1.0/instances?recursion=1
> GET /1.0/operations/ID/wait?timeout=-1
> PUT /1.0/instances/c1/state {"action":"unfreeze","timeout":-1,"force":false,"stateful":false}
$ lxc pause
! (help)
$ lxc resume c1 --all
! Error: --all accepts only remotes, for example prod:
= 2
answer PUT /1.0/instances/c1/state 403 not authorized
$ lxc pause c1
! Error: not authorized
= 4
> PUT /1.0/instances/c1/state {"action":"freeze","timeout":-1,"force":false,"stateful":false}
`)
}
