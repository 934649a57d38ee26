package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestVolumeRebuild asks the server to repair a volume.
func TestVolumeRebuild(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"storage_volumes_rebuild"}}, `
answer POST /1.0/storage-pools/remote/volumes/custom/data/rebuild 200 {}
$ lxc storage volume rebuild remote data
> POST /1.0/storage-pools/remote/volumes/custom/data/rebuild {}
answer POST /1.0/storage-pools/remote/volumes/custom/data/rebuild 404 Storage pool volume not found
$ lxc storage volume rebuild remote data
! Error: Storage pool volume not found
= 3
> POST /1.0/storage-pools/remote/volumes/custom/data/rebuild {}
$ lxc storage volume rebuild remote
! Error: missing argument: <volume>
= 2
`)
}
