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
