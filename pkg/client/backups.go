package lxd

import (
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/openlxc/lxc/internal/wire"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/cancel"
)

// Owner is the instance, custom volume or bucket that a backup belongs to.
type Owner struct {
	path     []string
	ext      string // extension that introduced its backups
	resource string // key of the owner in an operation's resources
}

// InstanceOwner returns an instance as the owner (extension container_backup).
func InstanceOwner(name string) Owner {
	return Owner{[]string{"instances", name}, "container_backup", "backups"}
}

// VolumeOwner returns a custom volume as the owner (extension custom_volume_backup).
func VolumeOwner(pool, volume string) Owner {
	return Owner{[]string{"storage-pools", pool, "volumes", "custom", volume}, "custom_volume_backup", "backups"}
}

// BucketOwner returns a bucket as the owner (extension storage_bucket_backup, Incus).
func BucketOwner(pool, bucket string) Owner {
	return Owner{[]string{"storage-pools", pool, "buckets", bucket}, "storage_bucket_backup", "backups"}
}

func (o Owner) at(elements ...string) string {
	return route(append(append(append([]string{}, o.path...), "backups"), elements...)...)
}

// GetBackupNames lists the names of the backups stored on the server. GET /1.0/…/backups, the Owner's extension. Blocks until
// answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetBackupNames(of Owner) ([]string, error) {
	return r.names(request{path: of.at(), needs: needs{of.ext}})
}

// GetInstanceBackups lists the backups of an instance. GET /1.0/instances/NAME/backups?recursion=1, extension
// container_backup. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceBackups(name string) ([]api.InstanceBackup, error) {
	return read[[]api.InstanceBackup](r, request{path: route("instances", name, "backups"), query: recursion("1"), needs: needs{"container_backup"}})
}

// GetStoragePoolVolumeBackups lists the backups of a custom volume. GET
// /1.0/storage-pools/POOL/volumes/custom/VOLUME/backups?recursion=1, extension custom_volume_backup. Blocks until answered.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumeBackups(pool, volume string) ([]api.StorageVolumeBackup, error) {
	return read[[]api.StorageVolumeBackup](r, request{path: route("storage-pools", pool, "volumes", "custom", volume, "backups"), query: recursion("1"), needs: needs{"custom_volume_backup"}})
}

// CreateBackup creates a backup on the server. BackupName of the finished operation returns its name. POST /1.0/…/backups, the
// Owner's extension. Returns once begun. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateBackup(of Owner, post api.BackupsPost) (*Operation, error) {
	return r.async(of.request(post))
}

// request returns the request that creates a backup.
func (o Owner) request(post api.BackupsPost) request {
	return request{
		method: http.MethodPost, path: o.at(), body: post,
		needs: needs{o.ext}.when(post.CompressionAlgorithm != "", "backup_compression_algorithm").
			when(post.Version != 0, "backup_metadata_version"),
	}
}

// BackupName returns the name of the backup that an operation created, or fallback if the server does not report it.
func (op *Operation) BackupName(fallback string) string {
	if name := op.ResourceName("backups"); name != "" {
		return name
	}
	return fallback
}

// GetBackupFile opens the tarball of a backup; size is in bytes, or -1 if unknown. The caller closes body. If the server
// supports ranges, the first offset bytes are skipped; from is the offset at which body really starts. The download is resumed
// if the connection breaks. GET /1.0/…/backups/NAME/export, the Owner's extension. Blocks until the first byte. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetBackupFile(of Owner, backup string, offset int64) (body io.ReadCloser, size, from int64, err error) {
	return r.download(request{path: of.at(backup, "export"), needs: needs{of.ext}}, offset)
}

