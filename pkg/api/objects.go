package api

// ProfilePut is what PUT /1.0/profiles/NAME may change.
type ProfilePut struct {
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

// StorageVolumePut is what PUT on a volume may change. Restore names a snapshot.
type StorageVolumePut struct {
	Config      map[string]string `json:"config" yaml:"config"`
	Description string            `json:"description" yaml:"description"`
	Restore     string            `json:"restore,omitempty" yaml:"restore,omitempty"`
}

// StorageVolume is a volume of a pool. Type is "custom", "container", "virtual-machine" or "image".
type StorageVolume struct {
	StorageVolumePut `yaml:",inline"`

	Name        string   `json:"name" yaml:"name"`
	Type        string   `json:"type" yaml:"type"`
	UsedBy      []string `json:"used_by" yaml:"used_by"`
	Location    string   `json:"location" yaml:"location"`
	ContentType string   `json:"content_type" yaml:"content_type"`
	Project     string   `json:"project,omitempty" yaml:"project,omitempty"`
}

// StorageVolumesPost creates a volume.
type StorageVolumesPost struct {
	StorageVolumePut `yaml:",inline"`

	Name        string `json:"name" yaml:"name"`
	Type        string `json:"type" yaml:"type"`
	ContentType string `json:"content_type,omitempty" yaml:"content_type,omitempty"`
}

// ProjectPut is what PUT /1.0/projects/NAME may change.
type ProjectPut struct {
	Config      map[string]string `json:"config" yaml:"config"`
	Description string            `json:"description" yaml:"description"`
}

// Project is a project (extension projects).
type Project struct {
	ProjectPut `yaml:",inline"`

	Name   string   `json:"name" yaml:"name"`
	UsedBy []string `json:"used_by" yaml:"used_by"`
}

// ProjectsPost creates a project.
type ProjectsPost struct {
	ProjectPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
}
