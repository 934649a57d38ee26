package lxd

import "github.com/openlxc/lxc/pkg/api"

// GetImagesAllProjects lists the images: simplestreams servers have no projects. GET /streams/v1/index.json and the files it
// names, once per connection. Blocks until answered. Errors: *ConnectError, *api.StatusError.
func (r *ProtocolSimpleStreams) GetImagesAllProjects() ([]api.Image, error) { return r.GetImages() }

// GetImagesAllProjectsWithFilter fails with api.ErrUnimplemented: simplestreams servers have no filters. Nothing is sent.
func (r *ProtocolSimpleStreams) GetImagesAllProjectsWithFilter([]string) ([]api.Image, error) {
	return nil, errReadOnly
}

// GetImagesWithFilter fails with api.ErrUnimplemented: simplestreams servers have no filters. Nothing is sent.
func (r *ProtocolSimpleStreams) GetImagesWithFilter([]string) ([]api.Image, error) {
	return nil, errReadOnly
}

// ExportImage fails with api.ErrUnimplemented: simplestreams servers cannot push images. Nothing is sent.
func (r *ProtocolSimpleStreams) ExportImage(string, api.ImageExportPost) (*Operation, error) {
	return nil, errReadOnly
}
