package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestPoolShow prints a pool or its resources.
func TestPoolShow(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
$ lxc storage show default --target m1
| config: {}
| description: ""
| name: default
| driver: dir
| used_by: []
| status: Created
| locations:
| - none
> GET /1.0/storage-pools/default?target=m1
answer GET /1.0/storage-pools/default/resources?target=m1 200 {"space":{"used":1048576,"total":10737418240},"inodes":{"used":7,"total":9}}
$ lxc storage show default --resources --target m1
| space:
|   used: 1048576
|   total: 10737418240
| inodes:
|   used: 7
|   total: 9
> GET /1.0/storage-pools/default/resources?target=m1
answer GET /1.0/storage-pools/default/resources 403 not authorized
$ lxc storage show default --resources
! Error: not authorized
= 4
> GET /1.0/storage-pools/default/resources
$ lxc storage show
| (help)
$ lxc storage show default p2
! Error: unexpected argument "p2"
= 2
`)
}
