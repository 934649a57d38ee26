package admin_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestInitAuto configures an empty server without prompts.
func TestInitAuto(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus"}, `
answer GET /1.0/storage-pools 200 []
answer GET /1.0/storage-pools?recursion=1 200 []
$ lxc admin init --auto --storage-backend dir --storage-pool p1
! Error: --storage-pool, --storage-create-device and --storage-create-loop cannot be used with the backend dir
= 2
answer GET /1.0/storage-pools 200 []
answer GET /1.0/storage-pools?recursion=1 200 []
$ lxc admin init --auto --storage-backend nosuch
! Error: Failed to create storage pool "default": default already exists
= 5
> GET /1.0/networks?recursion=1
> GET /1.0/storage-pools x2
> POST /1.0/storage-pools {"config":{},"description":"","name":"default","driver":"nosuch"}
answer GET /1.0/storage-pools 200 []
$ lxc admin init --auto --storage-backend dir --storage-create-loop 5
! Error: --storage-pool, --storage-create-device and --storage-create-loop cannot be used with the backend dir
= 2
$ lxc admin init --auto --network-port 8443
! Error: --network-port requires --network-address
= 2
`)
}
