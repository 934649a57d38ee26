package instance_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestImport has instances from backup files.
func TestImport(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
file bad.tar.gz
< this is no backup
$ lxc import $DIR/nosuch.tar.gz
! Error: open $DIR/nosuch.tar.gz: no such file or directory
= 1
answer POST /1.0/instances 400 Backup file is invalid
$ lxc import $DIR/bad.tar.gz
! Error: the server (lxd 5.0.2) lacks the API extension "container_backup"
= 6
answer POST /1.0/instances 409 Instance "c9" already exists
$ lxc import $DIR/bad.tar.gz c9 -s default
! Error: the server (lxd 5.0.2) lacks the API extension "backup_override_name"
= 6
$ lxc import
| (help)
`)
}
