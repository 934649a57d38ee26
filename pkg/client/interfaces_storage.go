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
	CopyStoragePoolVolume(pool string, source InstanceServer, fromPool string, volume api.StorageVolume, args *StoragePoolVolumeCopyArgs) (*RemoteOperation, error)
	PostStoragePoolVolume(pool, volType, name string, post api.StorageVolumePost) (*Operation, error)
	RebuildStoragePoolVolume(pool, volType, name string) error
	StoragePoolVolumeSnapshots(pool, volType, volume string) Collection[api.StorageVolumeSnapshot, api.StorageVolumeSnapshotsPost, api.StorageVolumeSnapshotPut]
	StoragePoolVolumeBitmaps(pool, volType, volume string) Collection[api.StorageVolumeBitmap, api.StorageVolumeBitmapsPost, struct{}]
	GetStoragePoolVolumeSFTPConn(pool, volType, volume string) (net.Conn, error)
	GetStoragePoolVolumeNBDConn(pool, volType, volume string, writable bool) (net.Conn, error)
	StoragePoolBuckets(pool string) Collection[api.StorageBucket, api.StorageBucketsPost, api.StorageBucketPut]
	CreateStoragePoolBucket(pool string, bucket api.StorageBucketsPost) (*api.StorageBucketKey, error)
	StoragePoolBucketKeys(pool, bucket string) Collection[api.StorageBucketKey, api.StorageBucketKeysPost, api.StorageBucketKeyPut]
	CreateStoragePoolBucketKey(pool, bucket string, key api.StorageBucketKeysPost) (*api.StorageBucketKey, error)
	GetStoragePoolBucketNames(pool string) ([]string, error)
	GetStoragePoolBuckets(pool string) ([]api.StorageBucket, error)
	GetStoragePoolBucket(pool string, name string) (*api.StorageBucket, string, error)
	UpdateStoragePoolBucket(pool string, name string, put api.StorageBucketPut, etag string) error
	DeleteStoragePoolBucket(pool string, name string) error
	GetStoragePoolBucketKeyNames(pool, bucket string) ([]string, error)
	GetStoragePoolBucketKeys(pool, bucket string) ([]api.StorageBucketKey, error)
	GetStoragePoolBucketKey(pool, bucket string, name string) (*api.StorageBucketKey, string, error)
	UpdateStoragePoolBucketKey(pool, bucket string, name string, put api.StorageBucketKeyPut, etag string) error
	DeleteStoragePoolBucketKey(pool, bucket string, name string) error
	GetStoragePoolVolumeSnapshotNames(pool, volType, volume string) ([]string, error)
	GetStoragePoolVolumeSnapshots(pool, volType, volume string) ([]api.StorageVolumeSnapshot, error)
	GetStoragePoolVolumeSnapshot(pool, volType, volume, name string) (*api.StorageVolumeSnapshot, string, error)
	CreateStoragePoolVolumeSnapshot(pool, volType, volume string, snapshot api.StorageVolumeSnapshotsPost) (*Operation, error)
	UpdateStoragePoolVolumeSnapshot(pool, volType, volume, name string, put api.StorageVolumeSnapshotPut, etag string) error
	RenameStoragePoolVolumeSnapshot(pool, volType, volume, name string, snapshot api.StorageVolumeSnapshotPost) (*Operation, error)
	DeleteStoragePoolVolumeSnapshot(pool, volType, volume, name string) (*Operation, error)
	GetStoragePoolVolumesWithFilter(pool string, filters []string) ([]api.StorageVolume, error)
	GetStoragePoolVolumesAllProjects(pool string) ([]api.StorageVolume, error)
	GetStoragePoolVolumesWithFilterAllProjects(pool string, filters []string) ([]api.StorageVolume, error)
	MoveStoragePoolVolume(pool string, source InstanceServer, sourcePool string, volume api.StorageVolume, args *StoragePoolVolumeMoveArgs) (*RemoteOperation, error)
	RenameStoragePoolVolume(pool, volType, name string, volume api.StorageVolumePost) error
	MigrateStoragePoolVolume(pool string, volume api.StorageVolumePost) (*Operation, error)
	GetStoragePoolVolumeBackupNames(pool, volume string) ([]string, error)
	GetStoragePoolVolumeBackup(pool, volume, name string) (*api.StoragePoolVolumeBackup, string, error)
	CreateStoragePoolVolumeBackup(pool, volume string, backup api.StoragePoolVolumeBackupsPost) (*Operation, error)
	RenameStoragePoolVolumeBackup(pool, volume, name string, backup api.StoragePoolVolumeBackupPost) (*Operation, error)
	DeleteStoragePoolVolumeBackup(pool, volume, name string) (*Operation, error)
	GetStoragePoolVolumeBackupFile(pool, volume, name string, req *BackupFileRequest) (*BackupFileResponse, error)
	CreateStoragePoolVolumeFromBackup(pool string, args StoragePoolVolumeBackupArgs) (*Operation, error)
	CreateStoragePoolVolumeFromISO(pool string, args StoragePoolVolumeBackupArgs) (*Operation, error)
	GetStorageVolumeBackupNames(pool, volume string) ([]string, error)
	GetStorageVolumeBackups(pool, volume string) ([]api.StorageVolumeBackup, error)
	GetStorageVolumeBackup(pool, volume, name string) (*api.StorageVolumeBackup, string, error)
	CreateStorageVolumeBackup(pool, volume string, backup api.StorageVolumeBackupsPost) (*Operation, error)
	RenameStorageVolumeBackup(pool, volume, name string, backup api.StorageVolumeBackupPost) (*Operation, error)
	DeleteStorageVolumeBackup(pool, volume, name string) (*Operation, error)
	GetStorageVolumeBackupFile(pool, volume, name string, req *BackupFileRequest) (*BackupFileResponse, error)
}
