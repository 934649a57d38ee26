package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestPoolVerbs runs the verbs of pools with their flags.
func TestPoolVerbs(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc storage create fast zfs source=/dev/sdb zfs.pool_name=tank --description words
| Storage pool fast created
> POST /1.0/storage-pools {"config":{"source":"/dev/sdb","zfs.pool_name":"tank"},"description":"words","name":"fast","driver":"zfs"}
$ lxc storage create slow dir --target m1
| Storage pool slow created
> POST /1.0/storage-pools?target=m1 {"config":{},"description":"","name":"slow","driver":"dir"}
$ lxc storage create input dir
< description: from input
< config: {rsync.bwlimit: 1MiB}
| Storage pool input created
> POST /1.0/storage-pools {"config":{"rsync.bwlimit":"1MiB"},"description":"from input","name":"input","driver":"dir"}
$ lxc storage create
| (help)
$ lxc storage create fast
! Error: missing argument: <driver>
= 2
$ lxc storage create broken nosuch source
! Error: invalid value "source": use key=value
= 2
answer POST /1.0/storage-pools 400 Error loading "btrfs" module
$ lxc storage create b1 btrfs
! Error: Error loading "btrfs" module
= 1
> POST /1.0/storage-pools {"config":{},"description":"","name":"b1","driver":"btrfs"}
$ lxc storage list -f csv -c nDsdS
| default,dir,,,CREATED
| fast,zfs,/dev/sdb,words,CREATED
| input,dir,,from input,CREATED
| slow,dir,,,CREATED
> GET /1.0/storage-pools?recursion=1
$ lxc storage list -c nu -f compact
|    NAME    USED BY
|   default  0
|   fast     0
|   input    0
|   slow     0
> GET /1.0/storage-pools?recursion=1
$ lxc storage list -f json
| [{"config":{},"description":"","name":"default","driver":"dir","used_by":[],"status":"Created","locations":["none"]},{"config":{"source":"/dev/sdb","zfs.pool_name":"tank"},"description":"words","name":"fast","driver":"zfs","used_by":[],"status":"Created","locations":["none"],"project":"default"},{"config":{"rsync.bwlimit":"1MiB"},"description":"from input","name":"input","driver":"dir","used_by":[],"status":"Created","locations":["none"],"project":"default"},{"config":{},"description":"","name":"slow","driver":"dir","used_by":[],"status":"Created","locations":["none"],"project":"default"}]
> GET /1.0/storage-pools?recursion=1
$ lxc storage list -c x
! Error: unknown column "x" (available: nDsduS)
= 2
answer GET /1.0/storage-pools?recursion=1 200 [{"name":"local","driver":"zfs","description":"","status":"Created","locations":["m1","m2"],"config":{},"used_by":["/1.0/profiles/default"]}]
$ lxc storage list
| +-------+--------+-------------+---------+---------+
| | NAME  | DRIVER | DESCRIPTION | USED BY |  STATE  |
| +-------+--------+-------------+---------+---------+
| | local | zfs    |             | 1       | CREATED |
| +-------+--------+-------------+---------+---------+
> GET /1.0/storage-pools?recursion=1
answer GET /1.0/storage-pools?recursion=1 200 [{"name":"local","driver":"zfs","description":"","status":"Created","locations":["m1","m2"],"config":{},"used_by":["/1.0/profiles/default"]}]
$ lxc storage list -c nsu
| +-------+--------+---------+
| | NAME  | SOURCE | USED BY |
| +-------+--------+---------+
| | local |        | 1       |
| +-------+--------+---------+
> GET /1.0/storage-pools?recursion=1
$ lxc storage get fast zfs.pool_name
| tank
> GET /1.0/storage-pools/fast
$ lxc storage get fast description --property
| words
> GET /1.0/storage-pools/fast
$ lxc storage get fast nosuch
> GET /1.0/storage-pools/fast
$ lxc storage set fast user.a=1 --target m1
> GET /1.0/storage-pools/fast?target=m1
> PUT /1.0/storage-pools/fast?target=m1 [if-match] {"config":{"source":"/dev/sdb","user.a":"1","zfs.pool_name":"tank"},"description":"words","project":"default"}
$ lxc storage set fast user.a 2
> GET /1.0/storage-pools/fast
> PUT /1.0/storage-pools/fast [if-match] {"config":{"source":"/dev/sdb","user.a":"2","zfs.pool_name":"tank"},"description":"words","project":"default"}
$ lxc storage set fast nosuch
! Error: invalid value "nosuch": use key=value
= 2
$ lxc storage set nosuch user.a=1
! Error: not found: nosuch
= 3
> GET /1.0/storage-pools/nosuch
$ lxc storage unset fast user.a
> GET /1.0/storage-pools/fast
> PUT /1.0/storage-pools/fast [if-match] {"config":{"source":"/dev/sdb","user.a":"","zfs.pool_name":"tank"},"description":"words","project":"default"}
$ lxc storage edit fast
< description: edited
< config: {source: tank}
> PUT /1.0/storage-pools/fast {"config":{"source":"tank"},"description":"edited"}
$ lxc storage edit fast
< {
! Error: storage pool "fast" on remote "local": invalid YAML: line 1: did not find expected node content
= 1
answer DELETE /1.0/storage-pools/fast 400 The storage pool is currently in use
$ lxc storage delete fast
! Error: The storage pool is currently in use
= 5
> DELETE /1.0/storage-pools/fast
$~ lxc storage delete fast nosuch
| Storage pool fast deleted
! Error: nosuch: not found: nosuch
= 7
> DELETE /1.0/storage-pools/fast
> DELETE /1.0/storage-pools/nosuch
$ lxc storage rename slow quick
! Error: unknown command "rename" for "lxc storage"
= 2
$ lxc storage delete
| (help)
`)
}

// TestPoolExtension names the extension that pools need.
func TestPoolExtension(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Without: []string{"storage"}}, `
$ lxc storage list
! Error: the server (lxd 5.0.2) lacks the API extension "storage"
= 6
$ lxc storage show default
! Error: pool "default" on remote "local": the server (lxd 5.0.2) lacks the API extension "storage"
= 6
$ lxc storage volume list default
! Error: pool "default" on remote "local": the server (lxd 5.0.2) lacks the API extension "storage"
= 6
`)
}
