package lxd

import (
	"net/http"
	"net/url"

	"github.com/openlxc/lxc/pkg/api"
)

// GetCluster returns the cluster that a server belongs to, and its ETag. GET /1.0/cluster, extension clustering. Blocks until
// answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetCluster() (*api.Cluster, string, error) {
	return get[*api.Cluster](r, request{path: route("cluster"), needs: needs{"clustering"}})
}

// UpdateCluster enables clustering on a server, or joins it to a cluster. The operation takes a while, and the server restarts
// its listener at the end. PUT /1.0/cluster, extension clustering. Returns once begun. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) UpdateCluster(cluster api.ClusterPut, etag string) (*Operation, error) {
	return r.async(request{method: http.MethodPut, path: route("cluster"), body: cluster, etag: etag, needs: needs{"clustering"}})
}

// UpdateClusterCertificate replaces the certificate that all members share. PUT /1.0/cluster/certificate, extension
// clustering_update_cert. Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateClusterCertificate(put api.ClusterCertificatePut, etag string) error {
	return r.change(request{method: http.MethodPut, path: route("cluster", "certificate"), body: put, etag: etag, needs: needs{"clustering_update_cert"}})
}

// ClusterMembers are the members of the cluster (/1.0/cluster/members, extension clustering). Use CreateClusterMember and
// RenameClusterMember to add and rename them.
func (r *ProtocolLXD) ClusterMembers() Collection[api.ClusterMember, api.ClusterMembersPost, api.ClusterMemberPut] {
	return objects[api.ClusterMember, api.ClusterMembersPost, api.ClusterMemberPut](r, "clustering", "cluster", "members")
}

// GetClusterMemberNames lists the names of the members of the cluster. GET /1.0/cluster/members, extension clustering.
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetClusterMemberNames() ([]string, error) { return r.ClusterMembers().Names() }

// GetClusterMembers lists the members of the cluster. GET /1.0/cluster/members?recursion=1, extension clustering. Blocks
// until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetClusterMembers() ([]api.ClusterMember, error) {
	return r.ClusterMembers().List()
}

// GetClusterMember returns a member and its ETag. GET /1.0/cluster/members/NAME, extension clustering. Blocks until
// answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetClusterMember(name string) (*api.ClusterMember, string, error) {
	return r.ClusterMembers().Get(name)
}

// UpdateClusterMember replaces the writable part of a member. A non-empty etag makes it fail with api.ErrPrecondition if the
// object has changed since. PUT /1.0/cluster/members/NAME, extension clustering. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateClusterMember(name string, put api.ClusterMemberPut, etag string) error {
	return r.ClusterMembers().Update(name, put, etag)
}

// CreateClusterMember requests a join token, which is in the metadata of the returned operation of class "token". POST
// /1.0/cluster/members, extension clustering_join_token. Returns once begun. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateClusterMember(post api.ClusterMembersPost) (*Operation, error) {
	return r.async(request{method: http.MethodPost, path: route("cluster", "members"), body: post, needs: needs{"clustering_join_token"}})
}

// RenameClusterMember renames a member. POST /1.0/cluster/members/NAME, extension clustering. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameClusterMember(name string, member api.ClusterMemberPost) error {
	return r.ClusterMembers().post(name, member)
}

// DeleteClusterMember removes a member from the cluster. force removes one that is offline; it cannot rejoin. DELETE
// /1.0/cluster/members/NAME, extension clustering. Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteClusterMember(name string, force bool) error {
	q := request{method: http.MethodDelete, path: route("cluster", "members", name), needs: needs{"clustering"}}
	if force {
		q.query = map[string][]string{"force": {"1"}}
	}
	return r.change(q)
}

// GetClusterMemberState returns the load of a member. GET /1.0/cluster/members/NAME/state, extension cluster_member_state.
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetClusterMemberState(name string) (*api.ClusterMemberState, string, error) {
	return get[*api.ClusterMemberState](r, request{path: route("cluster", "members", name, "state"), needs: needs{"cluster_member_state"}})
}

// UpdateClusterMemberState evacuates or restores a member. POST /1.0/cluster/members/NAME/state, extension
// clustering_evacuation. Returns once begun. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateClusterMemberState(name string, post api.ClusterMemberStatePost) (*Operation, error) {
	ext := "clustering_evacuation"
	if post.Mode != "" {
		ext = "clustering_evacuation_mode"
	}
	return r.async(request{method: http.MethodPost, path: route("cluster", "members", name, "state"), body: post, needs: needs{ext}})
}

// ClusterLinks are links to other clusters (extension cluster_links, LXD).
func (r *ProtocolLXD) ClusterLinks() Collection[api.ClusterLink, api.ClusterLinksPost, api.ClusterLinkPut] {
	return objects[api.ClusterLink, api.ClusterLinksPost, api.ClusterLinkPut](r, "cluster_links", "cluster", "links")
}

