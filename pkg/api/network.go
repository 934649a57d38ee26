package api

import "github.com/openlxc/lxc/internal/sent"

// NetworkPut holds the fields that PUT /1.0/networks/NAME can change.
type NetworkPut struct {
	sent.Sent `yaml:"-"`

	Config      map[string]string `json:"config" yaml:"config"`
	Description string            `json:"description" yaml:"description"`
}

// Status of a network, for Network.Status.
const (
	NetworkStatusCreated     = "Created"
	NetworkStatusErrored     = "Errored"
	NetworkStatusPending     = "Pending"
	NetworkStatusUnavailable = "Unavailable"
	NetworkStatusUnknown     = "Unknown"
)

// Network is a managed or unmanaged network (extension network).
type Network struct {
	NetworkPut `yaml:",inline"`

	Name      string   `json:"name" yaml:"name"`
	Type      string   `json:"type" yaml:"type"`
	UsedBy    []string `json:"used_by" yaml:"used_by"`
	Managed   bool     `json:"managed" yaml:"managed"`
	Status    string   `json:"status" yaml:"status"`
	Locations []string `json:"locations" yaml:"locations"`
	Project   string   `json:"project,omitempty" yaml:"project,omitempty"`
}

// Writable returns the writable part; its map is never nil.
func (n *Network) Writable() NetworkPut {
	if n.Config == nil {
		n.Config = map[string]string{}
	}
	return n.NetworkPut
}

// NetworksPost creates a network.
type NetworksPost struct {
	NetworkPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
	Type string `json:"type" yaml:"type"`
}

// NetworkPost renames a network.
type NetworkPost struct {
	Name string `json:"name" yaml:"name"`
}
