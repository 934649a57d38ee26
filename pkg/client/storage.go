package lxd

import (
	"encoding/json"
	"net"
	"net/http"
	"net/url"

	"github.com/openlxc/lxc/pkg/api"
)

// GetStoragePoolNames lists the names of the storage pools (extension storage).
func (r *ProtocolLXD) GetStoragePoolNames() ([]string, error) { return pools.on(r).Names() }

// GetStoragePools lists the storage pools (extension storage).
func (r *ProtocolLXD) GetStoragePools() ([]api.StoragePool, error) { return pools.on(r).List() }

// GetStoragePool returns a storage pool (extension storage).
func (r *ProtocolLXD) GetStoragePool(name string) (*api.StoragePool, string, error) {
	return pools.on(r).Get(name)
}

// CreateStoragePool creates a storage pool (extension storage).
func (r *ProtocolLXD) CreateStoragePool(pool api.StoragePoolsPost) error {
	return pools.on(r).Create(pool)
}

// UpdateStoragePool replaces the writable part of a storage pool (extension storage).
func (r *ProtocolLXD) UpdateStoragePool(name string, pool api.StoragePoolPut, etag string) error {
	return pools.on(r).Update(name, pool, etag)
}

// DeleteStoragePool deletes a storage pool (extension storage).
func (r *ProtocolLXD) DeleteStoragePool(name string) error { return pools.on(r).Delete(name) }

// GetStoragePoolVolumeNames lists the volumes of a pool as TYPE/NAME (extension storage).
func (r *ProtocolLXD) GetStoragePoolVolumeNames(pool string) ([]string, error) {
	return volumes(pool).on(r).Names()
}

// GetStoragePoolVolumes lists the volumes of a pool (extension storage).
func (r *ProtocolLXD) GetStoragePoolVolumes(pool string) ([]api.StorageVolume, error) {
	return volumes(pool).on(r).List()
}

// GetStoragePoolVolume returns a volume. volType is "custom", "container", "virtual-machine" or "image".
func (r *ProtocolLXD) GetStoragePoolVolume(pool string, volType string, name string) (*api.StorageVolume, string, error) {
	return volumesOfType(pool, volType).on(r).Get(name)
}

// CreateStoragePoolVolume creates a custom volume.
func (r *ProtocolLXD) CreateStoragePoolVolume(pool string, volume api.StorageVolumesPost) error {
	return volumesOfType(pool, volume.Type).on(r).Create(volume)
}

// UpdateStoragePoolVolume replaces the writable part of a volume.
func (r *ProtocolLXD) UpdateStoragePoolVolume(pool, volType, name string, volume api.StorageVolumePut, etag string) error {
	return volumesOfType(pool, volType).on(r).Update(name, volume, etag)
}

// DeleteStoragePoolVolume deletes a volume.
func (r *ProtocolLXD) DeleteStoragePoolVolume(pool string, volType string, name string) error {
	return volumesOfType(pool, volType).on(r).Delete(name)
}

// GetVolumeURLs lists the volumes of one type as raw URLs, snapshots included: one cheap request even for thousands.
func (r *ProtocolLXD) GetVolumeURLs(pool, volType string) ([]string, error) {
	urls, _, err := get[[]string](r, volumesOfType(pool, volType).at(), url.Values{})
	return urls, err
}

func volumesOfType(pool, volType string) Collection[api.StorageVolume, api.StorageVolumesPost, api.StorageVolumePut] {
	c := volumes(pool)
	c.path = append(c.path, volType)
	return c
}

// GetStoragePoolResources returns the room in a pool (extension resources).
func (r *ProtocolLXD) GetStoragePoolResources(name string) (*api.ResourcesStoragePool, error) {
	return fetch[*api.ResourcesStoragePool](r, "resources", nil, "storage-pools", name, "resources")
}

