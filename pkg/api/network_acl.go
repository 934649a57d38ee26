package api

import "github.com/openlxc/lxc/internal/sent"

// NetworkACLRule is a rule of an ACL. State is "enabled", "disabled" or "logged". Action is "allow", "reject", "drop" or,
// with OVN, "allow-stateless". Addresses and ports are comma-separated lists.
type NetworkACLRule struct {
	sent.Sent `yaml:"-"`

	Action          string `json:"action" yaml:"action"`
	Source          string `json:"source,omitempty" yaml:"source,omitempty"`
	Destination     string `json:"destination,omitempty" yaml:"destination,omitempty"`
	Protocol        string `json:"protocol,omitempty" yaml:"protocol,omitempty"`
	SourcePort      string `json:"source_port,omitempty" yaml:"source_port,omitempty"`
	DestinationPort string `json:"destination_port,omitempty" yaml:"destination_port,omitempty"`
	ICMPType        string `json:"icmp_type,omitempty" yaml:"icmp_type,omitempty"`
	ICMPCode        string `json:"icmp_code,omitempty" yaml:"icmp_code,omitempty"`
	Description     string `json:"description,omitempty" yaml:"description,omitempty"`
	State           string `json:"state" yaml:"state"`
}

// NetworkACLPut holds the fields that PUT /1.0/network-acls/NAME can change.
type NetworkACLPut struct {
	sent.Sent `yaml:"-"`

	Description string            `json:"description" yaml:"description"`
	Egress      []NetworkACLRule  `json:"egress" yaml:"egress"`
	Ingress     []NetworkACLRule  `json:"ingress" yaml:"ingress"`
	Config      map[string]string `json:"config" yaml:"config"`
}

// NetworkACL is a network ACL (extension network_acl).
type NetworkACL struct {
	NetworkACLPut  `yaml:",inline"`
	NetworkACLPost `yaml:",inline"`

	UsedBy  []string `json:"used_by" yaml:"used_by"`
	Project string   `json:"project,omitempty" yaml:"project,omitempty"`
}

// Writable returns the writable part; its map is never nil.
func (a *NetworkACL) Writable() NetworkACLPut {
	if a.Config == nil {
		a.Config = map[string]string{}
	}
	return a.NetworkACLPut
}

// NetworkACLPost renames an ACL.
type NetworkACLPost struct {
	Name string `json:"name" yaml:"name"`
}

// NetworkACLsPost creates an ACL.
type NetworkACLsPost struct {
	NetworkACLPut  `yaml:",inline"`
	NetworkACLPost `yaml:",inline"`
}

// NetworkAddressSetPut holds the fields that PUT /1.0/network-address-sets/NAME can change.
type NetworkAddressSetPut struct {
	sent.Sent `yaml:"-"`

	Addresses   []string          `json:"addresses" yaml:"addresses"`
	Config      map[string]string `json:"config" yaml:"config"`
	Description string            `json:"description" yaml:"description"`
}

// NetworkAddressSet is a named set of addresses for ACLs (extension network_address_set, Incus).
type NetworkAddressSet struct {
	NetworkAddressSetPut `yaml:",inline"`

	Name    string   `json:"name" yaml:"name"`
	UsedBy  []string `json:"used_by" yaml:"used_by"`
	Project string   `json:"project,omitempty" yaml:"project,omitempty"`
}

// NetworkAddressSetPost renames an address set.
type NetworkAddressSetPost struct {
	Name string `json:"name" yaml:"name"`
}

// NetworkAddressSetsPost creates an address set.
type NetworkAddressSetsPost struct {
	NetworkAddressSetPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
}
