package lxd

import (
	"io"
	"net/http"

	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/cancel"
)

// BackupFileRequest says where a backup file is written.
type BackupFileRequest struct {
	BackupFile      io.WriteSeeker
	ProgressHandler func(progress ProgressData)
	Canceler        *cancel.Canceler
}

// BackupFileResponse has the size of a backup file in bytes.
type BackupFileResponse struct {
	Size int64
}

// InstanceBackupArgs describes the backup that an instance is created from.
type InstanceBackupArgs struct {
	BackupFile io.Reader
	PoolName   string   // "" keeps the pool in the backup
	Name       string   // "" keeps the name in the backup
	Config     []string // "key=value" each (extension backup_override_config, Incus)
	Devices    []string // "device,key=value" each (extension backup_override_config, Incus)
}

// GetInstanceBackupNames lists the names of the backups of an instance. GET /1.0/instances/NAME/backups, extension
// container_backup. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceBackupNames(instance string) ([]string, error) {
	return r.GetBackupNames(InstanceOwner(instance))
}

// GetInstanceBackup returns a backup of an instance and its ETag. GET /1.0/instances/NAME/backups/BACKUP, extension
// container_backup. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceBackup(instance, name string) (*api.InstanceBackup, string, error) {
	return getBackup[api.InstanceBackup](r, InstanceOwner(instance), name)
}

// CreateInstanceBackup creates a backup on the server. POST /1.0/instances/NAME/backups, extension container_backup. Returns
// once begun; Operation.BackupName returns its name at the end. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateInstanceBackup(instance string, backup api.InstanceBackupsPost) (*Operation, error) {
	return r.CreateBackup(InstanceOwner(instance), backup)
}

// RenameInstanceBackup renames a backup. POST /1.0/instances/NAME/backups/BACKUP, extension container_backup. Returns once begun.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameInstanceBackup(instance, name string, backup api.InstanceBackupPost) (*Operation, error) {
	return r.renameBackup(InstanceOwner(instance), name, backup)
}

// DeleteInstanceBackup deletes a backup. DELETE /1.0/instances/NAME/backups/BACKUP, extension container_backup. Returns once
// begun. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteInstanceBackup(instance, name string) (*Operation, error) {
	return r.deleteBackup(InstanceOwner(instance), name)
}

// GetInstanceBackupFile downloads a backup. GET /1.0/instances/NAME/backups/BACKUP/export, extension container_backup. Blocks
// until the file is written; the Canceler can abort it. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceBackupFile(instance, name string, req *BackupFileRequest) (*BackupFileResponse, error) {
	return r.saveBackup(InstanceOwner(instance), name, req)
}

// CreateInstanceFromBackup creates an instance from a backup file, which is streamed. POST /1.0/instances, extension
// container_backup. Returns once everything is sent; Operation.Wait blocks until the instance exists. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateInstanceFromBackup(args InstanceBackupArgs) (*Operation, error) {
	needed := importNeeds(args.Name, args.PoolName, len(args.Config) > 0 || len(args.Devices) > 0)
	return r.async(importStream(args.BackupFile, needed, filled(map[string]string{
		"pool": args.PoolName, "name": args.Name, "config": joined(args.Config), "devices": joined(args.Devices),
	}), "instances"))
}

func getBackup[T any](r *ProtocolLXD, of Owner, name string) (*T, string, error) {
	return get[*T](r, request{path: of.at(name), needs: needs{of.ext}})
}

func (r *ProtocolLXD) renameBackup(of Owner, name string, post api.InstanceBackupPost) (*Operation, error) {
	return r.async(request{method: http.MethodPost, path: of.at(name), body: post, needs: needs{of.ext}})
}

func (r *ProtocolLXD) deleteBackup(of Owner, name string) (*Operation, error) {
	return r.async(request{method: http.MethodDelete, path: of.at(name), needs: needs{of.ext}})
}

// saveBackup downloads a backup file.
func (r *ProtocolLXD) saveBackup(of Owner, name string, req *BackupFileRequest) (*BackupFileResponse, error) {
	ctx, release := req.Canceler.Bind(r.context())
	defer release()
	body, size, _, err := r.view(func(s *scope) { s.ctx = ctx }).GetBackupFile(of, name, 0)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	return writeBackup(body, size, req)
}

func writeBackup(body io.Reader, size int64, req *BackupFileRequest) (*BackupFileResponse, error) {
	n, err := io.Copy(req.BackupFile, newCounter(max(size, 0), req.ProgressHandler).reader(body))
	if err == nil && size >= 0 && n != size {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, err
	}
	return &BackupFileResponse{Size: n}, nil
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