// StreamBackup streams a backup while the server creates it, without storing it there. POST /1.0/…/backups, extension
// direct_backup (Incus). The caller closes the stream. Blocks until the first byte. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) StreamBackup(of Owner, post api.BackupsPost) (io.ReadCloser, error) {
	q := of.request(post)
	q.needs, q.header = slices.Concat(needs{"direct_backup"}, q.needs), http.Header{"Accept": {"application/octet-stream"}}
	body, _, _, err := r.download(q, 0)
	return body, err
}

// DeleteBackup deletes a backup on the server. DELETE /1.0/…/backups/NAME. Blocks until done. Errors: *api.StatusError.
func (r *ProtocolLXD) DeleteBackup(of Owner, backup string) error {
	return r.change(request{method: http.MethodDelete, path: of.at(backup)})
}

// BackupImportArgs are the options of an import.
type BackupImportArgs struct {
	Name    string                       // "" keeps the name in the backup
	Pool    string                       // for instances
	Config  map[string]string            // for instances (extension backup_override_config, Incus)
	Devices map[string]map[string]string // for instances (backup_override_config or import_instance_devices)
	Type    string                       // for volumes: "" or "backup", "iso" (custom_volume_iso), "tar" (import_custom_volume_tar)
}

// ImportInstance creates an instance from a backup, which is streamed. POST /1.0/instances, extension container_backup, for a
// pool container_backup_override_pool, a name backup_override_name, a configuration backup_override_config, for devices the
// same on Incus and import_instance_devices on LXD. Returns once everything is sent. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) ImportInstance(backup io.Reader, args BackupImportArgs) (*Operation, error) {
	return r.async(r.instanceImport(backup, args))
}

// instanceImport returns the request of ImportInstance.
func (r *ProtocolLXD) instanceImport(backup io.Reader, args BackupImportArgs) request {
	incus := len(args.Devices) > 0 && r.IsIncus()
	needed := importNeeds(args.Name, args.Pool, len(args.Config) > 0 || incus).when(len(args.Devices) > 0 && !incus, "import_instance_devices")
	header := map[string]string{}
	if args.Pool != "" {
		header["pool"] = args.Pool
	}
	if args.Name != "" {
		header["name"] = args.Name
	}
	if len(args.Config) > 0 {
		header["config"] = strings.Join(pairs(args.Config, ""), " ")
	}
	if len(args.Devices) > 0 {
		if incus {
			var words []string
			for _, name := range slices.Sorted(maps.Keys(args.Devices)) {
				words = append(words, pairs(args.Devices[name], name+",")...)
			}
			header["devices"] = strings.Join(words, " ")
		} else {
			q := url.Values{}
			for name, device := range args.Devices {
				q[name] = pairs(device, "")
			}
			header["devices"] = q.Encode()
		}
	}
	return importStream(backup, needed, header, "instances")
}

// filled returns values without the empty ones.
func filled(values map[string]string) map[string]string {
	maps.DeleteFunc(values, func(_, v string) bool { return v == "" })
	return values
}

func joined(words []string) string { return strings.Join(words, " ") }

func pairs(values map[string]string, prefix string) []string {
	out := make([]string, 0, len(values))
	for _, k := range slices.Sorted(maps.Keys(values)) {
		out = append(out, prefix+k+"="+values[k])
	}
	return out
}

// ImportVolume creates a custom volume from a backup, an ISO image or a tarball, which is streamed. POST
// /1.0/storage-pools/POOL/volumes/custom, extension custom_volume_backup, for an ISO image custom_volume_iso, for a tarball
// import_custom_volume_tar. Returns once everything is sent. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) ImportVolume(pool string, backup io.Reader, args BackupImportArgs) (*Operation, error) {
	return r.async(volumeImport(pool, backup, args))
}

// volumeImport returns the request of ImportVolume.
func volumeImport(pool string, backup io.Reader, args BackupImportArgs) request {
	header := map[string]string{"name": args.Name}
	needed := needs{"custom_volume_backup"}
	switch args.Type {
	case "iso":
		header["type"], needed = args.Type, needs{"custom_volume_iso"}
	case "tar":
		header["type"], needed = args.Type, needs{"import_custom_volume_tar"}
	}
	return importStream(backup, needed, header, "storage-pools", pool, "volumes", "custom")
}

