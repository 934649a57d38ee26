package api

import "github.com/openlxc/lxc/internal/sent"

// NetworkPeerPut is what PUT /1.0/networks/NET/peers/NAME may change.
type NetworkPeerPut struct {
	sent.Sent `yaml:"-"`

	Description string            `json:"description" yaml:"description"`
	Config      map[string]string `json:"config" yaml:"config"`
}

// NetworkPeer joins two networks (extension network_peer). TargetIntegration and Type are of Incus.
type NetworkPeer struct {
	NetworkPeerPut `yaml:",inline"`

	Name              string   `json:"name" yaml:"name"`
	TargetProject     string   `json:"target_project" yaml:"target_project"`
	TargetNetwork     string   `json:"target_network" yaml:"target_network"`
	TargetIntegration string   `json:"target_integration,omitempty" yaml:"target_integration,omitempty"`
	Type              string   `json:"type,omitempty" yaml:"type,omitempty"`
	Status            string   `json:"status" yaml:"status"`
	UsedBy            []string `json:"used_by" yaml:"used_by"`
}

// NetworkPeersPost creates one side of a peering.
type NetworkPeersPost struct {
	NetworkPeerPut `yaml:",inline"`

	Name              string `json:"name" yaml:"name"`
	TargetProject     string `json:"target_project" yaml:"target_project"`
	TargetNetwork     string `json:"target_network" yaml:"target_network"`
	TargetIntegration string `json:"target_integration,omitempty" yaml:"target_integration,omitempty"`
	Type              string `json:"type,omitempty" yaml:"type,omitempty"`
}

// NetworkZonePut is what PUT /1.0/network-zones/NAME may change.
type NetworkZonePut struct {
	sent.Sent `yaml:"-"`

	Description string            `json:"description" yaml:"description"`
	Config      map[string]string `json:"config" yaml:"config"`
}

// NetworkZone is a DNS zone (extension network_dns).
type NetworkZone struct {
	NetworkZonePut `yaml:",inline"`

	Name    string   `json:"name" yaml:"name"`
	UsedBy  []string `json:"used_by" yaml:"used_by"`
	Project string   `json:"project,omitempty" yaml:"project,omitempty"`
}

// NetworkZonesPost creates a zone.
type NetworkZonesPost struct {
	NetworkZonePut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
}

// NetworkZoneRecordEntry is one entry of a record. TTL is in seconds, 0 for the zone's own.
type NetworkZoneRecordEntry struct {
	sent.Sent `yaml:"-"`

	Type  string `json:"type" yaml:"type"`
	TTL   uint64 `json:"ttl,omitempty" yaml:"ttl,omitempty"`
	Value string `json:"value" yaml:"value"`
}

// NetworkZoneRecordPut is what PUT /1.0/network-zones/ZONE/records/NAME may change.
type NetworkZoneRecordPut struct {
	sent.Sent `yaml:"-"`

	Description string                   `json:"description" yaml:"description"`
	Entries     []NetworkZoneRecordEntry `json:"entries" yaml:"entries"`
	Config      map[string]string        `json:"config" yaml:"config"`
}

// NetworkZoneRecord is a record of a zone (extension network_dns_records).
type NetworkZoneRecord struct {
	NetworkZoneRecordPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
}

// NetworkZoneRecordsPost creates a record.
type NetworkZoneRecordsPost struct {
	NetworkZoneRecordPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
}

// NetworkIntegrationPut is what PUT /1.0/network-integrations/NAME may change.
type NetworkIntegrationPut struct {
	sent.Sent `yaml:"-"`

	Description string            `json:"description" yaml:"description"`
	Config      map[string]string `json:"config" yaml:"config"`
}

// NetworkIntegration is a tie to networks outside the server (extension network_integrations, Incus).
type NetworkIntegration struct {
	NetworkIntegrationPut `yaml:",inline"`

	Name   string   `json:"name" yaml:"name"`
	Type   string   `json:"type" yaml:"type"`
	UsedBy []string `json:"used_by" yaml:"used_by"`
}

// NetworkIntegrationsPost creates an integration. Type is "ovn".
type NetworkIntegrationsPost struct {
	NetworkIntegrationPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
	Type string `json:"type" yaml:"type"`
}

// NetworkAllocation is an address in use (extension network_allocations).
type NetworkAllocation struct {
	sent.Sent `yaml:"-"`

	Address string `json:"addresses" yaml:"addresses"`
	UsedBy  string `json:"used_by" yaml:"used_by"`
	Type    string `json:"type" yaml:"type"`
	NAT     bool   `json:"nat" yaml:"nat"`
	Hwaddr  string `json:"hwaddr" yaml:"hwaddr"`
	Network string `json:"network,omitempty" yaml:"network,omitempty"`
}

// NetworkLease is an address that a network gave away (extension network_leases). Type is "static", "dynamic", "gateway" …
type NetworkLease struct {
	sent.Sent `yaml:"-"`

	Hostname string `json:"hostname" yaml:"hostname"`
	Hwaddr   string `json:"hwaddr" yaml:"hwaddr"`
	Address  string `json:"address" yaml:"address"`
	Type     string `json:"type" yaml:"type"`
	Location string `json:"location" yaml:"location"`
	Project  string `json:"project,omitempty" yaml:"project,omitempty"`
}

// NetworkState is the state of an interface (extension network_state). Counters are bytes and packets.
type NetworkState struct {
	sent.Sent `yaml:"-"`

	Addresses []NetworkStateAddress `json:"addresses" yaml:"addresses"`
	Counters  NetworkStateCounters  `json:"counters" yaml:"counters"`
	Hwaddr    string                `json:"hwaddr" yaml:"hwaddr"`
	MTU       int                   `json:"mtu" yaml:"mtu"`
	State     string                `json:"state" yaml:"state"`
	Type      string                `json:"type" yaml:"type"`
	Bond      map[string]any        `json:"bond" yaml:"bond"`
	Bridge    map[string]any        `json:"bridge" yaml:"bridge"`
	VLAN      map[string]any        `json:"vlan" yaml:"vlan"`
	OVN       map[string]any        `json:"ovn" yaml:"ovn"`
}

// NetworkStateAddress is an address of an interface.
type NetworkStateAddress struct {
	sent.Sent `yaml:"-"`

	Family  string `json:"family" yaml:"family"`
	Address string `json:"address" yaml:"address"`
	Netmask string `json:"netmask" yaml:"netmask"`
	Scope   string `json:"scope" yaml:"scope"`
}

// NetworkStateCounters are the counters of an interface.
type NetworkStateCounters struct {
	sent.Sent `yaml:"-"`

	BytesReceived   int64 `json:"bytes_received" yaml:"bytes_received"`
	BytesSent       int64 `json:"bytes_sent" yaml:"bytes_sent"`
	PacketsReceived int64 `json:"packets_received" yaml:"packets_received"`
	PacketsSent     int64 `json:"packets_sent" yaml:"packets_sent"`
}
