package lxd

import (
	"encoding/json"
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
