package api

import "github.com/openlxc/lxc/internal/sent"

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
