package api

import (
	"time"

	"github.com/openlxc/lxc/internal/sent"
)

// ProfilePut is what PUT /1.0/profiles/NAME may change.
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

// Writable returns the part that can be changed; its maps are never nil.
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

// NetworkPut is what PUT /1.0/networks/NAME may change.
type NetworkPut struct {
	sent.Sent `yaml:"-"`

	Config      map[string]string `json:"config" yaml:"config"`
	Description string            `json:"description" yaml:"description"`
}

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

// StoragePoolPut is what PUT /1.0/storage-pools/NAME may change.
type StoragePoolPut struct {
	sent.Sent `yaml:"-"`

	Config      map[string]string `json:"config" yaml:"config"`
	Description string            `json:"description" yaml:"description"`
}

// StoragePool is a storage pool (extension storage).
type StoragePool struct {
	StoragePoolPut `yaml:",inline"`

	Name      string   `json:"name" yaml:"name"`
	Driver    string   `json:"driver" yaml:"driver"`
	UsedBy    []string `json:"used_by" yaml:"used_by"`
	Status    string   `json:"status" yaml:"status"`
	Locations []string `json:"locations" yaml:"locations"`
}

// StoragePoolsPost creates a storage pool.
type StoragePoolsPost struct {
	StoragePoolPut `yaml:",inline"`

	Name   string `json:"name" yaml:"name"`
	Driver string `json:"driver" yaml:"driver"`
}

// ProjectPut is what PUT /1.0/projects/NAME may change.
type ProjectPut struct {
	sent.Sent `yaml:"-"`

	Config      map[string]string `json:"config" yaml:"config"`
	Description string            `json:"description" yaml:"description"`
}

// Project is a project (extension projects).
type Project struct {
	ProjectPut `yaml:",inline"`

	Name   string   `json:"name" yaml:"name"`
	UsedBy []string `json:"used_by" yaml:"used_by"`

	// ReplicaMode is leader or standby in a replicated pair (extension replicators, LXD).
	ReplicaMode string `json:"replica_mode,omitempty" yaml:"replica_mode,omitempty"`
}

// ProjectsPost creates a project.
type ProjectsPost struct {
	ProjectPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
}

// ProjectPost renames a project.
type ProjectPost struct {
	Name string `json:"name" yaml:"name"`
}

// ProjectState is what a project uses of its limits (extension project_usage). A limit of -1 means none. The units are
// bytes for disk and memory, cores, and counts.
type ProjectState struct {
	sent.Sent `yaml:"-"`

	Resources map[string]ProjectStateResource `json:"resources" yaml:"resources"`
}

// ProjectStateResource is one resource of a project.
type ProjectStateResource struct {
	sent.Sent `yaml:"-"`

	Limit int64 `json:"Limit" yaml:"limit"`
	Usage int64 `json:"Usage" yaml:"usage"`
}

// AccessEntry tells who may do what with an object (extensions project_access and instance_access, Incus).
type AccessEntry struct {
	sent.Sent `yaml:"-"`

	Identifier string `json:"identifier" yaml:"identifier"`
	Role       string `json:"role" yaml:"role"`
	Provider   string `json:"provider" yaml:"provider"`
}

// Warning is something that the server wants to be known (extension warnings). Status is "new", "acknowledged" or
// "resolved"; Severity "low", "moderate" or "high".
type Warning struct {
	WarningPut `yaml:",inline"`

	UUID        string    `json:"uuid" yaml:"uuid"`
	Location    string    `json:"location" yaml:"location"`
	Project     string    `json:"project" yaml:"project"`
	Type        string    `json:"type" yaml:"type"`
	Count       int       `json:"count" yaml:"count"`
	FirstSeenAt time.Time `json:"first_seen_at" yaml:"first_seen_at"`
	LastSeenAt  time.Time `json:"last_seen_at" yaml:"last_seen_at"`
	LastMessage string    `json:"last_message" yaml:"last_message"`
	Severity    string    `json:"severity" yaml:"severity"`
	EntityURL   string    `json:"entity_url" yaml:"entity_url"`
}

// WarningPut is what PUT /1.0/warnings/UUID may change.
type WarningPut struct {
	sent.Sent `yaml:"-"`

	Status string `json:"status" yaml:"status"`
}
