package api

import "github.com/openlxc/lxc/internal/sent"

// NetworkIntegrationPut holds the fields that PUT /1.0/network-integrations/NAME can change.
type NetworkIntegrationPut struct {
	sent.Sent `yaml:"-"`

	Description string            `json:"description" yaml:"description"`
	Config      map[string]string `json:"config" yaml:"config"`
}

// NetworkIntegration is a connection to networks outside the server (extension network_integrations, Incus).
type NetworkIntegration struct {
	NetworkIntegrationPut `yaml:",inline"`

	Name   string   `json:"name" yaml:"name"`
	Type   string   `json:"type" yaml:"type"`
	UsedBy []string `json:"used_by" yaml:"used_by"`
}

// NetworkIntegrationPost renames an integration.
type NetworkIntegrationPost struct {
	Name string `json:"name" yaml:"name"`
}

// NetworkIntegrationsPost creates an integration. Type is "ovn".
type NetworkIntegrationsPost struct {
	NetworkIntegrationPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
	Type string `json:"type" yaml:"type"`
}
