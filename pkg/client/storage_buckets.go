package lxd

import "github.com/openlxc/lxc/pkg/api"

// StoragePoolBuckets are the buckets of a pool (extension storage_buckets). Create forgets the key that some servers
// answer with: see CreateStoragePoolBucket.
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

// UpdateStoragePoolBucket replaces the writable part of a bucket; with an etag only if it is still that
// (api.ErrPrecondition). PUT /1.0/storage-pools/POOL/buckets/NAME, extension storage_buckets. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateStoragePoolBucket(pool string, name string, put api.StorageBucketPut, etag string) error {
	return r.StoragePoolBuckets(pool).Update(name, put, etag)
}

// DeleteStoragePoolBucket deletes a bucket. DELETE /1.0/storage-pools/POOL/buckets/NAME, extension storage_buckets. Blocks
// until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteStoragePoolBucket(pool string, name string) error {
	return r.StoragePoolBuckets(pool).Delete(name)
}

// CreateStoragePoolBucket creates a bucket and returns its first key, nil where the server makes none. The key is shown
// this once. POST /1.0/storage-pools/POOL/buckets, extension storage_buckets. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStoragePoolBucket(pool string, bucket api.StorageBucketsPost) (*api.StorageBucketKey, error) {
	return keyed(r, "storage_buckets", bucket, "storage-pools", pool, "buckets")
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

// UpdateStoragePoolBucketKey replaces the writable part of a key; with an etag only if it is still that
// (api.ErrPrecondition). PUT /1.0/storage-pools/POOL/buckets/BUCKET/keys/NAME, extension storage_buckets. Blocks until
// done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateStoragePoolBucketKey(pool, bucket string, name string, put api.StorageBucketKeyPut, etag string) error {
	return r.StoragePoolBucketKeys(pool, bucket).Update(name, put, etag)
}

// DeleteStoragePoolBucketKey deletes a key. DELETE /1.0/storage-pools/POOL/buckets/BUCKET/keys/NAME, extension
// storage_buckets. Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteStoragePoolBucketKey(pool, bucket string, name string) error {
	return r.StoragePoolBucketKeys(pool, bucket).Delete(name)
}

// CreateStoragePoolBucketKey creates a key and returns it with what the server filled in. POST
// /1.0/storage-pools/POOL/buckets/BUCKET/keys, extension storage_buckets. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStoragePoolBucketKey(pool, bucket string, key api.StorageBucketKeysPost) (*api.StorageBucketKey, error) {
	return keyed(r, "storage_buckets", key, "storage-pools", pool, "buckets", bucket, "keys")
}
