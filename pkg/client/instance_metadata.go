package lxd

import (
	"io"
	"net/http"
	"net/url"

	"github.com/openlxc/lxc/pkg/api"
)

// GetInstanceMetadata returns the metadata.yaml of an instance and its ETag (extension container_edit_metadata).
func (r *ProtocolLXD) GetInstanceMetadata(name string) (*api.ImageMetadata, string, error) {
	if err := r.CheckExtension("container_edit_metadata"); err != nil {
		return nil, "", err
	}
	return get[*api.ImageMetadata](r, instances.at(name, "metadata"), nil)
}

// UpdateInstanceMetadata replaces the metadata.yaml of an instance (extension container_edit_metadata).
func (r *ProtocolLXD) UpdateInstanceMetadata(name string, metadata api.ImageMetadata, etag string) error {
	return r.changeWith("container_edit_metadata", request{method: http.MethodPut, path: instances.at(name, "metadata"), body: metadata, etag: etag})
}

// GetInstanceTemplateFiles lists the templates of an instance (extension container_edit_metadata).
func (r *ProtocolLXD) GetInstanceTemplateFiles(name string) ([]string, error) {
	return fetch[[]string](r, "container_edit_metadata", nil, "instances", name, "metadata", "templates")
}

// GetInstanceTemplateFile opens a template (extension container_edit_metadata). The caller closes it.
func (r *ProtocolLXD) GetInstanceTemplateFile(name, template string) (io.ReadCloser, error) {
	if err := r.CheckExtension("container_edit_metadata"); err != nil {
		return nil, err
	}
	return r.open(instances.at(name, "metadata", "templates"), url.Values{"path": {template}})
}

// CreateInstanceTemplateFile writes a template, which may exist already (extension container_edit_metadata).
func (r *ProtocolLXD) CreateInstanceTemplateFile(name, template string, content io.ReadSeeker) error {
	return r.changeWith("container_edit_metadata", request{
		method: http.MethodPost, path: instances.at(name, "metadata", "templates"), query: url.Values{"path": {template}}, body: content,
	})
}

// DeleteInstanceTemplateFile deletes a template (extension container_edit_metadata).
func (r *ProtocolLXD) DeleteInstanceTemplateFile(name, template string) error {
	return r.changeWith("container_edit_metadata", request{method: http.MethodDelete, path: instances.at(name, "metadata", "templates"), query: url.Values{"path": {template}}})
}
