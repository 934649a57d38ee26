package api

import "github.com/openlxc/lxc/internal/sent"

// ProjectPut holds the fields that PUT /1.0/projects/NAME can change.
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

// Writable returns the writable part; its map is never nil.
func (p *Project) Writable() ProjectPut {
	if p.Config == nil {
		p.Config = map[string]string{}
	}
	return p.ProjectPut
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

// ProjectState is the resource usage of a project (extension project_usage). A limit of -1 means none. Disk and memory are
// in bytes, processors in cores; other values are counts.
type ProjectState struct {
	sent.Sent `yaml:"-"`

	Resources map[string]ProjectStateResource `json:"resources" yaml:"resources"`
}

// ProjectStateResource is the usage and limit of a resource.
type ProjectStateResource struct {
	sent.Sent `yaml:"-"`

	Limit int64 `json:"Limit" yaml:"limit"`
	Usage int64 `json:"Usage" yaml:"usage"`
}

// ProjectStatePut makes a project the leader or the standby of a replicated pair (extension project_replica_mode, LXD).
// ReplicaMode is "leader" or "standby".
type ProjectStatePut struct {
	ReplicaMode string `json:"replica_mode" yaml:"replica_mode"`
}

// Access lists who can access an object.
type Access = []AccessEntry

// AccessEntry describes who can access an object, and how (extensions project_access and instance_access, Incus).
type AccessEntry struct {
	sent.Sent `yaml:"-"`

	Identifier string `json:"identifier" yaml:"identifier"`
	Role       string `json:"role" yaml:"role"`
	Provider   string `json:"provider" yaml:"provider"`
}
