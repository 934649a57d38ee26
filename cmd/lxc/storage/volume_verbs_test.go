package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestVolumeVerbs runs the verbs of volumes, and of snapshots addressed as volumes.
func TestVolumeVerbs(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc storage volume create default v1 size=1GiB --type filesystem --target m1
| Storage volume v1 created
> POST /1.0/storage-pools/default/volumes/custom?target=m1 {"config":{"size":"1GiB"},"description":"","name":"v1","type":"custom","content_type":"filesystem"}
$ lxc storage volume create default v2 --type nosuch
| Storage volume v2 created
> POST /1.0/storage-pools/default/volumes/custom {"config":{},"description":"","name":"v2","type":"custom","content_type":"nosuch"}
$ lxc storage volume create default v3 user.a=1
< description: from input
< config: {user.b: "2"}
| Storage volume v3 created
> POST /1.0/storage-pools/default/volumes/custom {"config":{"user.a":"1","user.b":"2"},"description":"from input","name":"v3","type":"custom","content_type":"filesystem"}
$ lxc storage volume create default v4
< descripton: wrong
! Error: unknown key "descripton"
= 2
$ lxc storage volume create default container/c1
! Error: not found
= 3
> POST /1.0/storage-pools/default/volumes/container {"config":{},"description":"","name":"c1","type":"container","content_type":"filesystem"}
$ lxc storage volume create default
! Error: missing argument: <volume>
= 2
$ lxc storage volume show default v3
| config:
|   user.a: "1"
|   user.b: "2"
| description: from input
| name: v3
| type: custom
| used_by: []
| location: none
| content_type: filesystem
| project: default
> GET /1.0/storage-pools/default/volumes/custom/v3
$ lxc storage volume show default custom/v3 --target m1
| config:
|   user.a: "1"
|   user.b: "2"
| description: from input
| name: v3
| type: custom
| used_by: []
| location: none
| content_type: filesystem
| project: default
> GET /1.0/storage-pools/default/volumes/custom/v3?target=m1
$ lxc storage volume show default virtual-machine/v3
! Error: not found
= 3
> GET /1.0/storage-pools/default/volumes/virtual-machine/v3
$ lxc storage volume get default v3 user.a
| 1
> GET /1.0/storage-pools/default/volumes/custom/v3
$ lxc storage volume get default v3 user.none
> GET /1.0/storage-pools/default/volumes/custom/v3
$ lxc storage volume get default v3 description --property
| from input
> GET /1.0/storage-pools/default/volumes/custom/v3
$ lxc storage volume get default v3
! Error: missing argument: <key>
= 2
$ lxc storage volume set default v3 user.a=2 user.c 3
! Error: invalid value "user.c": use key=value
= 2
$ lxc storage volume set default v3 user.a 2
> GET /1.0/storage-pools/default/volumes/custom/v3
> PUT /1.0/storage-pools/default/volumes/custom/v3 [if-match] {"config":{"user.a":"2","user.b":"2"},"description":"from input"}
$ lxc storage volume set default v3 description=edited --property
> GET /1.0/storage-pools/default/volumes/custom/v3
> PUT /1.0/storage-pools/default/volumes/custom/v3 [if-match] {"config":{"user.a":"2","user.b":"2"},"description":"edited"}
$ lxc storage volume set default nosuch user.a=1
! Error: not found: nosuch
= 3
> GET /1.0/storage-pools/default/volumes/custom/nosuch
$ lxc storage volume unset default v3 user.a
> GET /1.0/storage-pools/default/volumes/custom/v3
> PUT /1.0/storage-pools/default/volumes/custom/v3 [if-match] {"config":{"user.a":"","user.b":"2"},"description":"edited"}
$ lxc storage volume unset default v3 description --property
> GET /1.0/storage-pools/default/volumes/custom/v3
> PUT /1.0/storage-pools/default/volumes/custom/v3 [if-match] {"config":{"user.a":"","user.b":"2"},"description":""}
$ lxc storage volume edit default v3
< config: {user.z: "1"}
< description: edited
> PUT /1.0/storage-pools/default/volumes/custom/v3 {"config":{"user.z":"1"},"description":"edited"}
$ lxc storage volume edit default nosuch
< config: {}
! Error: not found: nosuch
= 3
> PUT /1.0/storage-pools/default/volumes/custom/nosuch {"config":{},"description":""}
given storage volume snapshot default v3 s0
$ lxc storage volume show default v3/s0
| config: {}
| description: ""
| expires_at: null
| name: s0
| content_type: filesystem
| project: ""
> GET /1.0/storage-pools/default/volumes/custom/v3/snapshots/s0
$ lxc storage volume get default v3/s0 user.z
> GET /1.0/storage-pools/default/volumes/custom/v3/snapshots/s0
$ lxc storage volume set default v3/s0 description=kept --property
> GET /1.0/storage-pools/default/volumes/custom/v3/snapshots/s0
> PUT /1.0/storage-pools/default/volumes/custom/v3/snapshots/s0 [if-match] {"description":"kept","project":"default"}
$ lxc storage volume set default v3/s0 user.z=2
! Error: the configuration of a snapshot cannot be changed
= 2
> GET /1.0/storage-pools/default/volumes/custom/v3/snapshots/s0 x2
$ lxc storage volume edit default v3/s0
< description: of the snapshot
< expires_at: 2031-01-31T00:00:00Z
> PUT /1.0/storage-pools/default/volumes/custom/v3/snapshots/s0 {"description":"of the snapshot","expires_at":"DATE"}
$ lxc storage volume edit default v3/s0
< config: {user.y: "1"}
! Error: the configuration of a snapshot cannot be changed
= 2
> GET /1.0/storage-pools/default/volumes/custom/v3/snapshots/s0
$ lxc storage volume delete default v3/s0
| Storage volume v3/s0 deleted
> DELETE /1.0/storage-pools/default/volumes/custom/v3/snapshots/s0
$ lxc storage volume show default v3/s0
! Error: not found: s0
= 3
> GET /1.0/storage-pools/default/volumes/custom/v3/snapshots/s0
$ lxc storage volume rename default v3
! Error: missing argument: <new-name>
= 2
$ lxc storage volume rename default v3 v1
! Error: Name "v1" is empty or taken
= 5
> POST /1.0/storage-pools/default/volumes/custom/v3 {"name":"v1"}
$ lxc storage volume rename default v3 v5 --target m1
| Storage volume v3 renamed to v5
> POST /1.0/storage-pools/default/volumes/custom/v3?target=m1 {"name":"v5"}
$ lxc storage volume rename default container/c1 c2
! Error: not found
= 3
> POST /1.0/storage-pools/default/volumes/container/c1 {"name":"c2"}
answer DELETE /1.0/storage-pools/default/volumes/custom/v5 400 The storage volume is still in use
$ lxc storage volume delete default v5
! Error: The storage volume is still in use
= 5
> DELETE /1.0/storage-pools/default/volumes/custom/v5
$~ lxc storage volume delete default v5 nosuch
| Storage volume v5 deleted
! Error: default/nosuch: not found: nosuch
= 7
> DELETE /1.0/storage-pools/default/volumes/custom/nosuch
> DELETE /1.0/storage-pools/default/volumes/custom/v5
$ lxc storage volume delete default custom/v1 --target m1
| Storage volume custom/v1 deleted
> DELETE /1.0/storage-pools/default/volumes/custom/v1?target=m1
$ lxc storage volume delete default
! Error: missing argument: <volume>
= 2
`)
}
