package lxd

import (
	"net"

	"github.com/openlxc/lxc/pkg/api"
)

// StorageObjects are what belongs to storage pools.
type StorageObjects interface {
	GetStoragePoolResources(name string) (*api.ResourcesStoragePool, error)
	GetVolumeURLs(pool, volType string) ([]string, error)
	GetStoragePoolVolumeState(pool, volType, name string) (*api.StorageVolumeState, error)
	CreateStoragePoolVolumeOp(pool string, volume api.StorageVolumesPost) (*Operation, error)
	CopyStoragePoolVolume(pool string, source InstanceServer, fromPool string, volume api.StorageVolume, args *VolumeCopyArgs) (*RemoteOperation, error)
	MoveStoragePoolVolume(pool, volType, name string, post api.StorageVolumePost) (*Operation, error)
	RebuildStoragePoolVolume(pool, volType, name string) error
	StoragePoolVolumeSnapshots(pool, volType, volume string) Collection[api.StorageVolumeSnapshot, api.StorageVolumeSnapshotsPost, api.StorageVolumeSnapshotPut]
	StoragePoolVolumeBitmaps(pool, volType, volume string) Collection[api.StorageVolumeBitmap, api.StorageVolumeBitmapsPost, struct{}]
	GetStoragePoolVolumeSFTPConn(pool, volType, volume string) (net.Conn, error)
	GetStoragePoolVolumeNBDConn(pool, volType, volume string, writable bool) (net.Conn, error)
	StoragePoolBuckets(pool string) Collection[api.StorageBucket, api.StorageBucketsPost, api.StorageBucketPut]
	CreateStoragePoolBucket(pool string, bucket api.StorageBucketsPost) (*api.StorageBucketKey, error)
	StoragePoolBucketKeys(pool, bucket string) Collection[api.StorageBucketKey, api.StorageBucketKeysPost, api.StorageBucketKeyPut]
	CreateStoragePoolBucketKey(pool, bucket string, key api.StorageBucketKeysPost) (*api.StorageBucketKey, error)
}
