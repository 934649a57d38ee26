package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestState covers start, stop, restart, pause and resume.
func TestState(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
given init --empty c2
$ lxc start c1
> GET /1.0/instances/c1
> PUT /1.0/instances/c1/state {"action":"start","timeout":0,"force":false,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc start c1
! Error: The instance is already running
= 1
> GET /1.0/instances/c1
> PUT /1.0/instances/c1/state {"action":"start","timeout":0,"force":false,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc pause c1
> PUT /1.0/instances/c1/state {"action":"freeze","timeout":-1,"force":false,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc list -c ns -f csv
| c1,FROZEN
| c2,STOPPED
> GET /1.0/instances?recursion=1
$ lxc start c1
> GET /1.0/instances/c1
> PUT /1.0/instances/c1/state {"action":"unfreeze","timeout":0,"force":false,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc restart c1
> PUT /1.0/instances/c1/state {"action":"restart","timeout":-1,"force":false,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc restart c1 --force --timeout 5
> PUT /1.0/instances/c1/state {"action":"restart","timeout":5,"force":true,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc stop c1 --force
> PUT /1.0/instances/c1/state {"action":"stop","timeout":-1,"force":true,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc stop c1
! Error: The instance is already stopped
= 1
> PUT /1.0/instances/c1/state {"action":"stop","timeout":-1,"force":false,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc start nosuch
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch
$~ lxc start c1 nosuch
! nosuch: error: Instance not found
!
! Error: Some instances failed to start
= 7
> GET /1.0/instances/c1
> GET /1.0/instances/nosuch
> GET /1.0/operations/ID/wait?timeout=-1
> PUT /1.0/instances/c1/state {"action":"start","timeout":0,"force":false,"stateful":false}
$ lxc stop c1 --timeout 3
> PUT /1.0/instances/c1/state {"action":"stop","timeout":3,"force":false,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$~ lxc stop --all
> GET /1.0/instances?recursion=1
$ lxc stop c1 --all
! Error: --all accepts only remotes, for example prod:
= 2
$~ lxc start --all
> GET /1.0/instances/c1
> GET /1.0/instances/c2
> GET /1.0/instances?recursion=1
> GET /1.0/operations/ID/wait?timeout=-1 x2
> PUT /1.0/instances/c1/state {"action":"start","timeout":0,"force":false,"stateful":false}
> PUT /1.0/instances/c2/state {"action":"start","timeout":0,"force":false,"stateful":false}
$ lxc list -c ns -f csv
| c1,RUNNING
| c2,RUNNING
> GET /1.0/instances?recursion=1
$ lxc start c2 --stateless
! Error: The instance is already running
= 1
> GET /1.0/instances/c2
> PUT /1.0/instances/c2/state {"action":"start","timeout":0,"force":false,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc restart
! (help)
$~ lxc pause c1 c2 --quiet
> GET /1.0/operations/ID/wait?timeout=-1 x2
> PUT /1.0/instances/c1/state {"action":"freeze","timeout":-1,"force":false,"stateful":false}
> PUT /1.0/instances/c2/state {"action":"freeze","timeout":-1,"force":false,"stateful":false}
answer PUT /1.0/instances/c1/state 403 not authorized
$ lxc start c1
! Error: not authorized
= 4
> GET /1.0/instances/c1
> PUT /1.0/instances/c1/state {"action":"unfreeze","timeout":0,"force":false,"stateful":false}
`)
}
