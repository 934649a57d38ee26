package lxd

import "github.com/openlxc/lxc/pkg/api"

// NetworkPeers are the peerings of a network (extension network_peer).
func (r *ProtocolLXD) NetworkPeers(network string) Collection[api.NetworkPeer, api.NetworkPeersPost, api.NetworkPeerPut] {
	return objects[api.NetworkPeer, api.NetworkPeersPost, api.NetworkPeerPut](r, "network_peer", "networks", network, "peers")
}

// GetNetworkPeerNames lists the names of the peerings of a network. GET /1.0/networks/NETWORK/peers, extension
// network_peer. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkPeerNames(network string) ([]string, error) {
	return r.NetworkPeers(network).Names()
}

// GetNetworkPeers lists the peerings of a network. GET /1.0/networks/NETWORK/peers?recursion=1, extension network_peer.
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkPeers(network string) ([]api.NetworkPeer, error) {
	return r.NetworkPeers(network).List()
}

// GetNetworkPeer returns a peering and its ETag. GET /1.0/networks/NETWORK/peers/NAME, extension network_peer. Blocks until
// answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkPeer(network string, name string) (*api.NetworkPeer, string, error) {
	return r.NetworkPeers(network).Get(name)
}

// CreateNetworkPeer creates a peering. POST /1.0/networks/NETWORK/peers, extension network_peer. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateNetworkPeer(network string, peer api.NetworkPeersPost) error {
	return r.NetworkPeers(network).Create(peer)
}

// UpdateNetworkPeer replaces the writable part of a peering; with an etag only if it is still that (api.ErrPrecondition).
// PUT /1.0/networks/NETWORK/peers/NAME, extension network_peer. Blocks until done. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) UpdateNetworkPeer(network string, name string, put api.NetworkPeerPut, etag string) error {
	return r.NetworkPeers(network).Update(name, put, etag)
}

// DeleteNetworkPeer deletes a peering. DELETE /1.0/networks/NETWORK/peers/NAME, extension network_peer. Blocks until done.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteNetworkPeer(network string, name string) error {
	return r.NetworkPeers(network).Delete(name)
}

// NetworkIntegrations are ties to networks outside the server (/1.0/network-integrations, extension network_integrations,
// Incus).
func (r *ProtocolLXD) NetworkIntegrations() Collection[api.NetworkIntegration, api.NetworkIntegrationsPost, api.NetworkIntegrationPut] {
	return objects[api.NetworkIntegration, api.NetworkIntegrationsPost, api.NetworkIntegrationPut](r, "network_integrations", "network-integrations")
}

// GetNetworkIntegrationNames lists the names of the integrations. GET /1.0/network-integrations, extension
// network_integrations (Incus). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkIntegrationNames() ([]string, error) {
	return r.NetworkIntegrations().Names()
}

// GetNetworkIntegrations lists the integrations. GET /1.0/network-integrations?recursion=1, extension network_integrations
// (Incus). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkIntegrations() ([]api.NetworkIntegration, error) {
	return r.NetworkIntegrations().List()
}

// GetNetworkIntegration returns an integration and its ETag. GET /1.0/network-integrations/NAME, extension
// network_integrations (Incus). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkIntegration(name string) (*api.NetworkIntegration, string, error) {
	return r.NetworkIntegrations().Get(name)
}

// CreateNetworkIntegration creates an integration. POST /1.0/network-integrations, extension network_integrations (Incus).
// Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateNetworkIntegration(integration api.NetworkIntegrationsPost) error {
	return r.NetworkIntegrations().Create(integration)
}

// UpdateNetworkIntegration replaces the writable part of an integration; with an etag only if it is still that
// (api.ErrPrecondition). PUT /1.0/network-integrations/NAME, extension network_integrations (Incus). Blocks until done.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateNetworkIntegration(name string, put api.NetworkIntegrationPut, etag string) error {
	return r.NetworkIntegrations().Update(name, put, etag)
}

// RenameNetworkIntegration renames an integration. POST /1.0/network-integrations/NAME, extension network_integrations
// (Incus). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameNetworkIntegration(name string, post api.NetworkIntegrationPost) error {
	return r.NetworkIntegrations().post(name, post)
}

// DeleteNetworkIntegration deletes an integration. DELETE /1.0/network-integrations/NAME, extension network_integrations
// (Incus). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteNetworkIntegration(name string) error {
	return r.NetworkIntegrations().Delete(name)
}
