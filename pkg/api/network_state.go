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

// NetworkAllocations is the servers' own name for NetworkAllocation.
type NetworkAllocations = NetworkAllocation

// NetworkLease is an address assigned by a network (extension network_leases). Type is "static", "dynamic", "gateway" or
// another one.
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
	Mtu       int                   `json:"mtu" yaml:"mtu"`
	State     string                `json:"state" yaml:"state"`
	Type      string                `json:"type" yaml:"type"`
	Bond      *NetworkStateBond     `json:"bond" yaml:"bond"`
	Bridge    *NetworkStateBridge   `json:"bridge" yaml:"bridge"`
	VLAN      *NetworkStateVLAN     `json:"vlan" yaml:"vlan"`
	OVN       *NetworkStateOVN      `json:"ovn" yaml:"ovn"`
}

// NetworkStateBond is the state specific to a bond. Delays and frequency are in milliseconds.
type NetworkStateBond struct {
	sent.Sent `yaml:"-"`

	Mode           string   `json:"mode" yaml:"mode"`
	TransmitPolicy string   `json:"transmit_policy" yaml:"transmit_policy"`
	UpDelay        uint64   `json:"up_delay" yaml:"up_delay"`
	DownDelay      uint64   `json:"down_delay" yaml:"down_delay"`
	MIIFrequency   uint64   `json:"mii_frequency" yaml:"mii_frequency"`
	MIIState       string   `json:"mii_state" yaml:"mii_state"`
	LowerDevices   []string `json:"lower_devices" yaml:"lower_devices"`
}

// NetworkStateBridge is the state specific to a bridge. The delay is in hundredths of a second.
type NetworkStateBridge struct {
	sent.Sent `yaml:"-"`

	ID            string   `json:"id" yaml:"id"`
	STP           bool     `json:"stp" yaml:"stp"`
	ForwardDelay  uint64   `json:"forward_delay" yaml:"forward_delay"`
	VLANDefault   uint64   `json:"vlan_default" yaml:"vlan_default"`
	VLANFiltering bool     `json:"vlan_filtering" yaml:"vlan_filtering"`
	UpperDevices  []string `json:"upper_devices" yaml:"upper_devices"`
}

// NetworkStateVLAN is the state specific to a VLAN.
type NetworkStateVLAN struct {
	sent.Sent `yaml:"-"`

	LowerDevice string `json:"lower_device" yaml:"lower_device"`
	VID         uint64 `json:"vid" yaml:"vid"`
}

// NetworkStateOVN is the state specific to an OVN network.
type NetworkStateOVN struct {
	sent.Sent `yaml:"-"`

	Chassis string `json:"chassis" yaml:"chassis"`
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
