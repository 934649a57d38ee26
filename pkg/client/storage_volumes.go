package lxd

import (
	"net"
	"net/http"
	"net/url"

	"github.com/openlxc/lxc/pkg/api"
)

// GetStoragePoolVolumeNames lists the volumes of a pool as TYPE/NAME. GET /1.0/storage-pools/POOL/volumes, extension
// storage. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumeNames(pool string) ([]string, error) {
	return volumes(pool).on(r).Names()
}

// GetStoragePoolVolumes lists the volumes of a pool. GET /1.0/storage-pools/POOL/volumes?recursion=1, extension storage.
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumes(pool string) ([]api.StorageVolume, error) {
	return volumes(pool).on(r).List()
}

// GetStoragePoolVolumesWithFilter lists the volumes of a pool that match all filters, "key=value" each. GET
// /1.0/storage-pools/POOL/volumes?filter=…&recursion=1, extensions storage and api_filtering. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumesWithFilter(pool string, filters []string) ([]api.StorageVolume, error) {
	return r.filteredVolumes(pool, nil, filters)
}

func (r *ProtocolLXD) filteredVolumes(pool string, needed needs, filters []string) ([]api.StorageVolume, error) {
	q := request{path: route("storage-pools", pool, "volumes"), query: recursion("1"), needs: needed}
	q.filter(filters)
	q.needs = q.needs.when(true, "storage")
	return read[[]api.StorageVolume](r, q)
}

// GetStoragePoolVolumesAllProjects lists the volumes of all projects in a pool. GET
// /1.0/storage-pools/POOL/volumes?all-projects=true&recursion=1, extension storage_volumes_all_projects. Blocks until answered.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumesAllProjects(pool string) ([]api.StorageVolume, error) {
	return r.GetStoragePoolVolumesWithFilterAllProjects(pool, nil)
}

// GetStoragePoolVolumesWithFilterAllProjects is GetStoragePoolVolumesAllProjects for those that match all filters. GET
// /1.0/storage-pools/POOL/volumes, extensions storage_volumes_all_projects and api_filtering. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumesWithFilterAllProjects(pool string, filters []string) ([]api.StorageVolume, error) {
	return r.inAllProjects().filteredVolumes(pool, needs{"storage_volumes_all_projects"}, filters)
}

// GetStoragePoolVolume returns a volume. volType is "custom", "container", "virtual-machine" or "image". GET
// /1.0/storage-pools/POOL/volumes/TYPE/NAME, extension storage. Blocks until answered. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolume(pool string, volType string, name string) (*api.StorageVolume, string, error) {
	return volumesOfType(pool, volType).on(r).Get(name)
}

// CreateStoragePoolVolume creates a custom volume. POST /1.0/storage-pools/POOL/volumes/TYPE, extension storage. Blocks
// until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStoragePoolVolume(pool string, volume api.StorageVolumesPost) error {
	return volumesOfType(pool, volume.Type).on(r).Create(volume)
}

// UpdateStoragePoolVolume replaces the writable part of a volume. PUT /1.0/storage-pools/POOL/volumes/TYPE/NAME, extension
// storage. Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateStoragePoolVolume(pool, volType, name string, volume api.StorageVolumePut, etag string) error {
	return volumesOfType(pool, volType).on(r).Update(name, volume, etag)
}

// DeleteStoragePoolVolume deletes a volume. DELETE /1.0/storage-pools/POOL/volumes/TYPE/NAME, extension storage. Blocks
// until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteStoragePoolVolume(pool string, volType string, name string) error {
	return volumesOfType(pool, volType).on(r).Delete(name)
}

// GetVolumeURLs lists the URLs of the volumes of one type, including snapshots: one cheap request even for thousands. GET
// /1.0/storage-pools/POOL/volumes/TYPE. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetVolumeURLs(pool, volType string) ([]string, error) {
	return read[[]string](r, request{path: volumesOfType(pool, volType).at()})
}

