package lxd

import (
	"net/http"

	"github.com/openlxc/lxc/pkg/api"
)

// NetworkForwards are the forwards of a network, by listen address (extension network_forward).
func (r *ProtocolLXD) NetworkForwards(network string) Collection[api.NetworkForward, api.NetworkForwardsPost, api.NetworkForwardPut] {
	return objects[api.NetworkForward, api.NetworkForwardsPost, api.NetworkForwardPut](r, "network_forward", "networks", network, "forwards")
}

// GetNetworkForwardAddresses lists the listen addresses of the forwards of a network. GET /1.0/networks/NETWORK/forwards,
// extension network_forward. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkForwardAddresses(network string) ([]string, error) {
	return r.NetworkForwards(network).Names()
}

// GetNetworkForwards lists the forwards of a network. GET /1.0/networks/NETWORK/forwards?recursion=1, extension
// network_forward. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkForwards(network string) ([]api.NetworkForward, error) {
	return r.NetworkForwards(network).List()
}

// GetNetworkForward returns a forward and its ETag. GET /1.0/networks/NETWORK/forwards/ADDRESS, extension network_forward.
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkForward(network string, listenAddress string) (*api.NetworkForward, string, error) {
	return r.NetworkForwards(network).Get(listenAddress)
}

// CreateNetworkForward creates a forward. POST /1.0/networks/NETWORK/forwards, extension network_forward. Blocks until
// done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateNetworkForward(network string, forward api.NetworkForwardsPost) error {
	return r.NetworkForwards(network).Create(forward)
}

// UpdateNetworkForward replaces the writable part of a forward. A non-empty etag makes it fail with api.ErrPrecondition if the
// object has changed since. PUT /1.0/networks/NETWORK/forwards/ADDRESS, extension network_forward. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateNetworkForward(network string, listenAddress string, put api.NetworkForwardPut, etag string) error {
	return r.NetworkForwards(network).Update(listenAddress, put, etag)
}

// DeleteNetworkForward deletes a forward. DELETE /1.0/networks/NETWORK/forwards/ADDRESS, extension network_forward. Blocks
// until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteNetworkForward(network string, listenAddress string) error {
	return r.NetworkForwards(network).Delete(listenAddress)
}

// NetworkLoadBalancers are the load balancers of a network, by listen address (extension network_load_balancer).
func (r *ProtocolLXD) NetworkLoadBalancers(network string) Collection[api.NetworkLoadBalancer, api.NetworkLoadBalancersPost, api.NetworkLoadBalancerPut] {
	return objects[api.NetworkLoadBalancer, api.NetworkLoadBalancersPost, api.NetworkLoadBalancerPut](r, "network_load_balancer", "networks", network, "load-balancers")
}

// GetNetworkLoadBalancerAddresses lists the listen addresses of the load balancers of a network. GET
// /1.0/networks/NETWORK/load-balancers, extension network_load_balancer. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkLoadBalancerAddresses(network string) ([]string, error) {
	return r.NetworkLoadBalancers(network).Names()
}

// GetNetworkLoadBalancers lists the load balancers of a network. GET /1.0/networks/NETWORK/load-balancers?recursion=1,
// extension network_load_balancer. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkLoadBalancers(network string) ([]api.NetworkLoadBalancer, error) {
	return r.NetworkLoadBalancers(network).List()
}

// GetNetworkLoadBalancer returns a load balancer and its ETag. GET /1.0/networks/NETWORK/load-balancers/ADDRESS, extension
// network_load_balancer. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkLoadBalancer(network string, listenAddress string) (*api.NetworkLoadBalancer, string, error) {
	return r.NetworkLoadBalancers(network).Get(listenAddress)
}

// CreateNetworkLoadBalancer creates a load balancer. POST /1.0/networks/NETWORK/load-balancers, extension
// network_load_balancer. Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateNetworkLoadBalancer(network string, balancer api.NetworkLoadBalancersPost) error {
	return r.NetworkLoadBalancers(network).Create(balancer)
}

// UpdateNetworkLoadBalancer replaces the writable part of a load balancer. A non-empty etag makes it fail with
// api.ErrPrecondition if the object has changed since. PUT /1.0/networks/NETWORK/load-balancers/ADDRESS, extension
// network_load_balancer. Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateNetworkLoadBalancer(network string, listenAddress string, put api.NetworkLoadBalancerPut, etag string) error {
	return r.NetworkLoadBalancers(network).Update(listenAddress, put, etag)
}

