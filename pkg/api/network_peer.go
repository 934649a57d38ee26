package api

import "github.com/openlxc/lxc/internal/sent"

// NetworkPeerPut holds the fields that PUT /1.0/networks/NET/peers/NAME can change.
type NetworkPeerPut struct {
	sent.Sent `yaml:"-"`

	Description string            `json:"description" yaml:"description"`
	Config      map[string]string `json:"config" yaml:"config"`
}

// NetworkPeer connects two networks (extension network_peer). TargetIntegration and Type are specific to Incus.
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

// Writable returns the writable part; its map is never nil.
func (p *NetworkPeer) Writable() NetworkPeerPut {
	if p.Config == nil {
		p.Config = map[string]string{}
	}
	return p.NetworkPeerPut
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
