package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestVolume covers volumes and their snapshots.
func TestVolume(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
$ lxc storage volume create default v1 size=1GiB --description words
| Storage volume v1 created
> POST /1.0/storage-pools/default/volumes/custom {"config":{"size":"1GiB"},"description":"words","name":"v1","type":"custom","content_type":"filesystem"}
$ lxc storage volume create default v1
! Error: v1 already exists
= 5
> POST /1.0/storage-pools/default/volumes/custom {"config":{},"description":"","name":"v1","type":"custom","content_type":"filesystem"}
$ lxc storage volume create default v2 --type block
| Storage volume v2 created
> POST /1.0/storage-pools/default/volumes/custom {"config":{},"description":"","name":"v2","type":"custom","content_type":"block"}
$ lxc storage volume create nosuch v2
! Error: not found: nosuch
= 3
> POST /1.0/storage-pools/nosuch/volumes/custom {"config":{},"description":"","name":"v2","type":"custom","content_type":"filesystem"}
$ lxc storage volume list default
| +-----------+------+-------------+--------------+---------+
| |   TYPE    | NAME | DESCRIPTION | CONTENT-TYPE | USED BY |
| +-----------+------+-------------+--------------+---------+
| | container | c1   |             | filesystem   | 1       |
| +-----------+------+-------------+--------------+---------+
| | custom    | v1   | words       | filesystem   | 0       |
| +-----------+------+-------------+--------------+---------+
| | custom    | v2   |             | block        | 0       |
| +-----------+------+-------------+--------------+---------+
> GET /1.0/storage-pools/default/volumes?recursion=1
$ lxc storage volume list default -f csv -c tn
| container,c1
| custom,v1
| custom,v2
> GET /1.0/storage-pools/default/volumes?recursion=1
$ lxc storage volume list default custom -f csv
| container,c1,,filesystem,1
| custom,v1,words,filesystem,0
| custom,v2,,block,0
> GET /1.0/storage-pools/default/volumes?recursion=1
$ lxc storage volume show default v1
| config:
|   size: 1GiB
| description: words
| name: v1
| type: custom
| used_by: []
| location: none
| content_type: filesystem
| project: default
> GET /1.0/storage-pools/default/volumes/custom/v1
$ lxc storage volume set default v1 user.a=1
> GET /1.0/storage-pools/default/volumes/custom/v1
> PUT /1.0/storage-pools/default/volumes/custom/v1 [if-match] {"config":{"size":"1GiB","user.a":"1"},"description":"words"}
$ lxc storage volume get default v1 user.a
| 1
> GET /1.0/storage-pools/default/volumes/custom/v1
$ lxc storage volume unset default v1 user.a
> GET /1.0/storage-pools/default/volumes/custom/v1
> PUT /1.0/storage-pools/default/volumes/custom/v1 [if-match] {"config":{"size":"1GiB","user.a":""},"description":"words"}
$ lxc storage volume edit default v1
< description: edited
< config: {}
> PUT /1.0/storage-pools/default/volumes/custom/v1 {"config":{},"description":"edited"}
$ lxc storage volume info default v1
| Name: v1
| Description: edited
| Type: custom
| Content type: filesystem
| Usage: 4.00KiB
> GET /1.0/storage-pools/default/volumes/custom/v1
> GET /1.0/storage-pools/default/volumes/custom/v1/snapshots?recursion=1
> GET /1.0/storage-pools/default/volumes/custom/v1/state
$ lxc storage volume snapshot default v1 s0
> POST /1.0/storage-pools/default/volumes/custom/v1/snapshots {"name":"s0"}
$ lxc storage volume attach default v1 c1 /mnt
> GET /1.0/instances/c1
> GET /1.0/storage-pools/default/volumes/custom/v1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"v1":{"path":"/mnt","pool":"default","source":"v1","type":"disk"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc storage volume attach default v1 c1 data /mnt
> GET /1.0/instances/c1
> GET /1.0/storage-pools/default/volumes/custom/v1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"data":{"path":"/mnt","pool":"default","source":"v1","type":"disk"},"v1":{"path":"/mnt","pool":"default","source":"v1","type":"disk"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc storage volume detach default v1 c1 data
> GET /1.0/instances/c1
> PUT /1.0/instances/c1 [if-match] {"architecture":"x86_64","config":{},"devices":{"v1":{"path":"/mnt","pool":"default","source":"v1","type":"disk"}},"ephemeral":false,"profiles":["default"],"stateful":false,"description":""}
> GET /1.0/operations/ID/wait?timeout=-1
$ lxc storage volume detach default v1 c1 data
! Error: c1 has no device that uses v1
= 3
> GET /1.0/instances/c1
$ lxc storage volume attach-profile default v1 default /mnt
> GET /1.0/profiles/default
> GET /1.0/storage-pools/default/volumes/custom/v1
> PUT /1.0/profiles/default [if-match] {"config":{},"description":"Default profile","devices":{"root":{"path":"/","pool":"default","type":"disk"},"v1":{"path":"/mnt","pool":"default","source":"v1","type":"disk"}}}
$ lxc storage volume detach-profile default v1 default
> GET /1.0/profiles/default
> PUT /1.0/profiles/default [if-match] {"config":{},"description":"Default profile","devices":{"root":{"path":"/","pool":"default","type":"disk"}}}
$ lxc storage volume rename default v2 v3
| Storage volume v2 renamed to v3
> POST /1.0/storage-pools/default/volumes/custom/v2 {"name":"v3"}
$ lxc storage volume rename default nosuch v4
! Error: not found: nosuch
= 3
> POST /1.0/storage-pools/default/volumes/custom/nosuch {"name":"v4"}
$ lxc storage volume delete default v3
| Storage volume v3 deleted
> DELETE /1.0/storage-pools/default/volumes/custom/v3
$ lxc storage volume delete default v3
! Error: not found: v3
= 3
> DELETE /1.0/storage-pools/default/volumes/custom/v3
$ lxc storage volume show default nosuch
! Error: not found: nosuch
= 3
> GET /1.0/storage-pools/default/volumes/custom/nosuch
$ lxc storage volume show default container/c1
! Error: not found
= 3
> GET /1.0/storage-pools/default/volumes/container/c1
`)
}