// ImportBucket creates a bucket from a backup, which is streamed. POST /1.0/storage-pools/POOL/buckets, extension
// storage_bucket_backup (Incus). Returns once everything is sent. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) ImportBucket(pool string, backup io.Reader, args BackupImportArgs) (*Operation, error) {
	return r.async(importStream(backup, needs{"storage_bucket_backup"}, map[string]string{"name": args.Name},
		"storage-pools", pool, "buckets"))
}

// importNeeds returns the extensions that importing an instance needs.
func importNeeds(name, pool string, config bool) needs {
	return needs{}.when(config, "backup_override_config").when(name != "", "backup_override_name").when(true, "container_backup").
		when(pool != "", "container_backup_override_pool")
}

// importStream returns a request that creates an object from a file; header has values for both families.
func importStream(src io.Reader, needed needs, header map[string]string, path ...string) request {
	h := familyHeaders(header)
	h.Set("Content-Type", "application/octet-stream")
	return request{method: http.MethodPost, path: route(path...), body: src, header: h, needs: needed}
}

// download starts a plain download. An error response, even one with HTTP status 200, is *api.StatusError.
func (r *ProtocolLXD) download(q request, offset int64) (body io.ReadCloser, size, from int64, err error) {
	q.wait = -1
	q.header = wire.WithRange(q.header, offset)
	resp, err := r.send(q)
	if err != nil {
		return nil, 0, 0, err
	}
	if resp.StatusCode >= 300 || strings.HasPrefix(resp.Header.Get("Content-Type"), "application/json") {
		_, err := decode(resp, nil)
		if err == nil {
			err = &api.StatusError{Code: resp.StatusCode, Message: "the server sent no file"}
		}
		return nil, 0, 0, err
	}
	if resp.StatusCode == http.StatusPartialContent {
		from = offset
	}
	size = resp.ContentLength
	if size >= 0 {
		size += from
	}
	if q.method != "" || offset > 0 {
		return resp.Body, size, from, nil
	}
	return wire.Resume(r.context(), resp, func(offset int64) (*http.Response, error) {
		q.header = wire.WithRange(q.header, offset)
		return r.send(q)
	}), size, from, nil
}

// BackupFileRequest says where a backup file is written.
type BackupFileRequest struct {
	BackupFile      io.WriteSeeker
	ProgressHandler func(progress ProgressData)
	Canceler        *cancel.Canceler
}

// BackupFileResponse has the size of a backup file in bytes.
type BackupFileResponse struct {
	Size int64
}

// InstanceBackupArgs describes the backup that an instance is created from.
type InstanceBackupArgs struct {
	BackupFile io.Reader
	PoolName   string   // "" keeps the pool in the backup
	Name       string   // "" keeps the name in the backup
	Config     []string // "key=value" each (extension backup_override_config, Incus)
	Devices    []string // "device,key=value" each (extension backup_override_config, Incus)
}

// GetInstanceBackupNames lists the names of the backups of an instance. GET /1.0/instances/NAME/backups, extension
// container_backup. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceBackupNames(instance string) ([]string, error) {
	return r.GetBackupNames(InstanceOwner(instance))
}

// GetInstanceBackup returns a backup of an instance and its ETag. GET /1.0/instances/NAME/backups/BACKUP, extension
// container_backup. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceBackup(instance, name string) (*api.InstanceBackup, string, error) {
	return getBackup[api.InstanceBackup](r, InstanceOwner(instance), name)
}

// CreateInstanceBackup creates a backup on the server. POST /1.0/instances/NAME/backups, extension container_backup. Returns
// once begun; Operation.BackupName returns its name at the end. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateInstanceBackup(instance string, backup api.InstanceBackupsPost) (*Operation, error) {
	return r.CreateBackup(InstanceOwner(instance), backup)
}

