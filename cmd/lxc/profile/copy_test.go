package profile_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestProfileCopy copies within a server, to another project and to another server.
func TestProfileCopy(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given profile create p1 user.a=1 --description words
given project create other
$ lxc profile copy p1 p2
> GET /1.0/profiles/p1
> POST /1.0/profiles {"config":{"user.a":"1"},"description":"words","devices":{},"name":"p2"}
$ lxc profile copy p1 two:
> GET /1.0/profiles/p1
> two: POST /1.0/profiles {"config":{"user.a":"1"},"description":"words","devices":{},"name":"p1"}
$ lxc profile copy p1 two:p9
> GET /1.0/profiles/p1
> two: POST /1.0/profiles {"config":{"user.a":"1"},"description":"words","devices":{},"name":"p9"}
$ lxc profile copy two:p9 p3
> two: GET /1.0/profiles/p9
> POST /1.0/profiles {"config":{"user.a":"1"},"description":"words","devices":{},"name":"p3"}
$ lxc profile copy p1 p1 --target-project other
> GET /1.0/profiles/p1
> POST /1.0/profiles?project=other {"config":{"user.a":"1"},"description":"words","devices":{},"name":"p1"}
$ lxc profile copy p1 p4 --refresh
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p4 {"config":{"user.a":"1"},"description":"words","devices":{}}
> POST /1.0/profiles {"config":{"user.a":"1"},"description":"words","devices":{},"name":"p4"}
$ lxc profile copy p1 p2 --refresh
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p2 {"config":{"user.a":"1"},"description":"words","devices":{}}
$ lxc profile copy nosuch p5
! Error: not found: nosuch
= 3
> GET /1.0/profiles/nosuch
$ lxc profile copy p1
! Error: missing argument: <new-name>
= 2
$ lxc profile copy p1 nosuch:p5
! Error: remote "nosuch" does not exist
= 3
answer PUT /1.0/profiles/p2 403 not authorized
$ lxc profile copy p1 p2 --refresh
! Error: not authorized
= 4
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p2 {"config":{"user.a":"1"},"description":"words","devices":{}}
$ lxc profile copy p1 p5 p6
! Error: unexpected argument "p6"
= 2
`)
}