// GetStoragePoolVolumeState returns the use of a volume (extension storage_volume_state).
func (r *ProtocolLXD) GetStoragePoolVolumeState(pool, volType, name string) (*api.StorageVolumeState, error) {
	return fetch[*api.StorageVolumeState](r, "storage_volume_state", nil, "storage-pools", pool, "volumes", volType, name, "state")
}

// CreateStoragePoolVolumeOp creates a volume from a source: a copy on this server or a migration from another one. With
// Source.Mode "push" the operation's metadata holds the secrets for the sender.
func (r *ProtocolLXD) CreateStoragePoolVolumeOp(pool string, volume api.StorageVolumesPost) (*Operation, error) {
	if err := r.CheckExtension("storage_api_local_volume_handling"); err != nil {
		return nil, err
	}
	return r.async(request{method: http.MethodPost, path: volumesOfType(pool, volume.Type).at(), body: volume})
}

// MoveStoragePoolVolume renames a volume, moves it to another pool, project or member (with Source), or offers it for
// migration. A target member is named by UseTarget.
func (r *ProtocolLXD) MoveStoragePoolVolume(pool, volType, name string, post api.StorageVolumePost) (*Operation, error) {
	ext := "storage_api_volume_rename"
	switch {
	case post.Migration:
		ext = "storage_api_remote_volume_handling"
	case post.Project != "":
		ext = "storage_volume_project_move"
	case post.Pool != "":
		ext = "storage_api_local_volume_handling"
	}
	if err := r.CheckExtension(ext); err != nil {
		return nil, err
	}
	return r.async(request{method: http.MethodPost, path: volumesOfType(pool, volType).at(name), body: post})
}

// RebuildStoragePoolVolume repairs the replicas of a volume (extension storage_volumes_rebuild, Incus).
func (r *ProtocolLXD) RebuildStoragePoolVolume(pool, volType, name string) error {
	return r.changeWith("storage_volumes_rebuild", request{method: http.MethodPost, path: volumesOfType(pool, volType).at(name, "rebuild"), body: struct{}{}})
}

// StoragePoolVolumeSnapshots are the snapshots of a volume (extension storage_api_volume_snapshots). Their names come with
// or without that of the volume before them.
func (r *ProtocolLXD) StoragePoolVolumeSnapshots(pool, volType, volume string) Collection[api.StorageVolumeSnapshot, api.StorageVolumeSnapshotsPost, api.StorageVolumeSnapshotPut] {
	return objects[api.StorageVolumeSnapshot, api.StorageVolumeSnapshotsPost, api.StorageVolumeSnapshotPut](
		r, "storage_api_volume_snapshots", "storage-pools", pool, "volumes", volType, volume, "snapshots")
}

// StoragePoolVolumeBitmaps are the bitmaps of a block volume (extension storage_volume_nbd, Incus).
func (r *ProtocolLXD) StoragePoolVolumeBitmaps(pool, volType, volume string) Collection[api.StorageVolumeBitmap, api.StorageVolumeBitmapsPost, struct{}] {
	return objects[api.StorageVolumeBitmap, api.StorageVolumeBitmapsPost, struct{}](
		r, "storage_volume_nbd", "storage-pools", pool, "volumes", volType, volume, "bitmaps")
}

// GetStoragePoolVolumeSFTPConn opens SFTP on a custom volume (extension custom_volume_sftp, Incus).
func (r *ProtocolLXD) GetStoragePoolVolumeSFTPConn(pool, volType, volume string) (net.Conn, error) {
	if err := r.CheckExtension("custom_volume_sftp"); err != nil {
		return nil, err
	}
	return r.upgrade(request{method: http.MethodGet, path: volumesOfType(pool, volType).at(volume, "sftp")}, "sftp")
}

