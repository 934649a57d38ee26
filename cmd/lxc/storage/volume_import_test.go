package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestVolumeImport imports backups, ISO images and tarballs.
func TestVolumeImport(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"custom_volume_backup", "backup_override_name", "custom_volume_iso", "import_custom_volume_tar"}}, `
file v1.tar.gz
< the backup
answer POST /1.0/storage-pools/default/volumes/custom 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200}
$ lxc storage volume import default $DIR/v1.tar.gz
> POST /1.0/storage-pools/default/volumes/custom [x-incus-name: ] [x-lxd-name: ] "the backup\n"
answer POST /1.0/storage-pools/default/volumes/custom 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200}
$ lxc storage volume import default $DIR/v1.tar.gz v2 --type backup
> POST /1.0/storage-pools/default/volumes/custom [x-incus-name: v2] [x-lxd-name: v2] "the backup\n"
answer POST /1.0/storage-pools/default/volumes/custom?target=m1 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200}
$ lxc storage volume import default - v2 --target m1
< from standard input
> POST /1.0/storage-pools/default/volumes/custom?target=m1 [x-incus-name: v2] [x-lxd-name: v2] "from standard input\n"
answer POST /1.0/storage-pools/default/volumes/custom 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200}
$ lxc storage volume import default $DIR/v1.tar.gz files --type tar
> POST /1.0/storage-pools/default/volumes/custom [x-incus-name: files] [x-incus-type: tar] [x-lxd-name: files] [x-lxd-type: tar] "the backup\n"
answer POST /1.0/storage-pools/default/volumes/custom 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200}
$ lxc storage volume import default $DIR/v1.tar.gz --type tar
> POST /1.0/storage-pools/default/volumes/custom [x-incus-name: v1] [x-incus-type: tar] [x-lxd-name: v1] [x-lxd-type: tar] "the backup\n"
file d.iso
< an image
answer POST /1.0/storage-pools/default/volumes/custom 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200}
$ lxc storage volume import default $DIR/d.iso installer
> POST /1.0/storage-pools/default/volumes/custom [x-incus-name: installer] [x-incus-type: iso] [x-lxd-name: installer] [x-lxd-type: iso] "an image\n"
$ lxc storage volume import default $DIR/d.iso
! Error: missing volume name for the ISO image
= 2
$ lxc storage volume import default $DIR/v1.tar.gz --type zip
! Error: invalid type "zip" (must be one of: backup, iso, tar)
= 2
$ lxc storage volume import default $DIR
! Error: $DIR is not a file
= 2
answer POST /1.0/storage-pools/default/volumes/custom 409 Volume by that name already exists
$ lxc storage volume import default $DIR/v1.tar.gz
! Error: Volume by that name already exists
= 5
> POST /1.0/storage-pools/default/volumes/custom [x-incus-name: ] [x-lxd-name: ] "the backup\n"
answer POST /1.0/storage-pools/nosuch/volumes/custom 404 Storage pool not found
$ lxc storage volume import nosuch $DIR/v1.tar.gz
! Error: Storage pool not found
= 3
> POST /1.0/storage-pools/nosuch/volumes/custom [x-incus-name: ] [x-lxd-name: ] "the backup\n"
answer POST /1.0/storage-pools/default/volumes/custom 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Failure","status_code":400,"err":"Backup is missing its index"}
$ lxc storage volume import default $DIR/v1.tar.gz
! Error: Backup is missing its index
= 1
> POST /1.0/storage-pools/default/volumes/custom [x-incus-name: ] [x-lxd-name: ] "the backup\n"
$ lxc storage volume import default
! Error: missing argument: <file>
= 2
$ lxc storage volume import
| (help)
$ lxc storage volume import default $DIR/v1.tar.gz v2 v3
! Error: unexpected argument "v3"
= 2
`)
}
