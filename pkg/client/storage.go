package lxd

import (
	"encoding/json"
	"io"
	"net/http"

	"github.com/openlxc/lxc/pkg/api"
)

// GetStoragePoolNames lists the names of the storage pools. GET /1.0/storage-pools, extension storage. Blocks until
// answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolNames() ([]string, error) { return pools.on(r).Names() }

// GetStoragePools lists the storage pools. GET /1.0/storage-pools?recursion=1, extension storage. Blocks until answered.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePools() ([]api.StoragePool, error) { return pools.on(r).List() }

// GetStoragePool returns a storage pool. GET /1.0/storage-pools/NAME, extension storage. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePool(name string) (*api.StoragePool, string, error) {
	return pools.on(r).Get(name)
}

// CreateStoragePool creates a storage pool. POST /1.0/storage-pools, extension storage. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStoragePool(pool api.StoragePoolsPost) error {
	return pools.on(r).Create(pool)
}

// UpdateStoragePool replaces the writable part of a storage pool. PUT /1.0/storage-pools/NAME, extension storage. Blocks
// until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateStoragePool(name string, pool api.StoragePoolPut, etag string) error {
	return pools.on(r).Update(name, pool, etag)
}

// DeleteStoragePool deletes a storage pool. DELETE /1.0/storage-pools/NAME, extension storage. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteStoragePool(name string) error { return pools.on(r).Delete(name) }

// GetStoragePoolResources returns the space in a pool. GET /1.0/storage-pools/NAME/resources, extension resources. Blocks until
// answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolResources(name string) (*api.ResourcesStoragePool, error) {
	return read[*api.ResourcesStoragePool](r, request{path: route("storage-pools", name, "resources"), needs: needs{"resources"}})
}

// keyed creates an object and returns its key: from the response, or from the metadata of an operation (LXD 6.8 and later).
func (r *ProtocolLXD) keyed(q request) (*api.StorageBucketKey, error) {
	raw, _, err := r.create(q)
	if err != nil || len(raw) == 0 || string(raw) == "null" {
		return nil, err
	}
	key := &api.StorageBucketKey{}
	if json.Unmarshal(raw, key) != nil || key.AccessKey == "" {
		return nil, nil //nolint:nilerr // this server does not return the keys that it creates
	}
	return key, nil
}

// create sends a POST request and returns the metadata of the response, or of the operation once it has ended, and the location
// of the new object.
func (r *ProtocolLXD) create(q request) (json.RawMessage, string, error) {
	resp, err := r.send(q)
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

// StoragePoolBuckets are the buckets of a pool (extension storage_buckets). Create discards the key that some servers return:
// see CreateStoragePoolBucket.
func (r *ProtocolLXD) StoragePoolBuckets(pool string) Collection[api.StorageBucket, api.StorageBucketsPost, api.StorageBucketPut] {
	return objects[api.StorageBucket, api.StorageBucketsPost, api.StorageBucketPut](r, "storage_buckets", "storage-pools", pool, "buckets")
}

// GetStoragePoolBucketNames lists the names of the buckets of a pool. GET /1.0/storage-pools/POOL/buckets, extension
// storage_buckets. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolBucketNames(pool string) ([]string, error) {
	return r.StoragePoolBuckets(pool).Names()
}

// GetStoragePoolBuckets lists the buckets of a pool. GET /1.0/storage-pools/POOL/buckets?recursion=1, extension
// storage_buckets. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolBuckets(pool string) ([]api.StorageBucket, error) {
	return r.StoragePoolBuckets(pool).List()
}

// GetStoragePoolBucket returns a bucket and its ETag. GET /1.0/storage-pools/POOL/buckets/NAME, extension storage_buckets.
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolBucket(pool string, name string) (*api.StorageBucket, string, error) {
	return r.StoragePoolBuckets(pool).Get(name)
}