func volumesOfType(pool, volType string) Collection[api.StorageVolume, api.StorageVolumesPost, api.StorageVolumePut] {
	c := volumes(pool)
	c.path = append(c.path, volType)
	return c
}

// GetStoragePoolVolumeState returns the usage of a volume. GET /1.0/storage-pools/POOL/volumes/TYPE/NAME/state, extension
// storage_volume_state. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumeState(pool, volType, name string) (*api.StorageVolumeState, error) {
	return read[*api.StorageVolumeState](r, request{path: route("storage-pools", pool, "volumes", volType, name, "state"), needs: needs{"storage_volume_state"}})
}

// CreateStoragePoolVolumeOp creates a volume from a source: a copy on this server or a migration from another one. With
// Source.Mode "push" the operation's metadata has the secrets for the source. POST /1.0/storage-pools/POOL/volumes/TYPE,
// extension storage_api_local_volume_handling, and as CopyStoragePoolVolume. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStoragePoolVolumeOp(pool string, volume api.StorageVolumesPost) (*Operation, error) {
	return r.async(volumeCreation(pool, volume))
}

// volumeCreation returns the request that creates a volume from a source.
func volumeCreation(pool string, post api.StorageVolumesPost) request {
	source := &post.Source
	return request{
		method: http.MethodPost, path: volumesOfType(pool, post.Type).at(), body: post,
		needs: needs{"storage_api_local_volume_handling"}.
			when(source.Type == "migration", "storage_api_remote_volume_handling").
			when(source.Refresh, "custom_volume_refresh").
			when(source.RefreshExcludeOlder, "custom_volume_refresh_exclude_older_snapshots").
			when(source.Project != "", "storage_api_project").
			when(source.Location != "", "cluster_internal_custom_volume_copy"),
	}
}

// PostStoragePoolVolume renames a volume, moves it to another pool, project or member (with Source), or prepares it for
// migration. UseTarget selects the target member. POST /1.0/storage-pools/POOL/volumes/TYPE/NAME, extension
// storage_api_volume_rename, storage_api_local_volume_handling, storage_volume_project_move or
// storage_api_remote_volume_handling, depending on the request. Returns once begun. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) PostStoragePoolVolume(pool, volType, name string, post api.StorageVolumePost) (*Operation, error) {
	return r.async(volumePost(post, pool, volType, name))
}

// volumePost returns the request of PostStoragePoolVolume; name has more elements for a snapshot.
func volumePost(post api.StorageVolumePost, pool, volType string, name ...string) request {
	ext := "storage_api_volume_rename"
	switch {
	case post.Migration:
		ext = "storage_api_remote_volume_handling"
	case post.Project != "":
		ext = "storage_volume_project_move"
	case post.Pool != "":
		ext = "storage_api_local_volume_handling"
	}
	return request{method: http.MethodPost, path: volumesOfType(pool, volType).at(name...), body: post, needs: needs{ext}}
}

// StoragePoolVolumeMoveArgs are the options of MoveStoragePoolVolume.
type StoragePoolVolumeMoveArgs struct {
	StoragePoolVolumeCopyArgs

	Project string // "" keeps the project
}

// MoveStoragePoolVolume moves a custom volume to another pool, project or name on the same server; source must be a view of it.
// POST /1.0/storage-pools/SOURCE/volumes/custom/NAME, extension as PostStoragePoolVolume. Returns once begun;
// RemoteOperation.Wait blocks until it is done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) MoveStoragePoolVolume(pool string, source InstanceServer, sourcePool string, volume api.StorageVolume, args *StoragePoolVolumeMoveArgs) (*RemoteOperation, error) {
	from, ok := source.(*ProtocolLXD)
	if !ok {
		return nil, errNotLXD
	}
	if !r.sameServer(from) {
		return nil, errMoveBetween
	}
	post := api.StorageVolumePost{Name: volume.Name}
	if pool != sourcePool {
		post.Pool = pool
	}
	if args != nil {
		post.Name, post.Project = firstOf(args.Name, volume.Name), args.Project
	}
	return from.startTracked(func() (*Operation, error) { return from.PostStoragePoolVolume(sourcePool, "custom", volume.Name, post) })
}

