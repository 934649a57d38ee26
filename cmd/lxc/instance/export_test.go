package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestExport has backups of instances.
func TestExport(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given init --empty c1
answer POST /1.0/instances/c1/backups 403 not authorized
$ lxc export c1 $DIR/c1.tar.gz
! Error: instance "c1" on remote "local": Create instance backup: the server (lxd 5.0.2) lacks the API extension "container_backup"
= 6
$ lxc export nosuch $DIR/x.tar.gz
! Error: instance "nosuch" on remote "local": Create instance backup: the server (lxd 5.0.2) lacks the API extension "container_backup"
= 6
$ lxc export
| (help)
`)
}