// UpdateStoragePoolBucket replaces the writable part of a bucket. A non-empty etag makes it fail with api.ErrPrecondition if
// the object has changed since. PUT /1.0/storage-pools/POOL/buckets/NAME, extension storage_buckets. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateStoragePoolBucket(pool string, name string, put api.StorageBucketPut, etag string) error {
	return r.StoragePoolBuckets(pool).Update(name, put, etag)
}

// DeleteStoragePoolBucket deletes a bucket. DELETE /1.0/storage-pools/POOL/buckets/NAME, extension storage_buckets. Blocks
// until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteStoragePoolBucket(pool string, name string) error {
	return r.StoragePoolBuckets(pool).Delete(name)
}

// CreateStoragePoolBucket creates a bucket and returns its first key, or nil if the server creates none. The key cannot be
// retrieved later. POST /1.0/storage-pools/POOL/buckets, extension storage_buckets. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStoragePoolBucket(pool string, bucket api.StorageBucketsPost) (*api.StorageBucketKey, error) {
	return r.keyed(r.StoragePoolBuckets(pool).request(http.MethodPost, bucket))
}

// StoragePoolBucketKeys are the keys of a bucket.
func (r *ProtocolLXD) StoragePoolBucketKeys(pool, bucket string) Collection[api.StorageBucketKey, api.StorageBucketKeysPost, api.StorageBucketKeyPut] {
	return objects[api.StorageBucketKey, api.StorageBucketKeysPost, api.StorageBucketKeyPut](
		r, "storage_buckets", "storage-pools", pool, "buckets", bucket, "keys")
}

// GetStoragePoolBucketKeyNames lists the names of the keys of a bucket. GET /1.0/storage-pools/POOL/buckets/BUCKET/keys,
// extension storage_buckets. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolBucketKeyNames(pool, bucket string) ([]string, error) {
	return r.StoragePoolBucketKeys(pool, bucket).Names()
}

// GetStoragePoolBucketKeys lists the keys of a bucket. GET /1.0/storage-pools/POOL/buckets/BUCKET/keys?recursion=1,
// extension storage_buckets. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolBucketKeys(pool, bucket string) ([]api.StorageBucketKey, error) {
	return r.StoragePoolBucketKeys(pool, bucket).List()
}

// GetStoragePoolBucketKey returns a key and its ETag. GET /1.0/storage-pools/POOL/buckets/BUCKET/keys/NAME, extension
// storage_buckets. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolBucketKey(pool, bucket string, name string) (*api.StorageBucketKey, string, error) {
	return r.StoragePoolBucketKeys(pool, bucket).Get(name)
}

// UpdateStoragePoolBucketKey replaces the writable part of a key. A non-empty etag makes it fail with api.ErrPrecondition if
// the object has changed since. PUT /1.0/storage-pools/POOL/buckets/BUCKET/keys/NAME, extension storage_buckets. Blocks until
// done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateStoragePoolBucketKey(pool, bucket string, name string, put api.StorageBucketKeyPut, etag string) error {
	return r.StoragePoolBucketKeys(pool, bucket).Update(name, put, etag)
}

// DeleteStoragePoolBucketKey deletes a key. DELETE /1.0/storage-pools/POOL/buckets/BUCKET/keys/NAME, extension
// storage_buckets. Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteStoragePoolBucketKey(pool, bucket string, name string) error {
	return r.StoragePoolBucketKeys(pool, bucket).Delete(name)
}

// CreateStoragePoolBucketKey creates a key and returns it, including the values that the server generated. POST
// /1.0/storage-pools/POOL/buckets/BUCKET/keys, extension storage_buckets. Blocks until done. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) CreateStoragePoolBucketKey(pool, bucket string, key api.StorageBucketKeysPost) (*api.StorageBucketKey, error) {
	return r.keyed(r.StoragePoolBucketKeys(pool, bucket).request(http.MethodPost, key))
}

// GetStoragePoolsWithFilter lists the storage pools that match all filters, "key=value" each. GET
// /1.0/storage-pools?filter=…&recursion=1, extensions storage and api_filtering_extended (Incus). Blocks until answered.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolsWithFilter(filters []string) ([]api.StoragePool, error) {
	return pools.on(r).withFilter(filters)
}

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
