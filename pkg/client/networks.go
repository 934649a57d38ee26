package lxd

import (
	"io"
	"net/url"

	"github.com/openlxc/lxc/pkg/api"
)

// GetNetworkNames lists the names of the networks.
func (r *ProtocolLXD) GetNetworkNames() ([]string, error) { return networks.on(r).Names() }

// GetNetworks lists the networks.
func (r *ProtocolLXD) GetNetworks() ([]api.Network, error) { return networks.on(r).List() }

// GetNetwork returns a network.
func (r *ProtocolLXD) GetNetwork(name string) (*api.Network, string, error) {
	return networks.on(r).Get(name)
}

// CreateNetwork creates a network (extension network).
func (r *ProtocolLXD) CreateNetwork(network api.NetworksPost) error {
	return managedNetworks.on(r).Create(network)
}

// UpdateNetwork replaces the writable part of a network (extension network).
func (r *ProtocolLXD) UpdateNetwork(name string, network api.NetworkPut, etag string) error {
	return managedNetworks.on(r).Update(name, network, etag)
}

// RenameNetwork renames a network (extension network).
func (r *ProtocolLXD) RenameNetwork(name string, network api.NetworkPost) error {
	return managedNetworks.on(r).post(name, network)
}

// DeleteNetwork deletes a network (extension network).
func (r *ProtocolLXD) DeleteNetwork(name string) error { return managedNetworks.on(r).Delete(name) }

// GetNetworkState returns the state of an interface (extension network_state).
func (r *ProtocolLXD) GetNetworkState(name string) (*api.NetworkState, error) {
	return fetch[*api.NetworkState](r, "network_state", nil, "networks", name, "state")
}

// GetNetworkLeases lists the addresses that a network gave away (extension network_leases).
func (r *ProtocolLXD) GetNetworkLeases(name string) ([]api.NetworkLease, error) {
	return fetch[[]api.NetworkLease](r, "network_leases", nil, "networks", name, "leases")
}

// GetNetworkAllocations lists the addresses in use (extension network_allocations).
func (r *ProtocolLXD) GetNetworkAllocations() ([]api.NetworkAllocation, error) {
	return fetch[[]api.NetworkAllocation](r, "network_allocations", url.Values{"recursion": {"1"}}, "network-allocations")
}

// NetworkACLs are the access lists of the project (/1.0/network-acls, extension network_acl).
func (r *ProtocolLXD) NetworkACLs() Collection[api.NetworkACL, api.NetworkACLsPost, api.NetworkACLPut] {
	return objects[api.NetworkACL, api.NetworkACLsPost, api.NetworkACLPut](r, "network_acl", "network-acls")
}

// GetNetworkACLLogfile opens the log of an access list (extension network_acl_log). The caller closes it.
func (r *ProtocolLXD) GetNetworkACLLogfile(name string) (io.ReadCloser, error) {
	if err := r.CheckExtension("network_acl_log"); err != nil {
		return nil, err
	}
	return r.open(route("network-acls", name, "log"), nil)
}

// NetworkAddressSets are the address sets of the project (/1.0/network-address-sets, extension network_address_set, Incus).
func (r *ProtocolLXD) NetworkAddressSets() Collection[api.NetworkAddressSet, api.NetworkAddressSetsPost, api.NetworkAddressSetPut] {
	return objects[api.NetworkAddressSet, api.NetworkAddressSetsPost, api.NetworkAddressSetPut](r, "network_address_set", "network-address-sets")
}

// NetworkForwards are the forwards of a network, by listen address (extension network_forward).
func (r *ProtocolLXD) NetworkForwards(network string) Collection[api.NetworkForward, api.NetworkForwardsPost, api.NetworkForwardPut] {
	return objects[api.NetworkForward, api.NetworkForwardsPost, api.NetworkForwardPut](r, "network_forward", "networks", network, "forwards")
}

// NetworkLoadBalancers are the load balancers of a network, by listen address (extension network_load_balancer).
func (r *ProtocolLXD) NetworkLoadBalancers(network string) Collection[api.NetworkLoadBalancer, api.NetworkLoadBalancersPost, api.NetworkLoadBalancerPut] {
	return objects[api.NetworkLoadBalancer, api.NetworkLoadBalancersPost, api.NetworkLoadBalancerPut](r, "network_load_balancer", "networks", network, "load-balancers")
}

// GetNetworkLoadBalancerState returns the health of the backends (extension network_load_balancer_state, Incus).
func (r *ProtocolLXD) GetNetworkLoadBalancerState(network, address string) (*api.NetworkLoadBalancerState, error) {
	return fetch[*api.NetworkLoadBalancerState](r, "network_load_balancer_state", nil, "networks", network, "load-balancers", address, "state")
}

// NetworkLoadBalancerPools are pools of instances behind load balancers (extension network_load_balancer_pool, LXD).
func (r *ProtocolLXD) NetworkLoadBalancerPools(network string) Collection[api.NetworkLoadBalancerPool, api.NetworkLoadBalancerPoolsPost, api.NetworkLoadBalancerPoolPut] {
	return objects[api.NetworkLoadBalancerPool, api.NetworkLoadBalancerPoolsPost, api.NetworkLoadBalancerPoolPut](r, "network_load_balancer_pool", "networks", network, "load-balancer-pools")
}

// NetworkPeers are the peerings of a network (extension network_peer).
func (r *ProtocolLXD) NetworkPeers(network string) Collection[api.NetworkPeer, api.NetworkPeersPost, api.NetworkPeerPut] {
	return objects[api.NetworkPeer, api.NetworkPeersPost, api.NetworkPeerPut](r, "network_peer", "networks", network, "peers")
}

// NetworkZones are the DNS zones of the project (/1.0/network-zones, extension network_dns).
func (r *ProtocolLXD) NetworkZones() Collection[api.NetworkZone, api.NetworkZonesPost, api.NetworkZonePut] {
	return objects[api.NetworkZone, api.NetworkZonesPost, api.NetworkZonePut](r, "network_dns", "network-zones")
}

// NetworkZoneRecords are the records of a zone (extension network_dns_records).
func (r *ProtocolLXD) NetworkZoneRecords(zone string) Collection[api.NetworkZoneRecord, api.NetworkZoneRecordsPost, api.NetworkZoneRecordPut] {
	return objects[api.NetworkZoneRecord, api.NetworkZoneRecordsPost, api.NetworkZoneRecordPut](r, "network_dns_records", "network-zones", zone, "records")
}

// NetworkIntegrations are ties to networks outside the server (/1.0/network-integrations, extension network_integrations,
// Incus).
func (r *ProtocolLXD) NetworkIntegrations() Collection[api.NetworkIntegration, api.NetworkIntegrationsPost, api.NetworkIntegrationPut] {
	return objects[api.NetworkIntegration, api.NetworkIntegrationsPost, api.NetworkIntegrationPut](r, "network_integrations", "network-integrations")
}
