package lxd

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"

	"github.com/pkg/sftp"

	"github.com/openlxc/lxc/internal/wire"
	"github.com/openlxc/lxc/pkg/api"
)

// InstanceFileArgs describes a file, directory or symlink to write.
type InstanceFileArgs struct {
	Content   io.ReadSeeker // content of a file, or target of a symlink
	UID       int64         // -1 lets the server choose
	GID       int64
	Mode      int    // permission bits; -1 lets the server choose
	Type      string // "file" (default), "directory" or "symlink"
	WriteMode string // "overwrite" (default) or "append"
}

// ContainerFileArgs is the original name of InstanceFileArgs.
type ContainerFileArgs = InstanceFileArgs

// InstanceFileResponse describes a file that was read. UID, GID and Mode are -1 if the server did not send them.
type InstanceFileResponse struct {
	UID     int64
	GID     int64
	Mode    int
	Type    string // "file", "directory" or "symlink"
	Entries []string
	Size    int64 // -1 if the server did not send it
}

// ContainerFileResponse is the original name of InstanceFileResponse.
type ContainerFileResponse = InstanceFileResponse

// GetInstanceFile opens a file of an instance. For a directory the reader is nil and Entries lists its contents; for a symlink
// the content is its target. The caller closes the reader. GET /1.0/instances/NAME/files?path=…. Blocks until the first byte.
// Errors: *api.StatusError.
func (r *ProtocolLXD) GetInstanceFile(instance string, path string) (io.ReadCloser, *InstanceFileResponse, error) {
	return r.openFile(instances.at(instance, "files"), nil, path)
}

// openFile opens a file of an instance or a volume; files is the path of its files in the API.
func (r *ProtocolLXD) openFile(files string, needed needs, path string) (io.ReadCloser, *InstanceFileResponse, error) {
	q := request{method: http.MethodGet, path: files, query: url.Values{"path": {path}}, wait: longWait, needs: needed}
	resp, err := r.stream(q)
	if wire.Broke(err) { // the rest of a file is asked for again, too
		resp, err = r.stream(q)
	}
	if err != nil {
		return nil, nil, err
	}
	info := fileInfo(resp)
	if info.Type == "directory" {
		var entries []string
		_, err := decode(resp, &entries)
		if err != nil {
			return nil, nil, err
		}
		info.Entries = entries
		return nil, info, nil
	}
	return wire.Resume(r.context(), resp, func(offset int64) (*http.Response, error) {
		q.header = wire.WithRange(nil, offset)
		return r.send(q)
	}), info, nil
}

func fileInfo(resp *http.Response) *InstanceFileResponse {
	number := func(name string, base int) int64 {
		n, err := strconv.ParseInt(familyHeader(resp.Header, name), base, 64)
		if err != nil || n < 0 {
			return -1
		}
		return n
	}
	info := &InstanceFileResponse{
		UID: number("uid", 10), GID: number("gid", 10), Mode: int(number("mode", 8)),
		Type: familyHeader(resp.Header, "type"), Size: resp.ContentLength,
	}
	if info.Type == "" {
		info.Type = "file"
	}
	return info
}

// CreateInstanceFile writes a file, directory or symlink. Parent directories must exist; a symlink needs the extension
// file_symlinks, appending file_append, a directory directory_manipulation. POST /1.0/instances/NAME/files?path=…. Blocks until
// done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateInstanceFile(instance string, path string, args InstanceFileArgs) error {
	need := map[string]string{"directory": "directory_manipulation", "symlink": "file_symlinks"}[args.Type]
	if args.WriteMode == "append" {
		need = "file_append"
	}
	return r.change(fileCreation(instances.at(instance, "files"), needs{need}, path, args))
}

// fileCreation returns the request that writes a file of an instance or a volume.
func fileCreation(files string, needed needs, path string, args InstanceFileArgs) request {
	pairs := map[string]string{}
	if args.UID >= 0 {
		pairs["uid"] = strconv.FormatInt(args.UID, 10)
	}
	if args.GID >= 0 {
		pairs["gid"] = strconv.FormatInt(args.GID, 10)
	}
	if args.Mode >= 0 {
		pairs["mode"] = fmt.Sprintf("%04o", args.Mode)
	}
	if args.Type != "" {
		pairs["type"] = args.Type
	}
	if args.WriteMode != "" && args.WriteMode != "overwrite" { // the default
		pairs["write"] = args.WriteMode
	}
	q := request{
		method: http.MethodPost, path: files, query: url.Values{"path": {path}}, header: familyHeaders(pairs), wait: longWait,
		needs: needed,
	}
	if args.Content != nil {
		q.body = args.Content
	}
	return q
}

