package lxd

import (
	"io"

	"github.com/openlxc/lxc/pkg/api"
)

// StoragePoolVolumeBackupArgs are the file that a volume is made of.
type StoragePoolVolumeBackupArgs struct {
	BackupFile io.Reader
	Name       string // "" keeps that of the backup
}

// StorageVolumeBackupArgs is the name of StoragePoolVolumeBackupArgs at Incus.
type StorageVolumeBackupArgs = StoragePoolVolumeBackupArgs

// GetStoragePoolVolumeBackupNames lists the names of the backups of a custom volume. GET
// /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups, extension custom_volume_backup. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumeBackupNames(pool, volume string) ([]string, error) {
	return r.GetBackupNames(VolumeOwner(pool, volume))
}

// GetStoragePoolVolumeBackup returns a backup of a custom volume and its ETag. GET
// /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups/NAME, extension custom_volume_backup. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumeBackup(pool, volume, name string) (*api.StoragePoolVolumeBackup, string, error) {
	return getBackup[api.StoragePoolVolumeBackup](r, VolumeOwner(pool, volume), name)
}

// CreateStoragePoolVolumeBackup makes a backup that the server keeps. POST
// /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups, extension custom_volume_backup. Returns once begun; Operation.BackupName
// finds its name at the end. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStoragePoolVolumeBackup(pool, volume string, backup api.StoragePoolVolumeBackupsPost) (*Operation, error) {
	return r.CreateBackup(VolumeOwner(pool, volume), backup)
}

// RenameStoragePoolVolumeBackup renames a backup of a custom volume. POST
// /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups/NAME, extension custom_volume_backup. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameStoragePoolVolumeBackup(pool, volume, name string, backup api.StoragePoolVolumeBackupPost) (*Operation, error) {
	return r.renameBackup(VolumeOwner(pool, volume), name, backup)
}

// DeleteStoragePoolVolumeBackup deletes a backup of a custom volume. DELETE
// /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups/NAME, extension custom_volume_backup. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteStoragePoolVolumeBackup(pool, volume, name string) (*Operation, error) {
	return r.deleteBackup(VolumeOwner(pool, volume), name)
}

// GetStoragePoolVolumeBackupFile downloads a backup of a custom volume. GET
// /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups/NAME/export, extension custom_volume_backup. Blocks until the file is
// written; the Canceler ends it, too. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumeBackupFile(pool, volume, name string, req *BackupFileRequest) (*BackupFileResponse, error) {
	return r.saveBackup(VolumeOwner(pool, volume), name, req)
}

// CreateStoragePoolVolumeFromBackup creates a custom volume from the file of a backup, which is streamed. POST
// /1.0/storage-pools/POOL/volumes/custom, extension custom_volume_backup. Returns once all is sent; Operation.Wait blocks until the
// volume is there. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStoragePoolVolumeFromBackup(pool string, args StoragePoolVolumeBackupArgs) (*Operation, error) {
	return r.ImportVolume(pool, args.BackupFile, BackupImportArgs{Name: args.Name})
}

// CreateStoragePoolVolumeFromISO creates a custom volume from an ISO image, which is streamed; it needs a name. POST
// /1.0/storage-pools/POOL/volumes/custom, extension custom_volume_iso. Returns once all is sent; Operation.Wait blocks until the
// volume is there. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStoragePoolVolumeFromISO(pool string, args StoragePoolVolumeBackupArgs) (*Operation, error) {
	return r.ImportVolume(pool, args.BackupFile, BackupImportArgs{Name: args.Name, Type: "iso"})
}

// GetStorageVolumeBackupNames is GetStoragePoolVolumeBackupNames as Incus names it. GET
// /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups, extension custom_volume_backup. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStorageVolumeBackupNames(pool, volume string) ([]string, error) {
	return r.GetStoragePoolVolumeBackupNames(pool, volume)
}

// GetStorageVolumeBackups is GetStoragePoolVolumeBackups as Incus names it. GET
// /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups?recursion=1, extension custom_volume_backup. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStorageVolumeBackups(pool, volume string) ([]api.StorageVolumeBackup, error) {
	return r.GetStoragePoolVolumeBackups(pool, volume)
}

// GetStorageVolumeBackup is GetStoragePoolVolumeBackup as Incus names it. GET
// /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups/NAME, extension custom_volume_backup. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStorageVolumeBackup(pool, volume, name string) (*api.StorageVolumeBackup, string, error) {
	return r.GetStoragePoolVolumeBackup(pool, volume, name)
}

// CreateStorageVolumeBackup is CreateStoragePoolVolumeBackup as Incus names it. POST
// /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups, extension custom_volume_backup. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStorageVolumeBackup(pool, volume string, backup api.StorageVolumeBackupsPost) (*Operation, error) {
	return r.CreateStoragePoolVolumeBackup(pool, volume, backup)
}

// RenameStorageVolumeBackup is RenameStoragePoolVolumeBackup as Incus names it. POST
// /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups/NAME, extension custom_volume_backup. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameStorageVolumeBackup(pool, volume, name string, backup api.StorageVolumeBackupPost) (*Operation, error) {
	return r.RenameStoragePoolVolumeBackup(pool, volume, name, backup)
}

// DeleteStorageVolumeBackup is DeleteStoragePoolVolumeBackup as Incus names it. DELETE
// /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups/NAME, extension custom_volume_backup. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteStorageVolumeBackup(pool, volume, name string) (*Operation, error) {
	return r.DeleteStoragePoolVolumeBackup(pool, volume, name)
}

// GetStorageVolumeBackupFile is GetStoragePoolVolumeBackupFile as Incus names it. GET
// /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups/NAME/export, extension custom_volume_backup. Blocks until the file is
// written; the Canceler ends it, too. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStorageVolumeBackupFile(pool, volume, name string, req *BackupFileRequest) (*BackupFileResponse, error) {
	return r.GetStoragePoolVolumeBackupFile(pool, volume, name, req)
}
