package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestMove covers renaming, other projects and other servers.
func TestMove(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
given init bb c1
given init bb run
given start run
$ lxc move c1 c2
> POST /1.0/instances/c1 {"name":"c2","migration":false,"live":false,"target":null,"profiles":null}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc move c2 c3 --target-project nosuch
! Error: Migration API failure: Project not found
= 3
> POST /1.0/instances/c2 {"name":"c3","migration":true,"live":true,"target":null,"project":"nosuch","profiles":null}
given project create p1
$ lxc move c2 --target-project p1
> POST /1.0/instances/c2 {"name":"c2","migration":true,"live":true,"target":null,"project":"p1","profiles":null}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc move run run2
! Error: Renaming of running instance not allowed
= 1
> POST /1.0/instances/run {"name":"run2","migration":false,"live":false,"target":null,"profiles":null}
$ lxc move nosuch c9
! Error: Instance not found
= 3
> POST /1.0/instances/nosuch {"name":"c9","migration":false,"live":false,"target":null,"profiles":null}
$ lxc move run two: --mode relay
> GET /1.0/instances/run x2
> two: POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"run","source":{"type":"migration","base-image":"$HASH","mode":"push","live":true},"type":"container"}
> POST /1.0/instances/run {"name":"","migration":true,"live":true,"target":null,"profiles":null}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x2
> two: GET /1.0/operations/ID/wait?timeout=-1
> two: GET /1.0/operations/ID/websocket?secret=SECRET x2
> DELETE /1.0/instances/run
> GET /1.0/instances/run
> PUT /1.0/instances/run/state {"action":"stop","timeout":-1,"force":true,"stateful":false}
> GET /1.0/operations/ID/wait?timeout=-1
> DELETE /1.0/instances/run
> GET /1.0/operations/ID/wait?timeout=-1
given init bb c4
$ lxc move c4 two:c5 --mode relay
> GET /1.0/instances/c4 x2
> two: POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c5","source":{"type":"migration","base-image":"$HASH","mode":"push"},"type":"container"}
> POST /1.0/instances/c4 {"name":"","migration":true,"live":false,"target":null,"profiles":null}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x2
> two: GET /1.0/operations/ID/wait?timeout=-1
> two: GET /1.0/operations/ID/websocket?secret=SECRET x2
> DELETE /1.0/instances/c4
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc list two: -c n -f csv
| c5
| run
> two: GET /1.0/instances?recursion=1
$ lxc list --all-projects -c en -f csv
| p1,c2
> GET /1.0/instances?all-projects=true&recursion=1
$ lxc move
| (help)
`)
}

// TestMoveMore covers snapshots, pools, members and changes during the move.
func TestMoveMore(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
given snapshot c1 s0
given project create p1
$ lxc move c1/s0 c1/s1
> POST /1.0/instances/c1/snapshots/s0 {"name":"s1","migration":false,"target":null}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc move c1/s1 s2
! Error: a snapshot can only be renamed to c1/<new-name>; use copy to create an instance from it
= 2
$ lxc move c1/s1 c2/s2
! Error: a snapshot can only be renamed to c1/<new-name>; use copy to create an instance from it
= 2
$ lxc move c1/nosuch c1/s3
! Error: Instance snapshot not found
= 3
> POST /1.0/instances/c1/snapshots/nosuch {"name":"s3","migration":false,"target":null}
$ lxc move c1
! Error: the source and the target are the same
= 2
$ lxc move c1 c1
! Error: the source and the target are the same
= 2
$ lxc move c1 -s default
> POST /1.0/instances/c1 {"name":"c1","migration":true,"live":true,"target":null,"pool":"default","profiles":null}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc move c1 c2 -s default -c user.a=b -p default
> GET /1.0/instances/c1
> POST /1.0/instances/c1 {"name":"c2","migration":true,"live":true,"target":null,"pool":"default","profiles":["default"],"config":{"user.a":"b"}}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc move c2 c3 -c user.a=c
! Error: configuration, devices and profiles cannot be changed by a rename: use config set and profile assign
= 2
$ lxc move c2 c3 --stateless --instance-only -d root,size=2GiB
! Error: configuration, devices and profiles cannot be changed by a rename: use config set and profile assign
= 2
$ lxc move c2 nowhere:
! Error: remote "nowhere" does not exist
= 3
$ lxc move a b c
! Error: unexpected argument "c"
= 2
answer POST /1.0/instances/c2 403 not authorized
$ lxc move c2 c5
! Error: not authorized
= 4
> POST /1.0/instances/c2 {"name":"c5","migration":false,"live":false,"target":null,"profiles":null}
`)
}