// DeleteNetworkLoadBalancer deletes a load balancer. DELETE /1.0/networks/NETWORK/load-balancers/ADDRESS, extension
// network_load_balancer. Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteNetworkLoadBalancer(network string, listenAddress string) error {
	return r.NetworkLoadBalancers(network).Delete(listenAddress)
}

// GetNetworkLoadBalancerState returns the health of the backends. GET /1.0/networks/NETWORK/load-balancers/ADDRESS/state,
// extension network_load_balancer_state (Incus). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkLoadBalancerState(network, address string) (*api.NetworkLoadBalancerState, error) {
	return read[*api.NetworkLoadBalancerState](r, request{path: route("networks", network, "load-balancers", address, "state"), needs: needs{"network_load_balancer_state"}})
}

// NetworkLoadBalancerPools are pools of instances behind load balancers (extension network_load_balancer_pool, LXD).
func (r *ProtocolLXD) NetworkLoadBalancerPools(network string) Collection[api.NetworkLoadBalancerPool, api.NetworkLoadBalancerPoolsPost, api.NetworkLoadBalancerPoolPut] {
	return objects[api.NetworkLoadBalancerPool, api.NetworkLoadBalancerPoolsPost, api.NetworkLoadBalancerPoolPut](r, "network_load_balancer_pool", "networks", network, "load-balancer-pools")
}

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

// UpdateNetworkPeer replaces the writable part of a peering. A non-empty etag makes it fail with api.ErrPrecondition if the
// object has changed since. PUT /1.0/networks/NETWORK/peers/NAME, extension network_peer. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateNetworkPeer(network string, name string, put api.NetworkPeerPut, etag string) error {
	return r.NetworkPeers(network).Update(name, put, etag)
}

// DeleteNetworkPeer deletes a peering. DELETE /1.0/networks/NETWORK/peers/NAME, extension network_peer. Blocks until done.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteNetworkPeer(network string, name string) error {
	return r.NetworkPeers(network).Delete(name)
}

// NetworkIntegrations are connections to networks outside the server (/1.0/network-integrations, extension
// network_integrations, Incus).
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

// UpdateNetworkIntegration replaces the writable part of an integration. A non-empty etag makes it fail with
// api.ErrPrecondition if the object has changed since. PUT /1.0/network-integrations/NAME, extension network_integrations
// (Incus). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
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

// GetNetworkLoadBalancerPools lists the pools of instances behind the load balancers of a network. GET
// /1.0/networks/NETWORK/load-balancer-pools?recursion=1, extension network_load_balancer_pool (LXD). Blocks until answered.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkLoadBalancerPools(network string) ([]api.NetworkLoadBalancerPool, error) {
	return r.NetworkLoadBalancerPools(network).List()
}

// GetNetworkLoadBalancerPool returns a pool and its ETag. GET /1.0/networks/NETWORK/load-balancer-pools/NAME, extension
// network_load_balancer_pool (LXD). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkLoadBalancerPool(network, name string) (*api.NetworkLoadBalancerPool, string, error) {
	return r.NetworkLoadBalancerPools(network).Get(name)
}

// CreateNetworkLoadBalancerPool creates a pool. POST /1.0/networks/NETWORK/load-balancer-pools, extension
// network_load_balancer_pool (LXD). Returns once begun. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateNetworkLoadBalancerPool(network string, post api.NetworkLoadBalancerPoolsPost) (*Operation, error) {
	return r.async(r.NetworkLoadBalancerPools(network).request(http.MethodPost, post))
}

// UpdateNetworkLoadBalancerPool replaces the writable part of a pool. A non-empty etag makes it fail with api.ErrPrecondition
// if the object has changed since. PUT /1.0/networks/NETWORK/load-balancer-pools/NAME, extension network_load_balancer_pool
// (LXD). Returns once begun. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateNetworkLoadBalancerPool(network, name string, put api.NetworkLoadBalancerPoolPut, etag string) (*Operation, error) {
	q := r.NetworkLoadBalancerPools(network).request(http.MethodPut, put, name)
	q.etag = etag
	return r.async(q)
}

// DeleteNetworkLoadBalancerPool deletes a pool. DELETE /1.0/networks/NETWORK/load-balancer-pools/NAME, extension
// network_load_balancer_pool (LXD). Returns once begun. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteNetworkLoadBalancerPool(network, name string) (*Operation, error) {
	return r.async(r.NetworkLoadBalancerPools(network).request(http.MethodDelete, nil, name))
}