// CreateClusterLink creates a link. If post has no trust token, it returns one for the other cluster. POST /1.0/cluster/links,
// extension cluster_links (LXD). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateClusterLink(post api.ClusterLinksPost) (*api.CertificateAddToken, error) {
	raw, location, err := r.create(r.ClusterLinks().request(http.MethodPost, post))
	return tokenIn(raw, location), err
}

// GetClusterLinkState returns the state of a link as raw JSON. GET /1.0/cluster/links/NAME/state, extension cluster_links
// (LXD). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetClusterLinkState(name string) (map[string]any, error) {
	return read[map[string]any](r, request{path: route("cluster", "links", name, "state"), needs: needs{"cluster_links"}})
}

// PlacementGroups define how instances are spread across members (extension instance_placement_groups, LXD).
func (r *ProtocolLXD) PlacementGroups() Collection[api.PlacementGroup, api.PlacementGroupsPost, api.PlacementGroupPut] {
	return objects[api.PlacementGroup, api.PlacementGroupsPost, api.PlacementGroupPut](r, "instance_placement_groups", "placement-groups")
}

// Replicators copy projects to other clusters (extension replicators, LXD).
func (r *ProtocolLXD) Replicators() Collection[api.Replicator, api.ReplicatorsPost, api.ReplicatorPut] {
	return objects[api.Replicator, api.ReplicatorsPost, api.ReplicatorPut](r, "replicators", "replicators")
}

// GetReplicatorState returns the state of a replicator as raw JSON. GET /1.0/replicators/NAME/state, extension replicators
// (LXD). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetReplicatorState(name string) (map[string]any, error) {
	return read[map[string]any](r, request{path: route("replicators", name, "state"), needs: needs{"replicators"}})
}

// RunReplicator starts a replication now; restore replicates in the opposite direction. PUT /1.0/replicators/NAME/state,
// extension replicators (LXD). Returns once begun. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RunReplicator(name string, restore bool) (*Operation, error) {
	action := "start"
	if restore {
		action = "restore"
	}
	return r.async(request{method: http.MethodPut, path: route("replicators", name, "state"), body: map[string]string{"action": action}, needs: needs{"replicators"}})
}

// ClusterGroups are cluster groups (extension clustering_groups).
func (r *ProtocolLXD) ClusterGroups() Collection[api.ClusterGroup, api.ClusterGroupsPost, api.ClusterGroupPut] {
	return objects[api.ClusterGroup, api.ClusterGroupsPost, api.ClusterGroupPut](r, "clustering_groups", "cluster", "groups")
}

// GetClusterGroupNames lists the names of the cluster groups. GET /1.0/cluster/groups, extension clustering_groups. Blocks
// until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetClusterGroupNames() ([]string, error) { return r.ClusterGroups().Names() }

// GetClusterGroups lists the cluster groups. GET /1.0/cluster/groups?recursion=1, extension clustering_groups. Blocks until
// answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetClusterGroups() ([]api.ClusterGroup, error) { return r.ClusterGroups().List() }

// GetClusterGroup returns a cluster group and its ETag. GET /1.0/cluster/groups/NAME, extension clustering_groups. Blocks until
// answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetClusterGroup(name string) (*api.ClusterGroup, string, error) {
	return r.ClusterGroups().Get(name)
}

// CreateClusterGroup creates a cluster group. POST /1.0/cluster/groups, extension clustering_groups. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateClusterGroup(group api.ClusterGroupsPost) error {
	return r.ClusterGroups().Create(group)
}

// UpdateClusterGroup replaces the writable part of a cluster group. A non-empty etag makes it fail with api.ErrPrecondition if
// the object has changed since. PUT /1.0/cluster/groups/NAME, extension clustering_groups. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateClusterGroup(name string, put api.ClusterGroupPut, etag string) error {
	return r.ClusterGroups().Update(name, put, etag)
}

// RenameClusterGroup renames a cluster group. POST /1.0/cluster/groups/NAME, extension clustering_groups. Blocks until done.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameClusterGroup(name string, post api.ClusterGroupPost) error {
	return r.ClusterGroups().post(name, post)
}

// DeleteClusterGroup deletes a cluster group. DELETE /1.0/cluster/groups/NAME, extension clustering_groups. Blocks until done.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteClusterGroup(name string) error { return r.ClusterGroups().Delete(name) }

// GetClusterMembersWithFilter lists the members that match all filters, "key=value" each. GET
// /1.0/cluster/members?filter=…&recursion=1, extensions clustering and api_filtering_extended (Incus). Blocks until answered.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetClusterMembersWithFilter(filters []string) ([]api.ClusterMember, error) {
	return r.ClusterMembers().withFilter(filters)
}

