package lxd

import (
	"net/http"

	"github.com/openlxc/lxc/pkg/api"
)

// GetStoragePoolVolumeSnapshotNames lists the names of the snapshots of a volume. GET
// /1.0/storage-pools/POOL/volumes/TYPE/VOLUME/snapshots, extension storage_api_volume_snapshots. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumeSnapshotNames(pool, volType, volume string) ([]string, error) {
	return r.StoragePoolVolumeSnapshots(pool, volType, volume).Names()
}

// GetStoragePoolVolumeSnapshots lists the snapshots of a volume. GET
// /1.0/storage-pools/POOL/volumes/TYPE/VOLUME/snapshots?recursion=1, extension storage_api_volume_snapshots. Blocks until answered.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumeSnapshots(pool, volType, volume string) ([]api.StorageVolumeSnapshot, error) {
	return r.StoragePoolVolumeSnapshots(pool, volType, volume).List()
}

// GetStoragePoolVolumeSnapshot returns a snapshot of a volume and its ETag. GET
// /1.0/storage-pools/POOL/volumes/TYPE/VOLUME/snapshots/NAME, extension storage_api_volume_snapshots. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumeSnapshot(pool, volType, volume, name string) (*api.StorageVolumeSnapshot, string, error) {
	return r.StoragePoolVolumeSnapshots(pool, volType, volume).Get(name)
}

// CreateStoragePoolVolumeSnapshot makes a snapshot of a volume; with an empty name the server chooses one. POST
// /1.0/storage-pools/POOL/volumes/TYPE/VOLUME/snapshots, extension storage_api_volume_snapshots. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStoragePoolVolumeSnapshot(pool, volType, volume string, snapshot api.StorageVolumeSnapshotsPost) (*Operation, error) {
	return r.snapshotChange(pool, volType, volume, "", request{method: http.MethodPost, body: snapshot})
}

// UpdateStoragePoolVolumeSnapshot changes description and expiry of a snapshot. PUT
// /1.0/storage-pools/POOL/volumes/TYPE/VOLUME/snapshots/NAME, extension storage_api_volume_snapshots. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateStoragePoolVolumeSnapshot(pool, volType, volume, name string, put api.StorageVolumeSnapshotPut, etag string) error {
	return r.StoragePoolVolumeSnapshots(pool, volType, volume).Update(name, put, etag)
}

// RenameStoragePoolVolumeSnapshot renames a snapshot of a volume. POST
// /1.0/storage-pools/POOL/volumes/TYPE/VOLUME/snapshots/NAME, extension storage_api_volume_snapshots. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameStoragePoolVolumeSnapshot(pool, volType, volume, name string, snapshot api.StorageVolumeSnapshotPost) (*Operation, error) {
	return r.snapshotChange(pool, volType, volume, name, request{method: http.MethodPost, body: snapshot})
}

// DeleteStoragePoolVolumeSnapshot deletes a snapshot of a volume. DELETE
// /1.0/storage-pools/POOL/volumes/TYPE/VOLUME/snapshots/NAME, extension storage_api_volume_snapshots. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteStoragePoolVolumeSnapshot(pool, volType, volume, name string) (*Operation, error) {
	return r.snapshotChange(pool, volType, volume, name, request{method: http.MethodDelete})
}

func (r *ProtocolLXD) snapshotChange(pool, volType, volume, name string, q request) (*Operation, error) {
	c := r.StoragePoolVolumeSnapshots(pool, volType, volume)
	q.path = c.at()
	if name != "" {
		q.path = c.at(name)
	}
	return r.asyncWith(c.ext, q)
}
