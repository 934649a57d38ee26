package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestVolumeCopy has copies on one server and to another one.
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
