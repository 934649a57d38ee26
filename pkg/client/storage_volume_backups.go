package lxd

import (
	"io"

	"github.com/openlxc/lxc/pkg/api"
)

// StoragePoolVolumeBackupArgs describes the file that a volume is created from.
type StoragePoolVolumeBackupArgs struct {
	BackupFile io.Reader
	Name       string // "" keeps the name in the backup
}

// StorageVolumeBackupArgs is Incus's name for StoragePoolVolumeBackupArgs.
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

// CreateStoragePoolVolumeBackup creates a backup on the server. POST /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups,
// extension custom_volume_backup. Returns once begun; Operation.BackupName returns its name at the end. Errors:
// *MissingExtensionError, *api.StatusError.
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
// written; the Canceler can abort it. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumeBackupFile(pool, volume, name string, req *BackupFileRequest) (*BackupFileResponse, error) {
	return r.saveBackup(VolumeOwner(pool, volume), name, req)
}

// CreateStoragePoolVolumeFromBackup creates a custom volume from a backup file, which is streamed. POST
// /1.0/storage-pools/POOL/volumes/custom, extension custom_volume_backup. Returns once everything is sent; Operation.Wait
// blocks until the volume exists. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStoragePoolVolumeFromBackup(pool string, args StoragePoolVolumeBackupArgs) (*Operation, error) {
	return r.ImportVolume(pool, args.BackupFile, BackupImportArgs{Name: args.Name})
}

// CreateStoragePoolVolumeFromISO creates a custom volume from an ISO image, which is streamed; args.Name is required. POST
// /1.0/storage-pools/POOL/volumes/custom, extension custom_volume_iso. Returns once everything is sent; Operation.Wait blocks
// until the volume exists. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStoragePoolVolumeFromISO(pool string, args StoragePoolVolumeBackupArgs) (*Operation, error) {
	return r.ImportVolume(pool, args.BackupFile, BackupImportArgs{Name: args.Name, Type: "iso"})
}

// GetStorageVolumeBackupNames is Incus's name for GetStoragePoolVolumeBackupNames. GET
// /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups, extension custom_volume_backup. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStorageVolumeBackupNames(pool, volume string) ([]string, error) {
	return r.GetStoragePoolVolumeBackupNames(pool, volume)
}

// GetStorageVolumeBackups is Incus's name for GetStoragePoolVolumeBackups. GET
// /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups?recursion=1, extension custom_volume_backup. Blocks until answered.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStorageVolumeBackups(pool, volume string) ([]api.StorageVolumeBackup, error) {
	return r.GetStoragePoolVolumeBackups(pool, volume)
}

// GetStorageVolumeBackup is Incus's name for GetStoragePoolVolumeBackup. GET
// /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups/NAME, extension custom_volume_backup. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStorageVolumeBackup(pool, volume, name string) (*api.StorageVolumeBackup, string, error) {
	return r.GetStoragePoolVolumeBackup(pool, volume, name)
}

// CreateStorageVolumeBackup is Incus's name for CreateStoragePoolVolumeBackup. POST
// /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups, extension custom_volume_backup. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStorageVolumeBackup(pool, volume string, backup api.StorageVolumeBackupsPost) (*Operation, error) {
	return r.CreateStoragePoolVolumeBackup(pool, volume, backup)
}

// RenameStorageVolumeBackup is Incus's name for RenameStoragePoolVolumeBackup. POST
// /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups/NAME, extension custom_volume_backup. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameStorageVolumeBackup(pool, volume, name string, backup api.StorageVolumeBackupPost) (*Operation, error) {
	return r.RenameStoragePoolVolumeBackup(pool, volume, name, backup)
}

// DeleteStorageVolumeBackup is Incus's name for DeleteStoragePoolVolumeBackup. DELETE
// /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups/NAME, extension custom_volume_backup. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteStorageVolumeBackup(pool, volume, name string) (*Operation, error) {
	return r.DeleteStoragePoolVolumeBackup(pool, volume, name)
}

// GetStorageVolumeBackupFile is Incus's name for GetStoragePoolVolumeBackupFile. GET
// /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups/NAME/export, extension custom_volume_backup. Blocks until the file is
// written; the Canceler can abort it. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStorageVolumeBackupFile(pool, volume, name string, req *BackupFileRequest) (*BackupFileResponse, error) {
	return r.GetStoragePoolVolumeBackupFile(pool, volume, name, req)
}

// CreateStoragePoolVolumeFromTarball creates a custom volume from a tarball of its files, which is streamed; args.Name is
// required. POST /1.0/storage-pools/POOL/volumes/custom, extension import_custom_volume_tar (LXD). Returns once everything is
// sent; Operation.Wait blocks until the volume exists. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStoragePoolVolumeFromTarball(pool string, args StoragePoolVolumeBackupArgs) (*Operation, error) {
	return r.ImportVolume(pool, args.BackupFile, BackupImportArgs{Name: args.Name, Type: "tar"})
}

// CreateStorageVolumeBackupStream writes a backup of a custom volume to a file while the server makes it, without storing it
// there. POST /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups, extensions direct_backup and custom_volume_backup
// (Incus). Blocks until the file is written; the Canceler can abort it. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStorageVolumeBackupStream(pool, volume string, backup api.StorageVolumeBackupsPost, req *BackupFileRequest) error {
	return r.saveStream(VolumeOwner(pool, volume), backup, req)
}
