package lxd

import (
	"net/http"

	"github.com/openlxc/lxc/internal/wire"
	"github.com/openlxc/lxc/pkg/api"
)

// errReadOnly says what an image server without an API cannot do.
var errReadOnly = &api.StatusError{Code: http.StatusNotImplemented, Message: "an image server of this protocol is read-only and has no filters"}

// GetImagesWithFilter fails with api.ErrUnimplemented: such servers have no filters. Nothing is sent.
func (r *ProtocolSimpleStreams) GetImagesWithFilter([]string) ([]api.Image, error) {
	return nil, errReadOnly
}

// ExportImage fails with api.ErrUnimplemented: such servers send nothing by themselves. Nothing is sent.
func (r *ProtocolSimpleStreams) ExportImage(string, api.ImageExportPost) (*Operation, error) {
	return nil, errReadOnly
}

// GetImageAliasArchitectures returns what an alias stands for, by architecture; an empty imageType means any. GET
// /streams/v1/index.json and what it names. Blocks until answered. Errors: *ConnectError, *api.StatusError (api.ErrNotFound).
func (r *ProtocolSimpleStreams) GetImageAliasArchitectures(imageType string, name string) (map[string]*api.ImageAliasesEntry, error) {
	images, err := r.suited()
	if err != nil {
		return nil, err
	}
	entries := map[string]*api.ImageAliasesEntry{}
	for _, image := range images {
		if imageType != "" && imageType != image.Type || entries[image.Architecture] != nil {
			continue
		}
		for i, short := range image.Names {
			if name == short || name == image.Aliases[i].Name {
				entry := &api.ImageAliasesEntry{Name: name, Type: image.Type}
				entry.Target = image.Fingerprint
				entries[image.Architecture] = entry
			}
		}
	}
	if len(entries) == 0 {
		return nil, &api.StatusError{Code: http.StatusNotFound, Message: `no image with the alias "` + name + `"`}
	}
	return entries, nil
}

// GetHTTPClient returns the client that carries the requests of the connection.
func (r *ProtocolSimpleStreams) GetHTTPClient() (*http.Client, error) { return r.link.HTTP, nil }

// DoHTTP sends a request of the caller's own. GET /…. Blocks until the first byte, within the context of the request; the caller
// closes the body. Errors: *ConnectError.
func (r *ProtocolSimpleStreams) DoHTTP(req *http.Request) (*http.Response, error) {
	if req.Header.Get("User-Agent") == "" {
		req.Header.Set("User-Agent", r.link.UserAgent)
	}
	resp, err := r.link.HTTP.Do(req)
	if err != nil {
		return nil, &ConnectError{Address: r.base, Err: wire.Cause(err)}
	}
	return resp, nil
}

// Disconnect closes the idle sockets of the connection.
func (r *ProtocolSimpleStreams) Disconnect() { r.link.HTTP.CloseIdleConnections() }
