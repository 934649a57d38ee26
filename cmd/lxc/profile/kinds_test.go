package profile_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestProfileVerbs runs the generic verbs with their flags and errors.
func TestProfileVerbs(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc profile create p1 user.a=1 -c user.b=2 --description words
| Profile p1 created
> POST /1.0/profiles {"config":{"user.a":"1","user.b":"2"},"description":"words","devices":{},"name":"p1"}
$ lxc profile create p2
< config: {user.x: "1"}
< devices: {root: {type: disk, path: /, pool: default}}
| Profile p2 created
> POST /1.0/profiles {"config":{"user.x":"1"},"description":"","devices":{"root":{"path":"/","pool":"default","type":"disk"}},"name":"p2"}
$ lxc profile create p3
< [
! Error: invalid YAML: line 1: did not find expected node content
= 2
$ lxc profile create
| (help)
$ lxc profile list -f json
| [{"config":{},"description":"Default profile","devices":{"root":{"path":"/","pool":"default","type":"disk"}},"name":"default","used_by":[]},{"config":{"user.a":"1","user.b":"2"},"description":"words","devices":{},"name":"p1","used_by":[]},{"config":{"user.x":"1"},"description":"","devices":{"root":{"path":"/","pool":"default","type":"disk"}},"name":"p2","used_by":[]}]
> GET /1.0/profiles?recursion=1
$ lxc profile list -f compact
|    NAME      DESCRIPTION    USED BY
|   default  Default profile  0
|   p1       words            0
|   p2                        0
> GET /1.0/profiles?recursion=1
$ lxc profile list --all-projects -f csv
| default,Default profile,0
| p1,words,0
| p2,,0
> GET /1.0/profiles?all-projects=true&recursion=1
$ lxc profile list -c ne -f csv
| default,
| p1,
| p2,
> GET /1.0/profiles?recursion=1
$ lxc profile list -c x
! Error: unknown column "x" (available: ndeu)
= 2
$ lxc profile show p2
| config:
|   user.x: "1"
| description: ""
| devices:
|   root:
|     path: /
|     pool: default
|     type: disk
| name: p2
| used_by: []
> GET /1.0/profiles/p2
$ lxc profile show
| (help)
$ lxc profile get p1 user.a
| 1
> GET /1.0/profiles/p1
$ lxc profile get p1 description --property
| words
> GET /1.0/profiles/p1
$ lxc profile get p1
! Error: missing argument: <key>
= 2
$ lxc profile set p1 description=other -p
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{"user.a":"1","user.b":"2"},"description":"other","devices":{}}
$ lxc profile set p1 user.a 3
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{"user.a":"3","user.b":"2"},"description":"other","devices":{}}
$ lxc profile set p1 nosuch
! Error: invalid value "nosuch": use key=value
= 2
$ lxc profile set nosuch user.a=1
! Error: not found: nosuch
= 3
> GET /1.0/profiles/nosuch
$ lxc profile unset p1 user.a
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{"user.a":"","user.b":"2"},"description":"other","devices":{}}
$ lxc profile unset p1 description --property
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{"user.a":"","user.b":"2"},"description":"","devices":{}}
$ lxc profile unset p1 devices --property
> GET /1.0/profiles/p1
> PUT /1.0/profiles/p1 [if-match] {"config":{"user.a":"","user.b":"2"},"description":"","devices":null}
$ lxc profile edit p1
< description: edited
< devices: {eth0: {type: nic, network: n1}}
> PUT /1.0/profiles/p1 {"config":null,"description":"edited","devices":{"eth0":{"network":"n1","type":"nic"}}}
$ lxc profile edit p1
< devices: [a]
! Error: profile "p1" on remote "local": invalid YAML: line 1: cannot unmarshal !!seq into map[string]map[string]string
= 1
$ lxc profile edit nosuch
< description: edited
! Error: not found: nosuch
= 3
> PUT /1.0/profiles/nosuch {"config":null,"description":"edited","devices":null}
answer PUT /1.0/profiles/p2 412 ETag doesn't match
$ lxc profile set p2 user.a=1
! Error: ETag doesn't match
= 5
> GET /1.0/profiles/p2
> PUT /1.0/profiles/p2 [if-match] {"config":{"user.a":"1","user.x":"1"},"description":"","devices":{"root":{"path":"/","pool":"default","type":"disk"}}}
> GET /1.0/profiles/p2
> PUT /1.0/profiles/p2 [if-match] {"config":{"user.a":"1","user.x":"1"},"description":"","devices":{"root":{"path":"/","pool":"default","type":"disk"}}}
> GET /1.0/profiles/p2
> PUT /1.0/profiles/p2 [if-match] {"config":{"user.a":"1","user.x":"1"},"description":"","devices":{"root":{"path":"/","pool":"default","type":"disk"}}}
> GET /1.0/profiles/p2
> PUT /1.0/profiles/p2 [if-match] {"config":{"user.a":"1","user.x":"1"},"description":"","devices":{"root":{"path":"/","pool":"default","type":"disk"}}}
> GET /1.0/profiles/p2
> PUT /1.0/profiles/p2 [if-match] {"config":{"user.a":"1","user.x":"1"},"description":"","devices":{"root":{"path":"/","pool":"default","type":"disk"}}}
> GET /1.0/profiles/p2
> PUT /1.0/profiles/p2 [if-match] {"config":{"user.a":"1","user.x":"1"},"description":"","devices":{"root":{"path":"/","pool":"default","type":"disk"}}}
$ lxc profile rename p1
! Error: missing argument: <new-name>
= 2
$ lxc profile rename nosuch p9
! Error: not found: nosuch
= 3
> POST /1.0/profiles/nosuch {"name":"p9"}
answer DELETE /1.0/profiles/p2 400 Profile is currently in use
$ lxc profile delete p2
! Error: Profile is currently in use
= 5
> DELETE /1.0/profiles/p2
$~ lxc profile delete p2 nosuch
| Profile p2 deleted
! Error: nosuch: not found: nosuch
= 7
> DELETE /1.0/profiles/nosuch
> DELETE /1.0/profiles/p2
$ lxc profile delete default
| Profile default deleted
> DELETE /1.0/profiles/default
`)
}
