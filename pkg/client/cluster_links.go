package lxd

import "github.com/openlxc/lxc/pkg/api"

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
