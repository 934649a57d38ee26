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

// GetStoragePoolResources returns the room in a pool. GET /1.0/storage-pools/NAME/resources, extension resources. Blocks
// until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolResources(name string) (*api.ResourcesStoragePool, error) {
	return fetch[*api.ResourcesStoragePool](r, "resources", nil, "storage-pools", name, "resources")
}

// keyed creates something whose answer is a key: in the reply, or in the metadata of an operation (LXD from 6.8 on).
func keyed(r *ProtocolLXD, ext string, body any, elements ...string) (*api.StorageBucketKey, error) {
	raw, err := r.create(ext, body, elements...)
	if err != nil || len(raw) == 0 || string(raw) == "null" {
		return nil, err
	}
	key := &api.StorageBucketKey{}
	if json.Unmarshal(raw, key) != nil || key.AccessKey == "" {
		return nil, nil //nolint:nilerr // this server does not show the keys that it made
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
