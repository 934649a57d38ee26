package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestVolumeBackups says which extension backups need.
func TestVolumeBackups(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{}, `
given storage volume create default v1
$ lxc storage volume export default v1 $DIR/v1.tar.gz
! Error: volume "default/v1" on remote "local": Failed to create storage volume backup: the server (lxd 5.0.2) lacks the API extension "custom_volume_backup"
= 6
$ lxc storage volume export default
! Error: missing argument: <volume>
= 2
$ lxc storage volume import default $DIR/nosuch.tar.gz v2
! Error: open $DIR/nosuch.tar.gz: no such file or directory
= 1
file v.iso
< no backup
$ lxc storage volume import default $DIR/v.iso v2
! Error: pool "default" on remote "local": the server (lxd 5.0.2) lacks the API extension "custom_volume_iso"
= 6
$ lxc storage volume import default $DIR/v.iso v2 --type iso
! Error: pool "default" on remote "local": the server (lxd 5.0.2) lacks the API extension "custom_volume_iso"
= 6
`)
}
