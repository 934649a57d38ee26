package lxd

import "github.com/openlxc/lxc/pkg/api"

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

// UpdateNetworkForward replaces the writable part of a forward; with an etag only if it is still that
// (api.ErrPrecondition). PUT /1.0/networks/NETWORK/forwards/ADDRESS, extension network_forward. Blocks until done. Errors:
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

// UpdateNetworkLoadBalancer replaces the writable part of a load balancer; with an etag only if it is still that
// (api.ErrPrecondition). PUT /1.0/networks/NETWORK/load-balancers/ADDRESS, extension network_load_balancer. Blocks until
// done. Errors: *MissingExtensionError, *api.StatusError.
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
	return fetch[*api.NetworkLoadBalancerState](r, "network_load_balancer_state", nil, "networks", network, "load-balancers", address, "state")
}

// NetworkLoadBalancerPools are pools of instances behind load balancers (extension network_load_balancer_pool, LXD).
func (r *ProtocolLXD) NetworkLoadBalancerPools(network string) Collection[api.NetworkLoadBalancerPool, api.NetworkLoadBalancerPoolsPost, api.NetworkLoadBalancerPoolPut] {
	return objects[api.NetworkLoadBalancerPool, api.NetworkLoadBalancerPoolsPost, api.NetworkLoadBalancerPoolPut](r, "network_load_balancer_pool", "networks", network, "load-balancer-pools")
}
