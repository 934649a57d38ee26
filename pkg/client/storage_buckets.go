package lxd

import (
	"io"

	"github.com/openlxc/lxc/pkg/api"
)

// GetStoragePoolBucketsWithFilter lists the buckets of a pool that match all filters, "key=value" each. GET
// /1.0/storage-pools/POOL/buckets?filter=…&recursion=1, extensions storage_buckets and api_filtering_extended (Incus). Blocks
// until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolBucketsWithFilter(pool string, filters []string) ([]api.StorageBucket, error) {
	return r.StoragePoolBuckets(pool).withFilter(filters)
}

// GetStoragePoolBucketsAllProjects lists the buckets of all projects in a pool. GET
// /1.0/storage-pools/POOL/buckets?all-projects=true&recursion=1, extensions storage_buckets and storage_buckets_all_projects.
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolBucketsAllProjects(pool string) ([]api.StorageBucket, error) {
	return r.GetStoragePoolBucketsWithFilterAllProjects(pool, nil)
}

// GetStoragePoolBucketsWithFilterAllProjects is GetStoragePoolBucketsAllProjects for those that match all filters. GET
// /1.0/storage-pools/POOL/buckets, extensions storage_buckets and storage_buckets_all_projects, and api_filtering_extended
// (Incus). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolBucketsWithFilterAllProjects(pool string, filters []string) ([]api.StorageBucket, error) {
	return r.StoragePoolBuckets(pool).everywhere("storage_buckets_all_projects", filters)
}

// GetStoragePoolBucketFull returns a bucket with its backups and keys, and its ETag. GET
// /1.0/storage-pools/POOL/buckets/NAME?recursion=1, extension storage_bucket_full (Incus). Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolBucketFull(pool, name string) (*api.StorageBucketFull, string, error) {
	return get[*api.StorageBucketFull](r, request{
		path: r.StoragePoolBuckets(pool).at(name), query: recursion("1"), needs: needs{"storage_bucket_full"},
	})
}

// GetStoragePoolBucketsFull lists the buckets of a pool with their backups and keys. GET
// /1.0/storage-pools/POOL/buckets?recursion=2, extension storage_bucket_full (Incus). Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolBucketsFull(pool string) ([]api.StorageBucketFull, error) {
	return r.GetStoragePoolBucketsFullWithFilter(pool, nil)
}

// GetStoragePoolBucketsFullWithFilter is GetStoragePoolBucketsFull for those that match all filters. GET
// /1.0/storage-pools/POOL/buckets?filter=…&recursion=2, extensions storage_bucket_full and api_filtering_extended (Incus).
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolBucketsFullWithFilter(pool string, filters []string) ([]api.StorageBucketFull, error) {
	return read[[]api.StorageBucketFull](r, r.StoragePoolBuckets(pool).listing("2", "storage_bucket_full", filters))
}

// GetStoragePoolBucketsFullAllProjects is GetStoragePoolBucketsFull for all projects. GET
// /1.0/storage-pools/POOL/buckets?all-projects=true&recursion=2, extensions storage_bucket_full and
// storage_buckets_all_projects (Incus). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolBucketsFullAllProjects(pool string) ([]api.StorageBucketFull, error) {
	return r.GetStoragePoolBucketsFullWithFilterAllProjects(pool, nil)
}

// GetStoragePoolBucketsFullWithFilterAllProjects is GetStoragePoolBucketsFullAllProjects for those that match all filters. GET
// /1.0/storage-pools/POOL/buckets, extensions storage_bucket_full, storage_buckets_all_projects and api_filtering_extended
// (Incus). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolBucketsFullWithFilterAllProjects(pool string, filters []string) ([]api.StorageBucketFull, error) {
	q := r.StoragePoolBuckets(pool).listing("2", "storage_bucket_full", filters)
	q.needs = q.needs.when(true, "storage_buckets_all_projects")
	return read[[]api.StorageBucketFull](r.inAllProjects(), q)
}

// StoragePoolBucketBackupArgs describes the file that a bucket is created from.
type StoragePoolBucketBackupArgs struct {
	BackupFile io.Reader
	Name       string // "" keeps the name in the backup
}

// CreateStoragePoolBucketBackup creates a backup of a bucket on the server. POST
// /1.0/storage-pools/POOL/buckets/BUCKET/backups, extension storage_bucket_backup (Incus). Returns once begun;
// Operation.BackupName returns its name at the end. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStoragePoolBucketBackup(pool, bucket string, backup api.StorageBucketBackupsPost) (*Operation, error) {
	return r.CreateBackup(BucketOwner(pool, bucket), backup)
}

// CreateStoragePoolBucketBackupStream writes a backup of a bucket to a file while the server makes it, without storing it
// there. POST /1.0/storage-pools/POOL/buckets/BUCKET/backups, extensions direct_backup and storage_bucket_backup (Incus).
// Blocks until the file is written; the Canceler can abort it. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStoragePoolBucketBackupStream(pool, bucket string, backup api.StorageBucketBackupsPost, req *BackupFileRequest) error {
	return r.saveStream(BucketOwner(pool, bucket), backup, req)
}

// GetStoragePoolBucketBackupFile downloads a backup of a bucket. GET
// /1.0/storage-pools/POOL/buckets/BUCKET/backups/NAME/export, extension storage_bucket_backup (Incus). Blocks until the file
// is written; the Canceler can abort it. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolBucketBackupFile(pool, bucket, name string, req *BackupFileRequest) (*BackupFileResponse, error) {
	return r.saveBackup(BucketOwner(pool, bucket), name, req)
}

// DeleteStoragePoolBucketBackup deletes a backup of a bucket. DELETE /1.0/storage-pools/POOL/buckets/BUCKET/backups/NAME,
// extension storage_bucket_backup (Incus). Returns once begun. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteStoragePoolBucketBackup(pool, bucket, name string) (*Operation, error) {
	return r.deleteBackup(BucketOwner(pool, bucket), name)
}

// CreateStoragePoolBucketFromBackup creates a bucket from a backup file, which is streamed. POST
// /1.0/storage-pools/POOL/buckets, extension storage_bucket_backup (Incus). Returns once everything is sent; Operation.Wait
// blocks until the bucket exists. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStoragePoolBucketFromBackup(pool string, args StoragePoolBucketBackupArgs) (*Operation, error) {
	return r.ImportBucket(pool, args.BackupFile, BackupImportArgs{Name: args.Name})
}
