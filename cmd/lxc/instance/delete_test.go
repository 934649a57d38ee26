package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestDelete covers instances and snapshots, and refuses running ones.
func TestDelete(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
given snapshot c1 s0
given init --empty run
given start run
$ lxc delete c1/s0
> DELETE /1.0/instances/c1/snapshots/s0
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc delete c1/s0
! Error: Failed checking instance snapshot exists "local:c1/s0": Instance snapshot not found
= 3
> DELETE /1.0/instances/c1/snapshots/s0
> GET /1.0/instances/c1/snapshots/s0
$ lxc delete run
! Error: the instance is running: stop it first, or use --force
= 1
> GET /1.0/instances/run
$ lxc delete nosuch
! Error: Failed checking instance exists "local:nosuch": Instance not found
= 3
> GET /1.0/instances/nosuch x2
$~ lxc delete c1 nosuch
! Error: Failed checking instance exists "local:nosuch": Instance not found
= 3
> GET /1.0/instances
> GET /1.0/instances/c1/snapshots
> GET /1.0/instances/nosuch
$ lxc delete run --force
> DELETE /1.0/instances/run
> GET /1.0/instances/run
> PUT /1.0/instances/run/state {"action":"stop","timeout":-1,"force":true,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
> DELETE /1.0/instances/run
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc delete c1
> GET /1.0/instances/c1
> DELETE /1.0/instances/c1
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc list -f csv
> GET /1.0/instances?recursion=1
$ lxc delete
| (help)
given init --empty c2
given snapshot c2 s0

# One that does not exist: nothing is deleted. One that the server protects: the others are, and the exit code says partly.
$~ lxc delete c2/s0 c2/nosuch
! Error: Failed checking instance snapshot exists "local:c2/nosuch": Instance snapshot not found
= 3
> GET /1.0/instances
> GET /1.0/instances/c2/snapshots/nosuch
> GET /1.0/instances/c2/snapshots/s0
$~ lxc delete c2 c2/nosuch
! Error: Failed checking instance snapshot exists "local:c2/nosuch": Instance snapshot not found
= 3
> GET /1.0/instances
> GET /1.0/instances/c2/snapshots/nosuch
given init --empty c3
answer DELETE /1.0/instances/c2 403 Instance is protected
$~ lxc delete c2 c3
! Error: c2: Instance is protected
= 7
> DELETE /1.0/instances/c2
> DELETE /1.0/instances/c3
> GET /1.0/instances
> GET /1.0/instances/c2
> GET /1.0/instances/c3
> GET /1.0/operations/ID/wait?timeout=-1
answer DELETE /1.0/instances/c2 403 not authorized
$ lxc delete c2
! Error: not authorized
= 4
> GET /1.0/instances/c2
> DELETE /1.0/instances/c2
$ lxc delete c2 --interactive
< no
| Delete local:c2? (yes/no) [no]: \c
! Error: canceled: nothing was deleted
= 1
> GET /1.0/instances
$ lxc delete c2 --interactive
< yes
| Delete local:c2? (yes/no) [no]: \c
> GET /1.0/instances
> GET /1.0/instances/c2
> DELETE /1.0/instances/c2
> GET /1.0/operations/ID/wait?timeout=-1
`)
}
