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
	GetNetworkACLNames() ([]string, error)
	GetNetworkACLs() ([]api.NetworkACL, error)
	GetNetworkACL(name string) (*api.NetworkACL, string, error)
	CreateNetworkACL(acl api.NetworkACLsPost) error
	UpdateNetworkACL(name string, put api.NetworkACLPut, etag string) error
	RenameNetworkACL(name string, post api.NetworkACLPost) error
	DeleteNetworkACL(name string) error
	GetNetworkAddressSetNames() ([]string, error)
	GetNetworkAddressSets() ([]api.NetworkAddressSet, error)
	GetNetworkAddressSet(name string) (*api.NetworkAddressSet, string, error)
	CreateNetworkAddressSet(set api.NetworkAddressSetsPost) error
	UpdateNetworkAddressSet(name string, put api.NetworkAddressSetPut, etag string) error
	RenameNetworkAddressSet(name string, post api.NetworkAddressSetPost) error
	DeleteNetworkAddressSet(name string) error
	GetNetworkForwardAddresses(network string) ([]string, error)
	GetNetworkForwards(network string) ([]api.NetworkForward, error)
	GetNetworkForward(network string, listenAddress string) (*api.NetworkForward, string, error)
	CreateNetworkForward(network string, forward api.NetworkForwardsPost) error
	UpdateNetworkForward(network string, listenAddress string, put api.NetworkForwardPut, etag string) error
	DeleteNetworkForward(network string, listenAddress string) error
	GetNetworkLoadBalancerAddresses(network string) ([]string, error)
	GetNetworkLoadBalancers(network string) ([]api.NetworkLoadBalancer, error)
	GetNetworkLoadBalancer(network string, listenAddress string) (*api.NetworkLoadBalancer, string, error)
	CreateNetworkLoadBalancer(network string, balancer api.NetworkLoadBalancersPost) error
	UpdateNetworkLoadBalancer(network string, listenAddress string, put api.NetworkLoadBalancerPut, etag string) error
	DeleteNetworkLoadBalancer(network string, listenAddress string) error
	GetNetworkPeerNames(network string) ([]string, error)
	GetNetworkPeers(network string) ([]api.NetworkPeer, error)
	GetNetworkPeer(network string, name string) (*api.NetworkPeer, string, error)
	CreateNetworkPeer(network string, peer api.NetworkPeersPost) error
	UpdateNetworkPeer(network string, name string, put api.NetworkPeerPut, etag string) error
	DeleteNetworkPeer(network string, name string) error
	GetNetworkIntegrationNames() ([]string, error)
	GetNetworkIntegrations() ([]api.NetworkIntegration, error)
	GetNetworkIntegration(name string) (*api.NetworkIntegration, string, error)
	CreateNetworkIntegration(integration api.NetworkIntegrationsPost) error
	UpdateNetworkIntegration(name string, put api.NetworkIntegrationPut, etag string) error
	RenameNetworkIntegration(name string, post api.NetworkIntegrationPost) error
	DeleteNetworkIntegration(name string) error
	GetNetworkZoneNames() ([]string, error)
	GetNetworkZones() ([]api.NetworkZone, error)
	GetNetworkZone(name string) (*api.NetworkZone, string, error)
	CreateNetworkZone(zone api.NetworkZonesPost) error
	UpdateNetworkZone(name string, put api.NetworkZonePut, etag string) error
	DeleteNetworkZone(name string) error
	GetNetworkZoneRecordNames(zone string) ([]string, error)
	GetNetworkZoneRecords(zone string) ([]api.NetworkZoneRecord, error)
	GetNetworkZoneRecord(zone string, name string) (*api.NetworkZoneRecord, string, error)
	CreateNetworkZoneRecord(zone string, record api.NetworkZoneRecordsPost) error
	UpdateNetworkZoneRecord(zone string, name string, put api.NetworkZoneRecordPut, etag string) error
	DeleteNetworkZoneRecord(zone string, name string) error
}