// GetStoragePoolVolumeNBDConn opens a block volume as a network block device (extension storage_volume_nbd, Incus).
func (r *ProtocolLXD) GetStoragePoolVolumeNBDConn(pool, volType, volume string, writable bool) (net.Conn, error) {
	if err := r.CheckExtension("storage_volume_nbd"); err != nil {
		return nil, err
	}
	q := request{method: http.MethodGet, path: volumesOfType(pool, volType).at(volume, "nbd")}
	if writable {
		q.query = url.Values{"writable": {"1"}}
	}
	return r.upgrade(q, "nbd")
}

// StoragePoolBuckets are the buckets of a pool (extension storage_buckets). Create forgets the key that some servers
// answer with: see CreateStoragePoolBucket.
func (r *ProtocolLXD) StoragePoolBuckets(pool string) Collection[api.StorageBucket, api.StorageBucketsPost, api.StorageBucketPut] {
	return objects[api.StorageBucket, api.StorageBucketsPost, api.StorageBucketPut](r, "storage_buckets", "storage-pools", pool, "buckets")
}

// CreateStoragePoolBucket creates a bucket and returns its first key, nil where the server makes none (extensions
// storage_buckets, storage_buckets_create_credentials). The key is shown this once.
func (r *ProtocolLXD) CreateStoragePoolBucket(pool string, bucket api.StorageBucketsPost) (*api.StorageBucketKey, error) {
	return keyed(r, "storage_buckets", bucket, "storage-pools", pool, "buckets")
}

// StoragePoolBucketKeys are the keys of a bucket.
func (r *ProtocolLXD) StoragePoolBucketKeys(pool, bucket string) Collection[api.StorageBucketKey, api.StorageBucketKeysPost, api.StorageBucketKeyPut] {
	return objects[api.StorageBucketKey, api.StorageBucketKeysPost, api.StorageBucketKeyPut](
		r, "storage_buckets", "storage-pools", pool, "buckets", bucket, "keys")
}

// CreateStoragePoolBucketKey creates a key and returns it with what the server filled in.
func (r *ProtocolLXD) CreateStoragePoolBucketKey(pool, bucket string, key api.StorageBucketKeysPost) (*api.StorageBucketKey, error) {
	return keyed(r, "storage_buckets", key, "storage-pools", pool, "buckets", bucket, "keys")
}

// keyed creates something whose answer is a key: in the reply, or in the metadata of an operation (LXD from 6.8 on).
func keyed(r *ProtocolLXD, ext string, body any, elements ...string) (*api.StorageBucketKey, error) {
	raw, err := r.create(ext, body, elements...)
	if err != nil || len(raw) == 0 || string(raw) == "null" {
		return nil, err
	}
	key := &api.StorageBucketKey{}
	if json.Unmarshal(raw, key) != nil || key.AccessKey == "" {
		return nil, nil
	}
	return key, nil
}

// create is a POST whose answer matters: the metadata of the reply, or of the operation once it has ended.
func (r *ProtocolLXD) create(ext string, body any, elements ...string) (json.RawMessage, error) {
	metadata, _, err := r.createAt(ext, body, elements...)
	return metadata, err
}

// createAt is create that returns too where the server says that the new object is.
func (r *ProtocolLXD) createAt(ext string, body any, elements ...string) (json.RawMessage, string, error) {
	if err := r.CheckExtension(ext); err != nil {
		return nil, "", err
	}
	resp, err := r.send(request{method: http.MethodPost, path: route(elements...), body: body})
	if err != nil {
		return nil, "", err
	}
	metadata, err := r.created(resp)
	return metadata, resp.Header.Get("Location"), err
}

func (r *ProtocolLXD) created(resp *http.Response) (json.RawMessage, error) {
	var metadata json.RawMessage
	out, err := decode(resp, &metadata)
	if err != nil || out.Type != api.AsyncResponse {
		return metadata, err
	}
	op := &Operation{r: r}
	if err := json.Unmarshal(metadata, &op.Operation); err != nil {
		return nil, err
	}
	if op.Class != "token" {
		if err := op.Wait(); err != nil {
			return nil, err
		}
	}
	return json.Marshal(op.Get().Metadata)
}