// RenameStoragePoolVolume renames a volume. POST /1.0/storage-pools/POOL/volumes/TYPE/NAME, extension storage_api_volume_rename.
// Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameStoragePoolVolume(pool, volType, name string, volume api.StorageVolumePost) error {
	return r.change(request{method: http.MethodPost, path: volumesOfType(pool, volType).at(name), body: volume, needs: needs{"storage_api_volume_rename"}})
}

// MigrateStoragePoolVolume prepares a custom volume for migration: the operation's metadata has the secrets of its websockets.
// POST /1.0/storage-pools/POOL/volumes/custom/NAME, extension storage_api_remote_volume_handling. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) MigrateStoragePoolVolume(pool string, volume api.StorageVolumePost) (*Operation, error) {
	if !volume.Migration {
		return nil, errNoMigration
	}
	return r.PostStoragePoolVolume(pool, "custom", volume.Name, volume)
}

// RebuildStoragePoolVolume repairs the replicas of a volume. POST /1.0/storage-pools/POOL/volumes/TYPE/NAME/rebuild,
// extension storage_volumes_rebuild (Incus). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RebuildStoragePoolVolume(pool, volType, name string) error {
	return r.change(request{method: http.MethodPost, path: volumesOfType(pool, volType).at(name, "rebuild"), body: struct{}{}, needs: needs{"storage_volumes_rebuild"}})
}

// StoragePoolVolumeSnapshots are the snapshots of a volume (extension storage_api_volume_snapshots). Their names may or may not
// include the volume's name.
func (r *ProtocolLXD) StoragePoolVolumeSnapshots(pool, volType, volume string) Collection[api.StorageVolumeSnapshot, api.StorageVolumeSnapshotsPost, api.StorageVolumeSnapshotPut] {
	return objects[api.StorageVolumeSnapshot, api.StorageVolumeSnapshotsPost, api.StorageVolumeSnapshotPut](
		r, "storage_api_volume_snapshots", "storage-pools", pool, "volumes", volType, volume, "snapshots")
}

// StoragePoolVolumeBitmaps are the bitmaps of a block volume (extension storage_volume_nbd, Incus).
func (r *ProtocolLXD) StoragePoolVolumeBitmaps(pool, volType, volume string) Collection[api.StorageVolumeBitmap, api.StorageVolumeBitmapsPost, struct{}] {
	return objects[api.StorageVolumeBitmap, api.StorageVolumeBitmapsPost, struct{}](
		r, "storage_volume_nbd", "storage-pools", pool, "volumes", volType, volume, "bitmaps")
}

// GetStoragePoolVolumeSFTPConn opens SFTP on a custom volume. GET /1.0/storage-pools/POOL/volumes/TYPE/NAME/sftp, extension
// custom_volume_sftp (Incus). The caller closes it. Blocks until connected. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumeSFTPConn(pool, volType, volume string) (net.Conn, error) {
	return r.upgrade(request{path: volumesOfType(pool, volType).at(volume, "sftp"), needs: needs{"custom_volume_sftp"}}, "sftp")
}

// GetStoragePoolVolumeNBDConn opens a block volume as a network block device. GET
// /1.0/storage-pools/POOL/volumes/TYPE/NAME/nbd, extension storage_volume_nbd (Incus). The caller closes it. Blocks until
// connected. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumeNBDConn(pool, volType, volume string, writable bool) (net.Conn, error) {
	q := request{path: volumesOfType(pool, volType).at(volume, "nbd"), needs: needs{"storage_volume_nbd"}}
	if writable {
		q.query = url.Values{"writable": {"1"}}
	}
	return r.upgrade(q, "nbd")
}

