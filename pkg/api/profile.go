package api

import "github.com/openlxc/lxc/internal/sent"

// ProfilePut holds the fields that PUT /1.0/profiles/NAME can change.
type ProfilePut struct {
	sent.Sent `yaml:"-"`

	Config      map[string]string            `json:"config" yaml:"config"`
	Description string                       `json:"description" yaml:"description"`
	Devices     map[string]map[string]string `json:"devices" yaml:"devices"`
}

// Profile is a named set of configuration and devices.
type Profile struct {
	ProfilePut `yaml:",inline"`

	Name    string   `json:"name" yaml:"name"`
	UsedBy  []string `json:"used_by" yaml:"used_by"`
	Project string   `json:"project,omitempty" yaml:"project,omitempty"`
}

// Writable returns the writable part; its maps are never nil.
func (p *Profile) Writable() ProfilePut {
	if p.Config == nil {
		p.Config = map[string]string{}
	}
	if p.Devices == nil {
		p.Devices = map[string]map[string]string{}
	}
	return p.ProfilePut
}

// ProfilesPost creates a profile.
type ProfilesPost struct {
	ProfilePut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
}

// ProfilePost renames a profile.
type ProfilePost struct {
	Name string `json:"name" yaml:"name"`
}
