package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestStorage covers pools.
func TestStorage(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc storage create p1 dir source=/srv --description words
| Storage pool p1 created
> POST /1.0/storage-pools {"config":{"source":"/srv"},"description":"words","name":"p1","driver":"dir"}
$ lxc storage create p1 dir
! Error: p1 already exists
= 5
> POST /1.0/storage-pools {"config":{},"description":"","name":"p1","driver":"dir"}
$ lxc storage list
| +---------+--------+--------+-------------+---------+---------+
| |  NAME   | DRIVER | SOURCE | DESCRIPTION | USED BY |  STATE  |
| +---------+--------+--------+-------------+---------+---------+
| | default | dir    |        |             | 0       | CREATED |
| +---------+--------+--------+-------------+---------+---------+
| | p1      | dir    | /srv   | words       | 0       | CREATED |
| +---------+--------+--------+-------------+---------+---------+
> GET /1.0/storage-pools?recursion=1
$ lxc storage list -f csv
| default,dir,,,0,CREATED
| p1,dir,/srv,words,0,CREATED
> GET /1.0/storage-pools?recursion=1
$ lxc storage show p1
| config:
|   source: /srv
| description: words
| name: p1
| driver: dir
| used_by: []
| status: Created
| locations:
| - none
| project: default
> GET /1.0/storage-pools/p1
$ lxc storage set p1 user.a=1
> GET /1.0/storage-pools/p1
> PUT /1.0/storage-pools/p1 [if-match] {"config":{"source":"/srv","user.a":"1"},"description":"words","project":"default"}
$ lxc storage get p1 user.a
| 1
> GET /1.0/storage-pools/p1
$ lxc storage unset p1 user.a
> GET /1.0/storage-pools/p1
> PUT /1.0/storage-pools/p1 [if-match] {"config":{"source":"/srv","user.a":""},"description":"words","project":"default"}
$ lxc storage edit p1
< description: edited
< config: {}
> PUT /1.0/storage-pools/p1 {"config":{},"description":"edited"}
$ lxc storage info p1
| info:
|   description: edited
|   driver: dir
|   name: p1
|   space used: 1.00MiB
|   total space: 1.00GiB
| used by: {}
> GET /1.0/storage-pools/p1
> GET /1.0/storage-pools/p1/resources
$ lxc storage info p1 --bytes
| info:
|   description: edited
|   driver: dir
|   name: p1
|   space used: "1048576"
|   total space: "1073741824"
| used by: {}
> GET /1.0/storage-pools/p1
> GET /1.0/storage-pools/p1/resources
$ lxc storage show p1 --resources
| space:
|   used: 1048576
|   total: 1073741824
| inodes:
|   used: 10
|   total: 1000
> GET /1.0/storage-pools/p1/resources
$ lxc storage delete p1
| Storage pool p1 deleted
> DELETE /1.0/storage-pools/p1
$ lxc storage delete p1
! Error: not found: p1
= 3
> DELETE /1.0/storage-pools/p1
$ lxc storage show nosuch
! Error: not found: nosuch
= 3
> GET /1.0/storage-pools/nosuch
$ lxc storage info nosuch
! Error: not found: nosuch
= 3
> GET /1.0/storage-pools/nosuch
$ lxc storage create p2
! Error: missing argument: <driver>
= 2
answer POST /1.0/storage-pools 403 not authorized
$ lxc storage create p2 dir
! Error: not authorized
= 4
> POST /1.0/storage-pools {"config":{},"description":"","name":"p2","driver":"dir"}
`)
}