// GetStoragePoolVolumeSnapshotNames lists the names of the snapshots of a volume. GET
// /1.0/storage-pools/POOL/volumes/TYPE/VOLUME/snapshots, extension storage_api_volume_snapshots. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumeSnapshotNames(pool, volType, volume string) ([]string, error) {
	return r.StoragePoolVolumeSnapshots(pool, volType, volume).Names()
}

// GetStoragePoolVolumeSnapshots lists the snapshots of a volume. GET
// /1.0/storage-pools/POOL/volumes/TYPE/VOLUME/snapshots?recursion=1, extension storage_api_volume_snapshots. Blocks until
// answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumeSnapshots(pool, volType, volume string) ([]api.StorageVolumeSnapshot, error) {
	return r.StoragePoolVolumeSnapshots(pool, volType, volume).List()
}

// GetStoragePoolVolumeSnapshot returns a snapshot of a volume and its ETag. GET
// /1.0/storage-pools/POOL/volumes/TYPE/VOLUME/snapshots/NAME, extension storage_api_volume_snapshots. Blocks until answered.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumeSnapshot(pool, volType, volume, name string) (*api.StorageVolumeSnapshot, string, error) {
	return r.StoragePoolVolumeSnapshots(pool, volType, volume).Get(name)
}

// CreateStoragePoolVolumeSnapshot creates a snapshot of a volume; if the name is empty, the server chooses one. POST
// /1.0/storage-pools/POOL/volumes/TYPE/VOLUME/snapshots, extension storage_api_volume_snapshots. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStoragePoolVolumeSnapshot(pool, volType, volume string, snapshot api.StorageVolumeSnapshotsPost) (*Operation, error) {
	return r.snapshotChange(pool, volType, volume, "", request{method: http.MethodPost, body: snapshot})
}

// UpdateStoragePoolVolumeSnapshot changes the description and expiry of a snapshot. PUT
// /1.0/storage-pools/POOL/volumes/TYPE/VOLUME/snapshots/NAME, extension storage_api_volume_snapshots. Blocks until done.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateStoragePoolVolumeSnapshot(pool, volType, volume, name string, put api.StorageVolumeSnapshotPut, etag string) error {
	return r.StoragePoolVolumeSnapshots(pool, volType, volume).Update(name, put, etag)
}

// RenameStoragePoolVolumeSnapshot renames a snapshot of a volume. POST
// /1.0/storage-pools/POOL/volumes/TYPE/VOLUME/snapshots/NAME, extension storage_api_volume_snapshots. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameStoragePoolVolumeSnapshot(pool, volType, volume, name string, snapshot api.StorageVolumeSnapshotPost) (*Operation, error) {
	return r.snapshotChange(pool, volType, volume, name, request{method: http.MethodPost, body: snapshot})
}

// DeleteStoragePoolVolumeSnapshot deletes a snapshot of a volume. DELETE
// /1.0/storage-pools/POOL/volumes/TYPE/VOLUME/snapshots/NAME, extension storage_api_volume_snapshots. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteStoragePoolVolumeSnapshot(pool, volType, volume, name string) (*Operation, error) {
	return r.snapshotChange(pool, volType, volume, name, request{method: http.MethodDelete})
}

func (r *ProtocolLXD) snapshotChange(pool, volType, volume, name string, q request) (*Operation, error) {
	c := r.StoragePoolVolumeSnapshots(pool, volType, volume)
	q.path, q.needs = c.at(), needs{c.ext}
	if name != "" {
		q.path = c.at(name)
	}
	return r.async(q)
}

// CreateStoragePoolVolumeFromMigration is Incus's name for CreateStoragePoolVolumeOp with a source of type "migration". POST
// /1.0/storage-pools/POOL/volumes/TYPE, extension storage_api_remote_volume_handling. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateStoragePoolVolumeFromMigration(pool string, volume api.StorageVolumesPost) (*Operation, error) {
	volume.Source.Type = "migration"
	return r.CreateStoragePoolVolumeOp(pool, volume)
}

