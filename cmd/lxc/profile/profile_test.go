package profile_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestProfile covers all verbs of profiles.
func TestProfile(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc profile create p1 --description words
| Profile p1 created
> POST /1.0/profiles {"config":{},"description":"words","devices":{},"name":"p1"}
$ lxc profile create p1
! Error: p1 already exists
= 5
> POST /1.0/profiles {"config":{},"description":"","devices":{},"name":"p1"}
$ lxc profile create p2
< config:
<   user.a: "1"
| Profile p2 created
> POST /1.0/profiles {"config":{"user.a":"1"},"description":"","devices":{},"name":"p2"}
$ lxc profile list
| +---------+-----------------+---------+
| |  NAME   |   DESCRIPTION   | USED BY |
| +---------+-----------------+---------+
| | default | Default profile | 0       |
| +---------+-----------------+---------+
| | p1      | words           | 0       |
| +---------+-----------------+---------+
| | p2      |                 | 0       |
| +---------+-----------------+---------+
> GET /1.0/profiles?recursion=1
$ lxc profile list -f csv
| default,Default profile,0
| p1,words,0
| p2,,0
> GET /1.0/profiles?recursion=1
$ lxc profile show p2
| config:
|   user.a: "1"
| description: ""
| devices: {}
| name: p2
| used_by: []
> GET /1.0/profiles/p2
$ lxc profile set p1 user.b=2
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{"user.b":"2"},"description":"words","devices":{}}
$ lxc profile get p1 user.b
| 2
> GET /1.0/profiles/p1
$ lxc profile unset p1 user.b
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{"user.b":""},"description":"words","devices":{}}
$ lxc profile get p1 nosuch
|
> GET /1.0/profiles/p1
$ lxc profile edit p1
< description: edited
< config: {}
> PUT /1.0/profiles/p1 {"config":{},"description":"edited","devices":null}
$ lxc profile device add p1 d1 none
| Device d1 added to p1
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{},"description":"edited","devices":{"d1":{"type":"none"}}}
$ lxc profile device list p1
| d1
> GET /1.0/profiles/p1
$ lxc profile device show p1
| d1:
|   type: none
> GET /1.0/profiles/p1
$ lxc profile device remove p1 d1
| Device d1 removed from p1
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{},"description":"edited","devices":{}}
$ lxc profile copy p1 p3
> GET /1.0/profiles/p1
> POST /1.0/profiles {"config":{},"description":"edited","devices":{},"name":"p3"}
$ lxc profile copy p1 p3
! Error: p3 already exists
= 5
> GET /1.0/profiles/p1
> POST /1.0/profiles {"config":{},"description":"edited","devices":{},"name":"p3"}
$ lxc profile copy p1 p3 --refresh
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p3 {"config":{},"description":"edited","devices":{}}
$ lxc profile rename p3 p4
| Profile p3 renamed to p4
> POST /1.0/profiles/p3 {"name":"p4"}
$ lxc profile rename p4 p1
! Error: p1 already exists
= 5
> POST /1.0/profiles/p4 {"name":"p1"}
$ lxc profile delete p4
| Profile p4 deleted
> DELETE /1.0/profiles/p4
$ lxc profile delete p4
! Error: not found: p4
= 3
> DELETE /1.0/profiles/p4
$ lxc profile show nosuch
! Error: not found: nosuch
= 3
> GET /1.0/profiles/nosuch
given init --empty c1
$ lxc profile add c1 p1
| Profile p1 added to c1
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{},"ephemeral":false,"profiles":["default","p1"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc profile add c1 p1
! Error: Duplicate profile found in request
= 5
> GET /1.0/instances/c1
$ lxc profile assign c1 default,p2
| Profiles applied to c1: default, p2
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{},"ephemeral":false,"profiles":["default","p2"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc profile assign c1 ''
| Profiles applied to c1:
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{},"ephemeral":false,"profiles":[],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc profile remove c1 p1
! Error: profile "p1" is not applied to the instance (applied profiles: )
= 3
> GET /1.0/instances/c1
$ lxc profile assign nosuch p1
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch
$ lxc profile add nosuch p1
! Error: Instance not found
= 3
> GET /1.0/instances/nosuch
$ lxc profile add c1
! Error: missing argument: <profile>
= 2
answer GET /1.0/profiles?recursion=1 403 not authorized
$ lxc profile list
! Error: not authorized
= 4
> GET /1.0/profiles?recursion=1
`)
}
