package lxd

import "github.com/openlxc/lxc/pkg/api"

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
