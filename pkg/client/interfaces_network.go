package lxd

import (
	"io"

	"github.com/openlxc/lxc/pkg/api"
)

// NetworkObjects are what belongs to networks.
type NetworkObjects interface {
	GetNetworkState(name string) (*api.NetworkState, error)
	GetNetworkLeases(name string) ([]api.NetworkLease, error)
	GetNetworkAllocations() ([]api.NetworkAllocation, error)
	GetNetworkACLLogfile(name string) (io.ReadCloser, error)
	GetNetworkLoadBalancerState(network, address string) (*api.NetworkLoadBalancerState, error)
	NetworkACLs() Collection[api.NetworkACL, api.NetworkACLsPost, api.NetworkACLPut]
	NetworkAddressSets() Collection[api.NetworkAddressSet, api.NetworkAddressSetsPost, api.NetworkAddressSetPut]
	NetworkForwards(network string) Collection[api.NetworkForward, api.NetworkForwardsPost, api.NetworkForwardPut]
	NetworkLoadBalancers(network string) Collection[api.NetworkLoadBalancer, api.NetworkLoadBalancersPost, api.NetworkLoadBalancerPut]
	NetworkLoadBalancerPools(network string) Collection[api.NetworkLoadBalancerPool, api.NetworkLoadBalancerPoolsPost, api.NetworkLoadBalancerPoolPut]
	NetworkPeers(network string) Collection[api.NetworkPeer, api.NetworkPeersPost, api.NetworkPeerPut]
	NetworkZones() Collection[api.NetworkZone, api.NetworkZonesPost, api.NetworkZonePut]
	NetworkZoneRecords(zone string) Collection[api.NetworkZoneRecord, api.NetworkZoneRecordsPost, api.NetworkZoneRecordPut]
	NetworkIntegrations() Collection[api.NetworkIntegration, api.NetworkIntegrationsPost, api.NetworkIntegrationPut]
}