// DeletePendingClusterMember removes a member that began to join the cluster and never finished; force removes it even if the
// cluster cannot reach it. DELETE /1.0/cluster/members/NAME?pending=1, extension clustering. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeletePendingClusterMember(name string, force bool) error {
	q := request{
		method: http.MethodDelete, path: route("cluster", "members", name), query: url.Values{"pending": {"1"}},
		needs: needs{"clustering"},
	}
	if force {
		q.query.Set("force", "1")
	}
	return r.change(q)
}

// GetClusterLinkNames lists the names of the links to other clusters. GET /1.0/cluster/links, extension cluster_links (LXD).
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetClusterLinkNames() ([]string, error) { return r.ClusterLinks().Names() }

// GetClusterLinks lists the links to other clusters. GET /1.0/cluster/links?recursion=1, extension cluster_links (LXD). Blocks
// until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetClusterLinks() ([]api.ClusterLink, error) { return r.ClusterLinks().List() }

// GetClusterLink returns a link to another cluster and its ETag. GET /1.0/cluster/links/NAME, extension cluster_links (LXD).
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetClusterLink(name string) (*api.ClusterLink, string, error) {
	return r.ClusterLinks().Get(name)
}

// UpdateClusterLink replaces the writable part of a link to another cluster. A non-empty etag makes it fail with
// api.ErrPrecondition if the object has changed since. PUT /1.0/cluster/links/NAME, extension cluster_links (LXD). Blocks
// until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateClusterLink(name string, put api.ClusterLinkPut, etag string) error {
	return r.ClusterLinks().Update(name, put, etag)
}

// RenameClusterLink renames a link to another cluster. POST /1.0/cluster/links/NAME, extension cluster_links (LXD). Blocks
// until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameClusterLink(name string, post api.ClusterLinkPost) error {
	return r.ClusterLinks().post(name, post)
}

// DeleteClusterLink deletes a link to another cluster. DELETE /1.0/cluster/links/NAME, extension cluster_links (LXD). Blocks
// until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteClusterLink(name string) error { return r.ClusterLinks().Delete(name) }

// CreateIdentityClusterLinkToken creates a link that waits for the other cluster, and returns the token for it. It is LXD's
// name for CreateClusterLink without a trust token. POST /1.0/cluster/links, extension cluster_links (LXD). Blocks until done.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateIdentityClusterLinkToken(post api.ClusterLinksPost) (*api.CertificateAddToken, error) {
	return r.CreateClusterLink(post)
}

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

// replicators returns the replicators of a project; "" means that of the view.
func (r *ProtocolLXD) replicators(project string) Collection[api.Replicator, api.ReplicatorsPost, api.ReplicatorPut] {
	if project == "" {
		return r.Replicators()
	}
	return r.inProject(project).Replicators()
}

// GetReplicatorNames lists the names of the replicators of the project. GET /1.0/replicators, extension replicators (LXD).
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetReplicatorNames() ([]string, error) { return r.Replicators().Names() }

// GetReplicators lists the replicators of a project; project is "" for that of the view. GET /1.0/replicators?recursion=1,
// extension replicators (LXD). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetReplicators(project string) ([]api.Replicator, error) {
	return r.replicators(project).List()
}

// GetReplicator returns a replicator and its ETag; project is "" for that of the view. GET /1.0/replicators/NAME, extension
// replicators (LXD). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetReplicator(project, name string) (*api.Replicator, string, error) {
	return r.replicators(project).Get(name)
}

// CreateReplicator creates a replicator; project is "" for that of the view. POST /1.0/replicators, extension replicators
// (LXD). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateReplicator(project string, post api.ReplicatorsPost) error {
	return r.replicators(project).Create(post)
}

// UpdateReplicator replaces the writable part of a replicator; project is "" for that of the view. A non-empty etag makes it
// fail with api.ErrPrecondition if the object has changed since. PUT /1.0/replicators/NAME, extension replicators (LXD).
// Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateReplicator(project, name string, put api.ReplicatorPut, etag string) error {
	return r.replicators(project).Update(name, put, etag)
}

// RenameReplicator renames a replicator; project is "" for that of the view. POST /1.0/replicators/NAME, extension replicators
// (LXD). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameReplicator(project, name string, post api.ReplicatorPost) error {
	return r.replicators(project).post(name, post)
}

// DeleteReplicator deletes a replicator; project is "" for that of the view. DELETE /1.0/replicators/NAME, extension
// replicators (LXD). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteReplicator(project, name string) error {
	return r.replicators(project).Delete(name)
}
