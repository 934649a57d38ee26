package lxd

import "github.com/openlxc/lxc/pkg/api"

// GetPlacementGroupNames lists the names of the placement groups. GET /1.0/placement-groups, extension
// instance_placement_groups (LXD). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetPlacementGroupNames() ([]string, error) { return r.PlacementGroups().Names() }

// GetPlacementGroups lists the placement groups. GET /1.0/placement-groups?recursion=1, extension instance_placement_groups
// (LXD). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetPlacementGroups() ([]api.PlacementGroup, error) {
	return r.PlacementGroups().List()
}

// GetPlacementGroup returns a placement group and its ETag. GET /1.0/placement-groups/NAME, extension
// instance_placement_groups (LXD). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetPlacementGroup(name string) (*api.PlacementGroup, string, error) {
	return r.PlacementGroups().Get(name)
}

// CreatePlacementGroup creates a placement group. POST /1.0/placement-groups, extension instance_placement_groups (LXD).
// Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreatePlacementGroup(post api.PlacementGroupsPost) error {
	return r.PlacementGroups().Create(post)
}

// UpdatePlacementGroup replaces the writable part of a placement group. A non-empty etag makes it fail with
// api.ErrPrecondition if the object has changed since. PUT /1.0/placement-groups/NAME, extension instance_placement_groups
// (LXD). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdatePlacementGroup(name string, put api.PlacementGroupPut, etag string) error {
	return r.PlacementGroups().Update(name, put, etag)
}

// RenamePlacementGroup renames a placement group. POST /1.0/placement-groups/NAME, extension instance_placement_groups (LXD).
// Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenamePlacementGroup(name string, post api.PlacementGroupPost) error {
	return r.PlacementGroups().post(name, post)
}

// DeletePlacementGroup deletes a placement group. DELETE /1.0/placement-groups/NAME, extension instance_placement_groups
// (LXD). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeletePlacementGroup(name string) error {
	return r.PlacementGroups().Delete(name)
}

// GetPlacementGroupsAllProjects lists the placement groups of all projects. GET
// /1.0/placement-groups?all-projects=true&recursion=1, extension instance_placement_groups (LXD). Blocks until answered.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetPlacementGroupsAllProjects() ([]api.PlacementGroup, error) {
	return r.PlacementGroups().everywhere("", nil)
}

// GetPlacementGroupNamesAllProjects lists the names of the placement groups by project. GET
// /1.0/placement-groups?all-projects=true, extension instance_placement_groups (LXD). Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetPlacementGroupNamesAllProjects() (map[string][]string, error) {
	return r.namesByProject(r.PlacementGroups().request("", nil))
}