// RenameInstanceBackup renames a backup. POST /1.0/instances/NAME/backups/BACKUP, extension container_backup. Returns once begun.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameInstanceBackup(instance, name string, backup api.InstanceBackupPost) (*Operation, error) {
	return r.renameBackup(InstanceOwner(instance), name, backup)
}

// DeleteInstanceBackup deletes a backup. DELETE /1.0/instances/NAME/backups/BACKUP, extension container_backup. Returns once
// begun. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteInstanceBackup(instance, name string) (*Operation, error) {
	return r.deleteBackup(InstanceOwner(instance), name)
}

// GetInstanceBackupFile downloads a backup. GET /1.0/instances/NAME/backups/BACKUP/export, extension container_backup. Blocks
// until the file is written; the Canceler can abort it. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceBackupFile(instance, name string, req *BackupFileRequest) (*BackupFileResponse, error) {
	return r.saveBackup(InstanceOwner(instance), name, req)
}

// CreateInstanceFromBackup creates an instance from a backup file, which is streamed. POST /1.0/instances, extension
// container_backup. Returns once everything is sent; Operation.Wait blocks until the instance exists. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateInstanceFromBackup(args InstanceBackupArgs) (*Operation, error) {
	needed := importNeeds(args.Name, args.PoolName, len(args.Config) > 0 || len(args.Devices) > 0)
	return r.async(importStream(args.BackupFile, needed, filled(map[string]string{
		"pool": args.PoolName, "name": args.Name, "config": joined(args.Config), "devices": joined(args.Devices),
	}), "instances"))
}

func getBackup[T any](r *ProtocolLXD, of Owner, name string) (*T, string, error) {
	return get[*T](r, request{path: of.at(name), needs: needs{of.ext}})
}

func (r *ProtocolLXD) renameBackup(of Owner, name string, post api.InstanceBackupPost) (*Operation, error) {
	return r.async(request{method: http.MethodPost, path: of.at(name), body: post, needs: needs{of.ext}})
}

func (r *ProtocolLXD) deleteBackup(of Owner, name string) (*Operation, error) {
	return r.async(request{method: http.MethodDelete, path: of.at(name), needs: needs{of.ext}})
}

// saveBackup downloads a backup file.
func (r *ProtocolLXD) saveBackup(of Owner, name string, req *BackupFileRequest) (*BackupFileResponse, error) {
	ctx, release := req.Canceler.Bind(r.context())
	defer release()
	body, size, _, err := r.view(func(s *scope) { s.ctx = ctx }).GetBackupFile(of, name, 0)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	return writeBackup(body, size, req)
}

func writeBackup(body io.Reader, size int64, req *BackupFileRequest) (*BackupFileResponse, error) {
	n, err := io.Copy(req.BackupFile, newCounter(max(size, 0), req.ProgressHandler).reader(body))
	if err == nil && size >= 0 && n != size {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, err
	}
	return &BackupFileResponse{Size: n}, nil
}

// CreateInstanceBackupStream writes a backup of an instance to a file while the server makes it, without storing it there.
// POST /1.0/instances/NAME/backups, extensions direct_backup and container_backup (Incus). Blocks until the file is written;
// the Canceler can abort it. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateInstanceBackupStream(instance string, backup api.InstanceBackupsPost, req *BackupFileRequest) error {
	return r.saveStream(InstanceOwner(instance), backup, req)
}

// saveStream writes a backup to a file while the server makes it.
func (r *ProtocolLXD) saveStream(of Owner, post api.BackupsPost, req *BackupFileRequest) error {
	ctx, release := req.Canceler.Bind(r.context())
	defer release()
	body, err := r.view(func(s *scope) { s.ctx = ctx }).StreamBackup(of, post)
	if err != nil {
		return err
	}
	defer body.Close()
	_, err = writeBackup(body, -1, req)
	return err
}
