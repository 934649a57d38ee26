package project_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestProjectCreate creates projects with all flags, and devices in the default profile.
func TestProjectCreate(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc project create p1 --network lxdbr0 --storage default
| Project p1 created
> POST /1.0/projects {"config":{},"description":"","name":"p1"}
> GET /1.0/profiles/default?project=p1
> PUT /1.0/profiles/default?project=p1 [if-match] {"config":{},"description":"Default profile","devices":{"eth0":{"name":"eth0","network":"lxdbr0","type":"nic"},"root":{"path":"/","pool":"default","type":"disk"}}}
$ lxc profile show default --project p1
| config: {}
| description: Default profile
| devices:
|   eth0:
|     name: eth0
|     network: lxdbr0
|     type: nic
|   root:
|     path: /
|     pool: default
|     type: disk
| name: default
| used_by: []
> GET /1.0/profiles/default?project=p1
$ lxc project create p2 -c features.networks=true -c limits.instances=3
< description: from input
< config: {user.a: "1"}
| Project p2 created
> POST /1.0/projects {"config":{"features.networks":"true","limits.instances":"3","user.a":"1"},"description":"from input","name":"p2"}
$ lxc project create p3 --storage nosuch -c features.profiles=false
| Project p3 created
> POST /1.0/projects {"config":{"features.profiles":"false"},"description":"","name":"p3"}
> GET /1.0/profiles/default?project=p3
> PUT /1.0/profiles/default?project=p3 [if-match] {"config":{},"description":"Default profile","devices":{"root":{"path":"/","pool":"nosuch","type":"disk"}}}
$ lxc project create p4 -c limits
! Error: invalid value "limits": use key=value
= 2
$ lxc project create p5
< [
! Error: invalid YAML: line 1: did not find expected node content
= 2
$ lxc project create
| (help)
$ lxc project create p6 user.a=1
! Error: unexpected argument "user.a=1"
= 2
answer POST /1.0/projects 400 Unknown project configuration key "nosuch"
$ lxc project create p7 -c nosuch=1
! Error: Unknown project configuration key "nosuch"
= 1
> POST /1.0/projects {"config":{"nosuch":"1"},"description":"","name":"p7"}
answer PUT /1.0/profiles/default?project=p8 400 Device validation failed
$ lxc project create p8 --network nosuch
| Project p8 created
! Error: Device validation failed
= 1
> POST /1.0/projects {"config":{},"description":"","name":"p8"}
> GET /1.0/profiles/default?project=p8
> PUT /1.0/profiles/default?project=p8 [if-match] {"config":{},"description":"Default profile","devices":{"eth0":{"name":"eth0","network":"nosuch","type":"nic"},"root":{"path":"/","pool":"default","type":"disk"}}}
$ incus project create p9
< description: from input
| Project p9 created
> POST /1.0/projects {"config":{},"description":"from input","name":"p9"}
`)
}
