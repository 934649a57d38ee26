package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestPoolInfo prints the space of a pool and its users.
func TestPoolInfo(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
answer GET /1.0/storage-pools/default 200 {"name":"default","driver":"zfs","description":"words","used_by":["/1.0/instances/c1","/1.0/instances/c2?project=p1","/1.0/profiles/default","/1.0/images/abc","/1.0/storage-pools/default/volumes/custom/data","/1.0/storage-pools/default/volumes/custom/a%20b?project=p1","/1.0/storage-pools/default/buckets/b1","/1.0/instances/c1/snapshots/s0","odd"]}
answer GET /1.0/storage-pools/default/resources 200 {"space":{"used":1048576,"total":10737418240}}
$ lxc storage info default
| info:
|   description: words
|   driver: zfs
|   name: default
|   space used: 1.00MiB
|   total space: 10.00GiB
| used by:
|   "":
|   - odd
|   buckets:
|   - b1
|   images:
|   - abc
|   instances:
|   - c1
|   - c2 (project "p1")
|   - c1
|   profiles:
|   - default
|   volumes:
|   - data
|   - a b (project "p1")
> GET /1.0/storage-pools/default
> GET /1.0/storage-pools/default/resources
$ lxc storage info default --target m1
! Error: --target requires a cluster
= 1
answer GET /1.0 200 {"api_extensions":["storage","resources","clustering"],"auth":"trusted","environment":{"server":"lxd","server_clustered":true}}
answer GET /1.0/storage-pools/default?target=m1 200 {"name":"default","driver":"zfs","used_by":[]}
answer GET /1.0/storage-pools/default/resources?target=m1 200 {"space":{"used":1048576,"total":10737418240}}
$ lxc storage info default --bytes --target m1
| info:
|   description: ""
|   driver: zfs
|   name: default
|   space used: "1048576"
|   total space: "10737418240"
| used by: {}
> GET /1.0/storage-pools/default/resources?target=m1
> GET /1.0/storage-pools/default?target=m1
answer GET /1.0/storage-pools/default/resources 500 pool is not available
$ lxc storage info default
! Error: pool is not available
= 1
> GET /1.0/storage-pools/default
> GET /1.0/storage-pools/default/resources
$ lxc storage info
| (help)
$ lxc storage info default p2
! Error: unexpected argument "p2"
= 2
`)
}
