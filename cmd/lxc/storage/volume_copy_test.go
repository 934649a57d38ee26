package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestVolumeCopy copies volumes within a server and to another one.
func TestVolumeCopy(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given storage volume create default v1 size=1GiB
given storage create p2 dir
answer POST /1.0/storage-pools/p2/volumes/custom 200 {}
$ lxc storage volume copy default/v1 p2/v2
| Volume copied
> GET /1.0/storage-pools/default/volumes/custom/v1
> POST /1.0/storage-pools/p2/volumes/custom {"config":{"size":"1GiB"},"description":"","name":"v2","type":"custom","content_type":"filesystem","source":{"name":"v1","type":"copy","pool":"default","volume_only":false}}
answer POST /1.0/storage-pools/p2/volumes/custom 409 Volume already exists
$ lxc storage volume copy default/v1 p2/v2 --volume-only
! Error: Volume already exists
= 5
> GET /1.0/storage-pools/default/volumes/custom/v1
> POST /1.0/storage-pools/p2/volumes/custom {"config":{"size":"1GiB"},"description":"","name":"v2","type":"custom","content_type":"filesystem","source":{"name":"v1","type":"copy","pool":"default","volume_only":true}}
$ lxc storage volume copy default/nosuch p2/v2
! Error: not found: nosuch
= 3
> GET /1.0/storage-pools/default/volumes/custom/nosuch
$ lxc storage volume copy default p2/v2
! Error: invalid volume "default": use pool/volume
= 2
$ lxc storage volume copy default/v1
! Error: missing argument: [<remote>:]<pool>/<volume>
= 2
$ lxc storage volume copy default/v1 p2/v2 --mode nosuch
| Volume copied
> GET /1.0/storage-pools/default/volumes/custom/v1
> POST /1.0/storage-pools/p2/volumes/custom {"config":{"size":"1GiB"},"description":"","name":"v2","type":"custom","content_type":"filesystem","source":{"name":"v1","type":"copy","pool":"default","volume_only":false}}
`)
}

// TestVolumeCopyFlags copies and refreshes, between pools, projects, members and servers.
func TestVolumeCopyFlags(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"custom_volume_refresh", "custom_volume_refresh_exclude_older_snapshots", "cluster_internal_custom_volume_copy", "storage_api_project"}}, `
given storage create p2 dir
given storage volume create default v1 user.a=1 --description words
given storage volume snapshot default v1 s0
given project create p1
$ lxc storage volume copy default/v1/s0 p2/from-snapshot
| Volume copied
> GET /1.0/storage-pools/default/volumes/custom/v1/snapshots/s0
> POST /1.0/storage-pools/p2/volumes/custom {"config":{},"description":"","name":"from-snapshot","type":"custom","content_type":"filesystem","source":{"name":"v1/s0","type":"copy","pool":"default","volume_only":true,"location":"minilxd"}}
$ lxc storage volume copy default/custom/v1 p2/v2 --refresh
| Volume copied
> GET /1.0/storage-pools/default/volumes/custom/v1
> POST /1.0/storage-pools/p2/volumes/custom {"config":{"user.a":"1"},"description":"words","name":"v2","type":"custom","content_type":"filesystem","source":{"name":"v1","type":"copy","pool":"default","volume_only":false,"refresh":true,"location":"minilxd"}}
$ lxc storage volume copy default/v1 p2/v3 --refresh --refresh-exclude-older --volume-only
| Volume copied
> GET /1.0/storage-pools/default/volumes/custom/v1
> POST /1.0/storage-pools/p2/volumes/custom {"config":{"user.a":"1"},"description":"words","name":"v3","type":"custom","content_type":"filesystem","source":{"name":"v1","type":"copy","pool":"default","volume_only":true,"refresh":true,"refresh_exclude_older":true,"location":"minilxd"}}
$ lxc storage volume copy default/v1 default/v4 --target-project p1
| Volume copied
> GET /1.0/storage-pools/default/volumes/custom/v1
> POST /1.0/storage-pools/default/volumes/custom?project=p1 {"config":{"user.a":"1"},"description":"words","name":"v4","type":"custom","content_type":"filesystem","source":{"name":"v1","type":"copy","pool":"default","volume_only":false,"project":"default","location":"minilxd"}}
$ lxc storage volume copy default/v1 default/v5 --target m1 --destination-target m2
| Volume copied
> GET /1.0/storage-pools/default/volumes/custom/v1?target=m1
> POST /1.0/storage-pools/default/volumes/custom?target=m2 {"config":{"user.a":"1"},"description":"words","name":"v5","type":"custom","content_type":"filesystem","source":{"name":"v1","type":"copy","pool":"default","volume_only":false,"location":"m1"}}
$ lxc storage volume copy default/v1 nosuch/v2
! Error: not found: nosuch
= 3
> GET /1.0/storage-pools/default/volumes/custom/v1
> POST /1.0/storage-pools/nosuch/volumes/custom {"config":{"user.a":"1"},"description":"words","name":"v2","type":"custom","content_type":"filesystem","source":{"name":"v1","type":"copy","pool":"default","volume_only":false,"location":"minilxd"}}
$ lxc storage volume copy nosuch/v1 p2/v2
! Error: not found: nosuch
= 3
> GET /1.0/storage-pools/nosuch/volumes/custom/v1
$ lxc storage volume copy default/v1/nosuch p2/v2
! Error: not found: nosuch
= 3
> GET /1.0/storage-pools/default/volumes/custom/v1/snapshots/nosuch
$ lxc storage volume copy default/v1 p2
! Error: invalid volume "p2": use pool/volume
= 2
$ lxc storage volume copy default/v1 p2/
! Error: invalid volume "p2/": use pool/volume
= 2
$ lxc storage volume copy default/v1 nosuch:p2/v2
! Error: remote "nosuch" does not exist
= 3
$ lxc storage volume copy nosuch:default/v1 p2/v2
! Error: remote "nosuch" does not exist
= 3
$ lxc storage volume copy default/v1 p2/a p2/b
! Error: unexpected argument "p2/b"
= 2
answer POST /1.0/storage-pools/p2/volumes/custom 409 Volume by that name already exists
$ lxc storage volume copy default/v1 p2/v2
! Error: Volume by that name already exists
= 5
> GET /1.0/storage-pools/default/volumes/custom/v1
> POST /1.0/storage-pools/p2/volumes/custom {"config":{"user.a":"1"},"description":"words","name":"v2","type":"custom","content_type":"filesystem","source":{"name":"v1","type":"copy","pool":"default","volume_only":false,"location":"minilxd"}}
answer POST /1.0/storage-pools/p2/volumes/custom 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Failure","status_code":400,"err":"No space left on device"}
$ lxc storage volume cp default/v1 p2/v9
! Error: No space left on device
= 1
> GET /1.0/storage-pools/default/volumes/custom/v1
> POST /1.0/storage-pools/p2/volumes/custom {"config":{"user.a":"1"},"description":"words","name":"v9","type":"custom","content_type":"filesystem","source":{"name":"v1","type":"copy","pool":"default","volume_only":false,"location":"minilxd"}}
`)
}

// TestVolumeCopyToLXD leaves out what LXD does not know with consent only.
func TestVolumeCopyToLXD(t *testing.T) {
	t.Parallel()
	clitest.Between(t, root.New, minilxd.Options{Family: "incus"}, minilxd.Options{}, `
given storage volume create default v1 initial.uid=5 user.a=b
$ lxc storage volume copy default/v1 two:default/v1 --mode relay
| The target does not support: initial.uid. Continue without it? (yes/no) [no]: \c
! Error: volume "default/v1" on remote "local": standard input ended without an answer: use --drop-unknown
! the target does not support: initial.uid
= 1
> GET /1.0/storage-pools/default/volumes/custom/v1
$ lxc storage volume copy default/v1 two:default/v1 --mode relay --drop-unknown
| Volume copied
! Warning: omitted, not supported by the target: initial.uid
> GET /1.0/storage-pools/default/volumes/custom/v1
> two: POST /1.0/storage-pools/default/volumes/custom {"config":{"user.a":"b"},"description":"","name":"v1","type":"custom","content_type":"filesystem","source":{"name":"v1","type":"migration","pool":"default","mode":"push","volume_only":false}}
> POST /1.0/storage-pools/default/volumes/custom/v1 {"name":"v1","pool":"default","migration":true}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x2
> two: GET /1.0/operations/ID/wait?timeout=-1
> two: GET /1.0/operations/ID/websocket?secret=SECRET x2
$ lxc storage volume move default/v1 two:default/v2 --mode relay --drop-unknown
| Volume moved
! Warning: omitted, not supported by the target: initial.uid
> GET /1.0/storage-pools/default/volumes/custom/v1
> two: POST /1.0/storage-pools/default/volumes/custom {"config":{"user.a":"b"},"description":"","name":"v2","type":"custom","content_type":"filesystem","source":{"name":"v1","type":"migration","pool":"default","mode":"push","volume_only":false}}
> POST /1.0/storage-pools/default/volumes/custom/v1 {"name":"v1","pool":"default","migration":true}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/operations/ID/websocket?secret=SECRET x2
> two: GET /1.0/operations/ID/wait?timeout=-1
> two: GET /1.0/operations/ID/websocket?secret=SECRET x2
> DELETE /1.0/storage-pools/default/volumes/custom/v1
`)
}

// TestVolumeCopyModeBackup copies a volume as a backup file, and checks what that cannot do.
func TestVolumeCopyModeBackup(t *testing.T) {
	t.Parallel()
	opts := minilxd.Options{Extra: []string{"custom_volume_backup", "custom_volume_refresh"}}
	clitest.Between(t, root.New, opts, opts, `
given storage volume create default v1 user.a=b
given storage volume snapshot default v1 s0
$ lxc storage volume copy default/v1 two:default/v2 --mode backup
| Volume copied
> GET /1.0/storage-pools/default/volumes/custom/v1
> POST /1.0/storage-pools/default/volumes/custom/v1/backups {"name":"copy-TIME","expires_at":"DATE"}
> GET /1.0/operations/ID/wait?timeout=-1
> GET /1.0/storage-pools/default/volumes/custom/v1/backups/copy-TIME/export
> two: POST /1.0/storage-pools/default/volumes/custom [x-incus-name: v2] [x-lxd-name: v2] (data)
> two: GET /1.0/operations/ID/wait?timeout=-1
> DELETE /1.0/storage-pools/default/volumes/custom/v1/backups/copy-TIME
$ lxc storage volume list two:default -c n -f csv type=custom
| v2
> two: GET /1.0/storage-pools/default/volumes?recursion=1
$ lxc storage volume copy default/v1 two:default/v2 --mode backup --refresh
! Error: --mode backup and --refresh cannot be used together
= 2
$ lxc storage volume copy default/v1/s0 two:default/v3 --mode backup
! Error: --mode backup accepts only volumes, not snapshots
= 2
$ lxc storage volume copy default/v1 two:default/v3 --mode nosuch
! Error: volume "default/v3" on remote "two": Failed storage volume creation: the source server does not listen on the network: use mode relay
= 1
> GET /1.0/storage-pools/default/volumes/custom/v1
`)
}
