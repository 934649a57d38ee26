package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestInit has instances from images, profiles and keys.
func TestInit(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
given profile create p1
$ lxc init bb c1
| Creating c1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c1","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc init bb c2 -p default -p p1 -c user.k=v -d root,size=1GiB -e
| Creating c2
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> GET /1.0/profiles/default
> GET /1.0/profiles/p1
> POST /1.0/instances {"architecture":"","config":{"user.k":"v"},"devices":{"root":{"path":"/","pool":"default","size":"1GiB","type":"disk"}},"ephemeral":true,"profiles":["default","p1"],"stateful":false,"description":"","name":"c2","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc init bb c3 --no-profiles -s default
| Creating c3
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> GET /1.0/storage-pools/default
> POST /1.0/instances {"architecture":"","config":{},"devices":{"root":{"path":"/","pool":"default","type":"disk"}},"ephemeral":false,"profiles":[],"stateful":false,"description":"","name":"c3","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc init bb c1
| Creating c1
! Error: Instance "c1" already exists
= 5
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c1","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
$ lxc init nosuch c4
| Creating c4
! Error: Image not found
= 3
> GET /1.0/images/aliases/nosuch
> GET /1.0/images/nosuch
$ lxc init --empty c5
| Creating c5
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c5","source":{"type":"none"}}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc init --empty c6 --vm
| Creating c6
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c6","source":{"type":"none"},"type":"virtual-machine"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc init bb c7 -t c1-m1
| Creating c7
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c7","source":{"type":"image","fingerprint":"$HASH"},"instance_type":"c1-m1","type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc init bb c8 -n nosuch
| Creating c8
! Error: Failed loading network "nosuch": not found: nosuch
= 3
> GET /1.0/networks/nosuch
$ lxc init bb c9 -p nosuch
| Creating c9
! Error: Requested profile "nosuch" doesn't exist
= 1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":["nosuch"],"stateful":false,"description":"","name":"c9","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
$ lxc init bb c10 -d root
| Creating c10
! Error: invalid device "root": use name,key=value
= 2
$ lxc init bb c11 -c user.k
| Creating c11
! Error: invalid value "user.k": use key=value
= 2
$ lxc init bb c12
< config:
<   user.from: stdin
< description: from a file
| Creating c12
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{"user.from":"stdin"},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"from a file","name":"c12","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc config get c12 user.from
| stdin
> GET /1.0/instances/c12
$ lxc init bb c13 -q
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c13","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc init bb c14 --project nosuch
| Creating c14
! Error: Project not found
= 3
> GET /1.0/images/aliases/bb?project=nosuch
> GET /1.0/images/bb?project=nosuch
answer POST /1.0/instances 403 not authorized
$ lxc init bb c15
| Creating c15
! Error: not authorized
= 4
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c15","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
`)
}
