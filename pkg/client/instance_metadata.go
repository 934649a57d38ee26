package lxd

import (
	"io"
	"net/http"
	"net/url"

	"github.com/openlxc/lxc/pkg/api"
)

// GetInstanceMetadata returns the metadata.yaml of an instance and its ETag. GET /1.0/instances/NAME/metadata, extension
// container_edit_metadata. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceMetadata(name string) (*api.ImageMetadata, string, error) {
	if err := r.CheckExtension("container_edit_metadata"); err != nil {
		return nil, "", err
	}
	return get[*api.ImageMetadata](r, instances.at(name, "metadata"), nil)
}

// UpdateInstanceMetadata replaces the metadata.yaml of an instance. PUT /1.0/instances/NAME/metadata, extension
// container_edit_metadata. Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateInstanceMetadata(name string, metadata api.ImageMetadata, etag string) error {
	return r.changeWith("container_edit_metadata", request{method: http.MethodPut, path: instances.at(name, "metadata"), body: metadata, etag: etag})
}

// GetInstanceTemplateFiles lists the templates of an instance. GET /1.0/instances/NAME/metadata/templates, extension
// container_edit_metadata. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceTemplateFiles(name string) ([]string, error) {
	return fetch[[]string](r, "container_edit_metadata", nil, "instances", name, "metadata", "templates")
}

// GetInstanceTemplateFile opens a template. The caller closes it. GET /1.0/instances/NAME/metadata/templates?path=…,
// extension container_edit_metadata. Blocks until the first byte. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceTemplateFile(name, template string) (io.ReadCloser, error) {
	if err := r.CheckExtension("container_edit_metadata"); err != nil {
		return nil, err
	}
	return r.open(instances.at(name, "metadata", "templates"), url.Values{"path": {template}})
}

// CreateInstanceTemplateFile writes a template, which may exist already. POST
// /1.0/instances/NAME/metadata/templates?path=…, extension container_edit_metadata. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateInstanceTemplateFile(name, template string, content io.ReadSeeker) error {
	return r.changeWith("container_edit_metadata", request{
		method: http.MethodPost, path: instances.at(name, "metadata", "templates"), query: url.Values{"path": {template}}, body: content,
	})
}

// DeleteInstanceTemplateFile deletes a template. DELETE /1.0/instances/NAME/metadata/templates?path=…, extension
// container_edit_metadata. Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteInstanceTemplateFile(name, template string) error {
	return r.changeWith("container_edit_metadata", request{method: http.MethodDelete, path: instances.at(name, "metadata", "templates"), query: url.Values{"path": {template}}})
}
