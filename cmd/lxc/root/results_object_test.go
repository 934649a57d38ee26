package root_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestResultsOfObjects has the formats of show, info and of what is made.
func TestResultsOfObjects(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given image import $IMAGE --alias bb
$ lxc profile create p1 -c user.k=v -o json
| {"config":{"user.k":"v"},"description":"","devices":{},"name":"p1","used_by":[]}
> POST /1.0/profiles {"config":{"user.k":"v"},"description":"","devices":{},"name":"p1"}
> GET /1.0/profiles/p1
$ lxc profile create p1 -o json
! {"error":{"code":5,"message":"p1 already exists","kind":"profile","remote":"local","project":"default","object":"p1","operation":"","hint":""}}
= 5
> POST /1.0/profiles {"config":{},"description":"","devices":{},"name":"p1"}
$ lxc profile create p2 -q
> POST /1.0/profiles {"config":{},"description":"","devices":{},"name":"p2"}
$ lxc profile show p1 -f json
| {"config":{"user.k":"v"},"description":"","devices":{},"name":"p1","used_by":[]}
> GET /1.0/profiles/p1
$ lxc profile show p1 -o jsonl --fields name,config
| {"config":{"user.k":"v"},"name":"p1"}
> GET /1.0/profiles/p1
$ lxc profile show p1 -o name
| p1
> GET /1.0/profiles/p1
$ lxc profile show p1 -f csv
| config.user.k,v
| description,
| name,p1
| used_by,
> GET /1.0/profiles/p1
$ lxc profile show p1 --fields config -f compact
|       FIELD      VALUE
|   config.user.k  v
> GET /1.0/profiles/p1
$ lxc profile show p1 --jq '.config | keys[]'
| user.k
> GET /1.0/profiles/p1
$ lxc profile show p1 --template '{{range $k, $v := .config}}{{$k}}={{$v}}{{end}}'
| user.k=v
> GET /1.0/profiles/p1
$ lxc profile show p1 -o nosuch
! Error: unknown format "nosuch" (must be one of: table, wide, compact, csv, json, yaml, markdown, jsonl, name, template)
= 2
$ lxc profile show nosuch --fields name
! {"error":{"code":3,"message":"not found: nosuch","kind":"profile","remote":"local","project":"default","object":"nosuch","operation":"","hint":"list the existing ones with: lxc profile list local:"}}
= 3
> GET /1.0/profiles/nosuch
$~ lxc init bb c1 -f json --fields name,status
| {"name":"c1","status":"Stopped"}
! Creating c1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> GET /1.0/instances/c1
> GET /1.0/operations/ID/wait?timeout=-1
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c1","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
$ lxc init bb c1 -o json
! Creating c1
! {"error":{"code":5,"message":"Instance \"c1\" already exists","kind":"instance","remote":"local","project":"default","object":"c1","operation":"","hint":""}}
= 5
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c1","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
$ lxc init bb c1 -f yaml
! Creating c1
! Error: Instance "c1" already exists
= 5
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c1","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
$~ lxc launch bb c2 --jq .status
| Running
! Creating c2
! Starting c2
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
> GET /1.0/instances/c2
> GET /1.0/operations/ID/wait?timeout=-1 x2
> POST /1.0/instances {"architecture":"","config":{},"devices":{},"ephemeral":false,"profiles":null,"stateful":false,"description":"","name":"c2","source":{"type":"image","fingerprint":"$HASH"},"type":"container"}
> PUT /1.0/instances/c2/state {"action":"start","timeout":-1,"force":false,"stateful":false}
$~ lxc copy c1 c3 -o name
| c3
> GET /1.0/instances/c1
> GET /1.0/instances/c3
> GET /1.0/operations/ID/wait?timeout=-1
> POST /1.0/instances {"architecture":"x86_64","config":{"image.description":"A test","image.os":"Test","volatile.base_image":"$HASH"},"devices":{},"ephemeral":false,"profiles":["default"],"stateful":false,"description":"","name":"c3","source":{"type":"copy","base-image":"$HASH","source":"c1"},"type":"container"}
$~ lxc snapshot c1 s0 -o jsonl --fields name
| {"name":"s0"}
> GET /1.0/instances/c1/snapshots/s0
> GET /1.0/operations/ID/wait?timeout=-1
> POST /1.0/instances/c1/snapshots {"name":"s0","stateful":false}
$~ lxc snapshot c1 -o name
| snap0
> GET /1.0/instances/c1/snapshots
> GET /1.0/instances/c1/snapshots?recursion=1
> GET /1.0/operations/ID/wait?timeout=-1
> POST /1.0/instances/c1/snapshots {"name":"","stateful":false}
$~ lxc publish c1 -o template={{.Fingerprint}}
| SHA256
> GET /1.0/images/SHA256
> GET /1.0/instances/c1
> GET /1.0/operations/ID/wait?timeout=-1
> POST /1.0/images {"auto_update":false,"properties":null,"public":false,"expires_at":"0001-01-01T00:00:00Z","profiles":null,"source":{"alias":"","certificate":"","protocol":"","server":"","type":"instance","name":"c1"}}
$ lxc publish c1 --format nosuch -o json
! {"error":{"code":2,"message":"unknown image format \"nosuch\" (must be one of: unified, split)","kind":"","remote":"","project":"","object":"","operation":"","hint":""}}
= 2
$ lxc image copy bb local: --alias again -o name
! Error: the image is on this server already
= 1
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
$ lxc info c1 -o json --fields name,state.status
| {"name":"c1","state":{"status":"Stopped"}}
> GET /1.0/instances/c1
> GET /1.0/instances/c1/snapshots?recursion=1
> GET /1.0/instances/c1/state
$ lxc info --jq .environment.server
| lxd
$ lxc network create n1 -o name
| n1
> POST /1.0/networks {"config":{},"description":"","name":"n1","type":""}
> GET /1.0/networks/n1
$ lxc network info n1 -o json --jq .type
| broadcast
> GET /1.0/networks/n1/state
$ lxc image info bb --fields properties -o yaml
| properties:
|   description: A test
|   os: Test
> GET /1.0/images/aliases/bb
> GET /1.0/images/$HASH
$ lxc storage info default --jq keys[]
| info
| used by
> GET /1.0/storage-pools/default
> GET /1.0/storage-pools/default/resources
$ lxc storage volume create default v1 -o name
| v1
> POST /1.0/storage-pools/default/volumes/custom {"config":{},"description":"","name":"v1","type":"custom","content_type":"filesystem"}
> GET /1.0/storage-pools/default/volumes/custom/v1
$ lxc storage volume info default v1 -o json --fields name,state
| {"name":"v1","state":{"usage":{"total":0,"used":4096}}}
> GET /1.0/storage-pools/default/volumes/custom/v1
> GET /1.0/storage-pools/default/volumes/custom/v1/state
$ lxc project info default -o jsonl
| {"resources":{"instances":{"Limit":-1,"Usage":3},"memory":{"Limit":1073741824,"Usage":1048576}}}
> GET /1.0/projects/default/state
$ lxc config show c1 --fields architecture
| architecture: x86_64
> GET /1.0/instances/c1
$ lxc config device show c1 -o json
| {}
> GET /1.0/instances/c1
given config device add c1 eth1 none
$ lxc config device list c1 -o csv
| eth1,none
> GET /1.0/instances/c1
$ lxc config device list c1 -o jsonl
| {"name":"eth1","type":"none"}
> GET /1.0/instances/c1
$ lxc default show -o json
| {}
$ lxc list nosuch: -o json
! {"error":{"code":3,"message":"remote \"nosuch\" does not exist","kind":"","remote":"","project":"","object":"","operation":"","hint":"list the remotes with: lxc remote list"}}
= 3
`)
}
