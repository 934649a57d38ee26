package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestVolumeMove has other pools and other names.
func TestVolumeMove(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given storage volume create default v1
given storage create p2 dir
answer POST /1.0/storage-pools/default/volumes/custom/v1 200 {}
$ lxc storage volume move default/v1 p2/v1
| Volume moved
> POST /1.0/storage-pools/default/volumes/custom/v1 {"name":"v1","pool":"p2"}
$ lxc storage volume move default/v1 default/v2
| Volume moved
> POST /1.0/storage-pools/default/volumes/custom/v1 {"name":"v2"}
$ lxc storage volume move default/nosuch p2/v1
! Error: not found: nosuch
= 3
> POST /1.0/storage-pools/default/volumes/custom/nosuch {"name":"v1","pool":"p2"}
$ lxc storage volume move default/v1
! Error: missing argument: [<remote>:]<pool>/<volume>
= 2
`)
}
