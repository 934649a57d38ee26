package lxd

import (
	"io"
	"net"
	"net/http"
	"net/url"

	"github.com/pkg/sftp"

	"github.com/openlxc/lxc/pkg/api"
)

// GetStorageVolumeFile opens a file of a custom volume. For a directory the reader is nil and Entries lists its contents; for
// a symlink the content is its target. The caller closes the reader. GET
// /1.0/storage-pools/POOL/volumes/TYPE/NAME/files?path=…, extension file_storage_volume (Incus). Blocks until the first byte.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStorageVolumeFile(pool, volType, volume, path string) (io.ReadCloser, *InstanceFileResponse, error) {
	return r.openFile(volumesOfType(pool, volType).at(volume, "files"), needs{"file_storage_volume"}, path)
}

// CreateStorageVolumeFile writes a file, directory or symlink on a custom volume. Parent directories must exist. POST
// /1.0/storage-pools/POOL/volumes/TYPE/NAME/files?path=…, extension file_storage_volume (Incus). Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStorageVolumeFile(pool, volType, volume, path string, args InstanceFileArgs) error {
	return r.change(fileCreation(volumesOfType(pool, volType).at(volume, "files"), needs{"file_storage_volume"}, path, args))
}

// DeleteStorageVolumeFile deletes a file or empty directory of a custom volume. DELETE
// /1.0/storage-pools/POOL/volumes/TYPE/NAME/files?path=…, extension file_storage_volume (Incus). Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteStorageVolumeFile(pool, volType, volume, path string) error {
	return r.change(request{
		method: http.MethodDelete, path: volumesOfType(pool, volType).at(volume, "files"), query: url.Values{"path": {path}},
		needs: needs{"file_storage_volume"},
	})
}

// GetStoragePoolVolumeFileSFTPConn is Incus's name for GetStoragePoolVolumeSFTPConn. GET
// /1.0/storage-pools/POOL/volumes/TYPE/NAME/sftp, extension custom_volume_sftp (Incus). The caller closes the stream. Blocks
// until connected. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumeFileSFTPConn(pool, volType, volume string) (net.Conn, error) {
	return r.GetStoragePoolVolumeSFTPConn(pool, volType, volume)
}

// GetStoragePoolVolumeFileSFTP opens an SFTP client for the files of a custom volume. GET
// /1.0/storage-pools/POOL/volumes/TYPE/NAME/sftp, extension custom_volume_sftp (Incus). Blocks until connected; the caller
// closes the client. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumeFileSFTP(pool, volType, volume string) (*sftp.Client, error) {
	return sftpClient(r.GetStoragePoolVolumeSFTPConn(pool, volType, volume))
}

// StorageVolumeNBDPost are the options of GetStoragePoolVolumeBlockNBDConn.
type StorageVolumeNBDPost struct {
	Writable bool // false opens the volume for reading only
}

// GetStoragePoolVolumeBlockNBDConn is Incus's name for GetStoragePoolVolumeNBDConn. GET
// /1.0/storage-pools/POOL/volumes/TYPE/NAME/nbd, extension storage_volume_nbd (Incus). The caller closes the stream. Blocks
// until connected. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumeBlockNBDConn(pool, volType, volume string, post StorageVolumeNBDPost) (net.Conn, error) {
	return r.GetStoragePoolVolumeNBDConn(pool, volType, volume, post.Writable)
}

// GetStorageVolumeBitmapNames lists the names of the bitmaps of a block volume. GET
// /1.0/storage-pools/POOL/volumes/TYPE/NAME/bitmaps, extension storage_volume_nbd (Incus). Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStorageVolumeBitmapNames(pool, volType, volume string) ([]string, error) {
	return r.StoragePoolVolumeBitmaps(pool, volType, volume).Names()
}

// GetStorageVolumeBitmaps lists the bitmaps of a block volume. GET
// /1.0/storage-pools/POOL/volumes/TYPE/NAME/bitmaps?recursion=1, extension storage_volume_nbd (Incus). Blocks until answered.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStorageVolumeBitmaps(pool, volType, volume string) ([]api.StorageVolumeBitmap, error) {
	return r.StoragePoolVolumeBitmaps(pool, volType, volume).List()
}

// GetStorageVolumeBitmap returns a bitmap of a block volume. GET /1.0/storage-pools/POOL/volumes/TYPE/NAME/bitmaps/BITMAP,
// extension storage_volume_nbd (Incus). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStorageVolumeBitmap(pool, volType, volume, name string) (*api.StorageVolumeBitmap, error) {
	bitmap, _, err := r.StoragePoolVolumeBitmaps(pool, volType, volume).Get(name)
	return bitmap, err
}

// CreateStorageVolumeBitmap starts tracking the changed blocks of a block volume. POST
// /1.0/storage-pools/POOL/volumes/TYPE/NAME/bitmaps, extension storage_volume_nbd (Incus). Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStorageVolumeBitmap(pool, volType, volume string, bitmap api.StorageVolumeBitmapsPost) error {
	return r.StoragePoolVolumeBitmaps(pool, volType, volume).Create(bitmap)
}

// DeleteStorageVolumeBitmap deletes a bitmap of a block volume. DELETE
// /1.0/storage-pools/POOL/volumes/TYPE/NAME/bitmaps/BITMAP, extension storage_volume_nbd (Incus). Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteStorageVolumeBitmap(pool, volType, volume, name string) error {
	return r.StoragePoolVolumeBitmaps(pool, volType, volume).Delete(name)
}

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