// DeleteInstanceFile deletes a file or empty directory. DELETE /1.0/instances/NAME/files?path=…, extension file_delete.
// Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteInstanceFile(instance string, path string) error {
	return r.change(request{
		method: http.MethodDelete, path: instances.at(instance, "files"), query: url.Values{"path": {path}},
		needs: needs{"file_delete"},
	})
}

// DeleteInstanceFileRecursive deletes a directory and its contents. DELETE /1.0/instances/NAME/files?path=…, extension
// file_delete_force. Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteInstanceFileRecursive(instance string, path string) error {
	return r.change(request{
		method: http.MethodDelete, path: instances.at(instance, "files"), query: url.Values{"path": {path}},
		header: familyHeaders(map[string]string{"force": "true"}), wait: longWait,
		needs: needs{"file_delete_force"},
	})
}

// GetInstanceFileSFTPConn opens the raw SFTP stream of an instance. No extension announces it: servers without SFTP respond 404
// or 400. The caller closes the stream. GET /1.0/instances/NAME/sftp. Blocks until connected. Errors: *ConnectError,
// *api.StatusError.
func (r *ProtocolLXD) GetInstanceFileSFTPConn(instance string) (net.Conn, error) {
	return r.upgrade(request{path: instances.at(instance, "sftp")}, "sftp")
}

// GetInstanceFileSFTP opens an SFTP client for the files of an instance. GET /1.0/instances/NAME/sftp. Blocks until connected;
// the caller closes the client. Errors: *ConnectError, *api.StatusError (404 or 400 if the server has no SFTP).
func (r *ProtocolLXD) GetInstanceFileSFTP(instance string) (*sftp.Client, error) {
	return sftpClient(r.GetInstanceFileSFTPConn(instance))
}

// sftpClient returns an SFTP client that uses a stream, and closes it if the other side does not speak SFTP.
func sftpClient(conn net.Conn, err error) (*sftp.Client, error) {
	if err != nil {
		return nil, err
	}
	client, err := sftp.NewClientPipe(conn, conn)
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return client, nil
}

// GetInstanceMetadata returns the metadata.yaml of an instance and its ETag. GET /1.0/instances/NAME/metadata, extension
// container_edit_metadata. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceMetadata(name string) (*api.ImageMetadata, string, error) {
	return get[*api.ImageMetadata](r, request{path: instances.at(name, "metadata"), needs: needs{"container_edit_metadata"}})
}

// UpdateInstanceMetadata replaces the metadata.yaml of an instance. PUT /1.0/instances/NAME/metadata, extension
// container_edit_metadata. Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateInstanceMetadata(name string, metadata api.ImageMetadata, etag string) error {
	return r.change(request{method: http.MethodPut, path: instances.at(name, "metadata"), body: metadata, etag: etag, needs: needs{"container_edit_metadata"}})
}

// GetInstanceTemplateFiles lists the templates of an instance. GET /1.0/instances/NAME/metadata/templates, extension
// container_edit_metadata. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceTemplateFiles(name string) ([]string, error) {
	return read[[]string](r, request{path: route("instances", name, "metadata", "templates"), needs: needs{"container_edit_metadata"}})
}

// GetInstanceTemplateFile opens a template. The caller closes it. GET /1.0/instances/NAME/metadata/templates?path=…,
// extension container_edit_metadata. Blocks until the first byte. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceTemplateFile(name, template string) (io.ReadCloser, error) {
	return body(r.stream(request{path: instances.at(name, "metadata", "templates"), query: url.Values{"path": {template}}, needs: needs{"container_edit_metadata"}}))
}

// CreateInstanceTemplateFile writes a template and overwrites an existing one. POST
// /1.0/instances/NAME/metadata/templates?path=…, extension container_edit_metadata. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateInstanceTemplateFile(name, template string, content io.ReadSeeker) error {
	return r.change(request{
		method: http.MethodPost, path: instances.at(name, "metadata", "templates"), query: url.Values{"path": {template}}, body: content,
		needs: needs{"container_edit_metadata"},
	})
}

// DeleteInstanceTemplateFile deletes a template. DELETE /1.0/instances/NAME/metadata/templates?path=…, extension
// container_edit_metadata. Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteInstanceTemplateFile(name, template string) error {
	return r.change(request{method: http.MethodDelete, path: instances.at(name, "metadata", "templates"), query: url.Values{"path": {template}}, needs: needs{"container_edit_metadata"}})
}
