package lxd

import (
	"net/url"

	"github.com/openlxc/lxc/pkg/api"
)

// GetNetworkNames lists the names of the networks. GET /1.0/networks. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetNetworkNames() ([]string, error) { return networks.on(r).Names() }

// GetNetworks lists the networks. GET /1.0/networks?recursion=1. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetNetworks() ([]api.Network, error) { return networks.on(r).List() }

// GetNetwork returns a network. GET /1.0/networks/NAME. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetNetwork(name string) (*api.Network, string, error) {
	return networks.on(r).Get(name)
}

// CreateNetwork creates a network. POST /1.0/networks, extension network. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateNetwork(network api.NetworksPost) error {
	return managedNetworks.on(r).Create(network)
}

// UpdateNetwork replaces the writable part of a network. PUT /1.0/networks/NAME, extension network. Blocks until done.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateNetwork(name string, network api.NetworkPut, etag string) error {
	return managedNetworks.on(r).Update(name, network, etag)
}

// RenameNetwork renames a network. POST /1.0/networks/NAME, extension network. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameNetwork(name string, network api.NetworkPost) error {
	return managedNetworks.on(r).post(name, network)
}

// DeleteNetwork deletes a network. DELETE /1.0/networks/NAME, extension network. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteNetwork(name string) error { return managedNetworks.on(r).Delete(name) }

// GetNetworkState returns the state of an interface. GET /1.0/networks/NAME/state, extension network_state. Blocks until
// answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkState(name string) (*api.NetworkState, error) {
	return fetch[*api.NetworkState](r, "network_state", nil, "networks", name, "state")
}

// GetNetworkLeases lists the addresses that a network gave away. GET /1.0/networks/NAME/leases, extension network_leases.
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkLeases(name string) ([]api.NetworkLease, error) {
	return fetch[[]api.NetworkLease](r, "network_leases", nil, "networks", name, "leases")
}

// GetNetworkAllocations lists the addresses in use. GET /1.0/network-allocations?recursion=1, extension
// network_allocations. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkAllocations() ([]api.NetworkAllocation, error) {
	return fetch[[]api.NetworkAllocation](r, "network_allocations", url.Values{"recursion": {"1"}}, "network-allocations")
}
