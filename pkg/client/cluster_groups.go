package lxd

import "github.com/openlxc/lxc/pkg/api"

// ClusterGroups are groups of members (extension clustering_groups).
func (r *ProtocolLXD) ClusterGroups() Collection[api.ClusterGroup, api.ClusterGroupsPost, api.ClusterGroupPut] {
	return objects[api.ClusterGroup, api.ClusterGroupsPost, api.ClusterGroupPut](r, "clustering_groups", "cluster", "groups")
}

// GetClusterGroupNames lists the names of the groups of members. GET /1.0/cluster/groups, extension clustering_groups.
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetClusterGroupNames() ([]string, error) { return r.ClusterGroups().Names() }

// GetClusterGroups lists the groups of members. GET /1.0/cluster/groups?recursion=1, extension clustering_groups. Blocks
// until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetClusterGroups() ([]api.ClusterGroup, error) { return r.ClusterGroups().List() }

// GetClusterGroup returns a group of members and its ETag. GET /1.0/cluster/groups/NAME, extension clustering_groups.
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetClusterGroup(name string) (*api.ClusterGroup, string, error) {
	return r.ClusterGroups().Get(name)
}

// CreateClusterGroup creates a group of members. POST /1.0/cluster/groups, extension clustering_groups. Blocks until done.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateClusterGroup(group api.ClusterGroupsPost) error {
	return r.ClusterGroups().Create(group)
}

// UpdateClusterGroup replaces the writable part of a group of members; with an etag only if it is still that
// (api.ErrPrecondition). PUT /1.0/cluster/groups/NAME, extension clustering_groups. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateClusterGroup(name string, put api.ClusterGroupPut, etag string) error {
	return r.ClusterGroups().Update(name, put, etag)
}

// RenameClusterGroup renames a group of members. POST /1.0/cluster/groups/NAME, extension clustering_groups. Blocks until
// done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameClusterGroup(name string, post api.ClusterGroupPost) error {
	return r.ClusterGroups().post(name, post)
}

// DeleteClusterGroup deletes a group of members. DELETE /1.0/cluster/groups/NAME, extension clustering_groups. Blocks until
// done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteClusterGroup(name string) error { return r.ClusterGroups().Delete(name) }