// GetStoragePoolVolumeNamesAllProjects lists the volumes of all projects in a pool by project, as TYPE/NAME. GET
// /1.0/storage-pools/POOL/volumes?all-projects=true, extensions storage and storage_volumes_all_projects. Blocks until
// answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumeNamesAllProjects(pool string) (map[string][]string, error) {
	return r.namesByProject(request{path: volumes(pool).at(), needs: needs{"storage", "storage_volumes_all_projects"}})
}

// GetStoragePoolVolumeFull returns a volume with its backups, snapshots and usage, and its ETag. GET
// /1.0/storage-pools/POOL/volumes/TYPE/NAME?recursion=1, extension storage_volume_full (Incus). Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumeFull(pool, volType, name string) (*api.StorageVolumeFull, string, error) {
	return get[*api.StorageVolumeFull](r, request{
		path: volumesOfType(pool, volType).at(name), query: recursion("1"), needs: needs{"storage_volume_full"},
	})
}

// GetStoragePoolVolumesFull lists the volumes of a pool with their backups, snapshots and usage. This is expensive: the server
// reads the usage of each. GET /1.0/storage-pools/POOL/volumes?recursion=2, extension storage_volume_full (Incus). Blocks
// until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumesFull(pool string) ([]api.StorageVolumeFull, error) {
	return r.GetStoragePoolVolumesFullWithFilter(pool, nil)
}

// GetStoragePoolVolumesFullWithFilter is GetStoragePoolVolumesFull for those that match all filters. GET
// /1.0/storage-pools/POOL/volumes?filter=…&recursion=2, extensions storage_volume_full and api_filtering (Incus). Blocks until
// answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumesFullWithFilter(pool string, filters []string) ([]api.StorageVolumeFull, error) {
	return r.fullVolumes(pool, needs{"storage_volume_full"}, filters)
}

// GetStoragePoolVolumesFullAllProjects is GetStoragePoolVolumesFull for all projects. GET
// /1.0/storage-pools/POOL/volumes?all-projects=true&recursion=2, extensions storage_volume_full and
// storage_volumes_all_projects (Incus). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumesFullAllProjects(pool string) ([]api.StorageVolumeFull, error) {
	return r.GetStoragePoolVolumesFullWithFilterAllProjects(pool, nil)
}

// GetStoragePoolVolumesFullWithFilterAllProjects is GetStoragePoolVolumesFullAllProjects for those that match all filters. GET
// /1.0/storage-pools/POOL/volumes, extensions storage_volume_full, storage_volumes_all_projects and api_filtering (Incus).
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetStoragePoolVolumesFullWithFilterAllProjects(pool string, filters []string) ([]api.StorageVolumeFull, error) {
	return r.inAllProjects().fullVolumes(pool, needs{"storage_volume_full", "storage_volumes_all_projects"}, filters)
}

func (r *ProtocolLXD) fullVolumes(pool string, needed needs, filters []string) ([]api.StorageVolumeFull, error) {
	q := request{path: volumes(pool).at(), query: recursion("2"), needs: needed}
	q.filter(filters)
	return read[[]api.StorageVolumeFull](r, q)
}

// GetVolumesWithFilter lists the volumes of all pools that match all filters, "key=value" each. GET
// /1.0/storage-volumes?filter=…&recursion=1, extensions storage_volumes_all (LXD) and api_filtering. Blocks until answered.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetVolumesWithFilter(filters []string) ([]api.StorageVolume, error) {
	q := request{path: route("storage-volumes"), query: recursion("1"), needs: needs{"storage_volumes_all"}}
	q.filter(filters)
	return read[[]api.StorageVolume](r, q)
}

// GetVolumesWithFilterAllProjects is GetVolumesWithFilter for all projects. GET
// /1.0/storage-volumes?all-projects=true&filter=…&recursion=1, extensions storage_volumes_all (LXD) and api_filtering. Blocks
// until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetVolumesWithFilterAllProjects(filters []string) ([]api.StorageVolume, error) {
	return r.inAllProjects().GetVolumesWithFilter(filters)
}
