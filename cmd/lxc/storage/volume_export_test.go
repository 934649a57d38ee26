package storage_test

import (
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestVolumeBackups names the extension that backups need.
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

// TestVolumeExport creates a backup on the server, downloads it and deletes it there.
func TestVolumeExport(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Extra: []string{"custom_volume_backup", "backup_compression_algorithm"}}, `
given storage volume create default v1
answer POST /1.0/storage-pools/default/volumes/custom/v1/backups 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200,"resources":{"backups":["/1.0/storage-pools/default/volumes/custom/v1/backups/backup0"]}}
answer GET /1.0/storage-pools/default/volumes/custom/v1/backups/backup0/export raw the backup
answer DELETE /1.0/storage-pools/default/volumes/custom/v1/backups/backup0 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200,"resources":{"backups":["/1.0/storage-pools/default/volumes/custom/v1/backups/backup0"]}}
$ lxc storage volume export default v1 $DIR/v1.tar.gz
| Exported to $DIR/v1.tar.gz
> POST /1.0/storage-pools/default/volumes/custom/v1/backups {"name":"","expires_at":"DATE"}
> GET /1.0/storage-pools/default/volumes/custom/v1/backups/backup0/export
> DELETE /1.0/storage-pools/default/volumes/custom/v1/backups/backup0
cat v1.tar.gz
| the backup\c
answer POST /1.0/storage-pools/default/volumes/custom/v1/backups 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200,"resources":{"backups":["/1.0/storage-pools/default/volumes/custom/v1/backups/backup0"]}}
answer GET /1.0/storage-pools/default/volumes/custom/v1/backups/backup0/export raw the second backup
answer DELETE /1.0/storage-pools/default/volumes/custom/v1/backups/backup0 404 Storage volume backup not found
$ lxc storage volume export default custom/v1 $DIR/v1.tar.gz --volume-only --optimized-storage --compression zstd --force
| Exported to $DIR/v1.tar.gz
> POST /1.0/storage-pools/default/volumes/custom/v1/backups {"name":"","expires_at":"DATE","volume_only":true,"optimized_storage":true,"compression_algorithm":"zstd"}
> GET /1.0/storage-pools/default/volumes/custom/v1/backups/backup0/export
> DELETE /1.0/storage-pools/default/volumes/custom/v1/backups/backup0
cat v1.tar.gz
| the second backup\c
$ lxc storage volume export default v1 $DIR/v1.tar.gz --no-clobber
! Error: $DIR/v1.tar.gz already exists (not replaced because of --no-clobber)
= 5
answer POST /1.0/storage-pools/default/volumes/custom/v1/backups 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200,"resources":{"backups":["/1.0/storage-pools/default/volumes/custom/v1/backups/backup0"]}}
answer GET /1.0/storage-pools/default/volumes/custom/v1/backups/backup0/export raw on standard output
answer DELETE /1.0/storage-pools/default/volumes/custom/v1/backups/backup0 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200,"resources":{"backups":["/1.0/storage-pools/default/volumes/custom/v1/backups/backup0"]}}
$ lxc storage volume export default v1 -
| on standard output\c
> POST /1.0/storage-pools/default/volumes/custom/v1/backups {"name":"","expires_at":"DATE"}
> GET /1.0/storage-pools/default/volumes/custom/v1/backups/backup0/export
> DELETE /1.0/storage-pools/default/volumes/custom/v1/backups/backup0
answer POST /1.0/storage-pools/default/volumes/custom/v1/backups?target=m1 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200,"resources":{"backups":["/1.0/storage-pools/default/volumes/custom/v1/backups/backup0"]}}
answer GET /1.0/storage-pools/default/volumes/custom/v1/backups/backup0/export?target=m1 raw of a member
answer DELETE /1.0/storage-pools/default/volumes/custom/v1/backups/backup0?target=m1 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200,"resources":{"backups":["/1.0/storage-pools/default/volumes/custom/v1/backups/backup0"]}}
$ lxc storage volume export default v1 $DIR/new.tar.gz --target m1 --no-clobber
| Exported to $DIR/new.tar.gz
> POST /1.0/storage-pools/default/volumes/custom/v1/backups?target=m1 {"name":"","expires_at":"DATE"}
> GET /1.0/storage-pools/default/volumes/custom/v1/backups/backup0/export?target=m1
> DELETE /1.0/storage-pools/default/volumes/custom/v1/backups/backup0?target=m1
cat new.tar.gz
| of a member\c
answer POST /1.0/storage-pools/default/volumes/custom/v1/backups 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200,"resources":{"backups":["/1.0/storage-pools/default/volumes/custom/v1/backups/backup0"]}}
answer GET /1.0/storage-pools/default/volumes/custom/v1/backups/backup0/export 500 disk failure
answer DELETE /1.0/storage-pools/default/volumes/custom/v1/backups/backup0 403 not authorized
$ lxc storage volume export default v1 $DIR/never.tar.gz
! Warning: could not delete the backup backup0 on the server (it expires after a day): not authorized
! Error: disk failure
= 1
> POST /1.0/storage-pools/default/volumes/custom/v1/backups {"name":"","expires_at":"DATE"}
> GET /1.0/storage-pools/default/volumes/custom/v1/backups/backup0/export
> DELETE /1.0/storage-pools/default/volumes/custom/v1/backups/backup0
answer POST /1.0/storage-pools/default/volumes/custom/v1/backups 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Failure","status_code":400,"err":"No space left on device","resources":{"backups":["/1.0/storage-pools/default/volumes/custom/v1/backups/backup0"]}}
answer DELETE /1.0/storage-pools/default/volumes/custom/v1/backups/backup0 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200,"resources":{"backups":["/1.0/storage-pools/default/volumes/custom/v1/backups/backup0"]}}
$ lxc storage volume export default v1 $DIR/never.tar.gz
! Error: No space left on device
= 1
> POST /1.0/storage-pools/default/volumes/custom/v1/backups {"name":"","expires_at":"DATE"}
> DELETE /1.0/storage-pools/default/volumes/custom/v1/backups/backup0
answer POST /1.0/storage-pools/default/volumes/custom/v1/backups 404 Storage volume not found
$ lxc storage volume export default v1 $DIR/never.tar.gz
! Error: Failed to create storage volume backup: Storage volume not found
= 3
> POST /1.0/storage-pools/default/volumes/custom/v1/backups {"name":"","expires_at":"DATE"}
answer POST /1.0/storage-pools/default/volumes/custom/v1/backups 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200,"resources":{"backups":["/1.0/storage-pools/default/volumes/custom/v1/backups/backup0"]}}
answer GET /1.0/storage-pools/default/volumes/custom/v1/backups/backup0/export raw nowhere
answer DELETE /1.0/storage-pools/default/volumes/custom/v1/backups/backup0 202 {"id":"11111111-1111-4111-8111-111111111111","class":"task","status":"Success","status_code":200,"resources":{"backups":["/1.0/storage-pools/default/volumes/custom/v1/backups/backup0"]}}
$ lxc storage volume export default v1 $DIR/nosuch/never.tar.gz
! Error: volume "default/v1" on remote "local": open $DIR/nosuch/never.tar.gz: no such file or directory
= 1
> POST /1.0/storage-pools/default/volumes/custom/v1/backups {"name":"","expires_at":"DATE"}
> GET /1.0/storage-pools/default/volumes/custom/v1/backups/backup0/export
> DELETE /1.0/storage-pools/default/volumes/custom/v1/backups/backup0
$ lxc storage volume export default container/c1 $DIR/c1.tar.gz
! Error: only custom volumes can be exported
= 2
$ lxc storage volume export default v1/snap0 $DIR/c1.tar.gz
! Error: only custom volumes can be exported
= 2
$ lxc storage volume export default v1 $DIR/a $DIR/b
! Error: unexpected argument "$DIR/b"
= 2
`)
}

// TestVolumeExportDirect reads the backup from the response of a server that streams it.
func TestVolumeExportDirect(t *testing.T) {
	t.Parallel()
	clitest.Script(t, root.New, minilxd.Options{Family: "incus", Extra: []string{"custom_volume_backup", "direct_backup"}}, `
given storage volume create default v1
answer POST /1.0/storage-pools/default/volumes/custom/v1/backups raw the backup
$ lxc storage volume export default v1 $DIR/v1.tar.gz --volume-only
| Exported to $DIR/v1.tar.gz
> POST /1.0/storage-pools/default/volumes/custom/v1/backups {"name":"","expires_at":"DATE","volume_only":true}
cat v1.tar.gz
| the backup\c
answer POST /1.0/storage-pools/default/volumes/custom/v1/backups 400 Backups are disabled
$ lxc storage volume export default v1 $DIR/v2.tar.gz
! Error: Failed to create storage volume backup: Backups are disabled
= 1
> POST /1.0/storage-pools/default/volumes/custom/v1/backups {"name":"","expires_at":"DATE"}
`)
}
