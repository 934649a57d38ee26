package api

import (
	"time"

	"github.com/openlxc/lxc/internal/sent"
)

// Types of instances (extension instances; earlier servers only have containers).
const (
	InstanceTypeAny       InstanceType = ""
	InstanceTypeContainer InstanceType = "container"
	InstanceTypeVM        InstanceType = "virtual-machine"
)

// InstanceType is the type of an instance.
type InstanceType string

// InstancePut holds the fields that PUT and PATCH /1.0/instances/NAME can change. Restore is the name of a snapshot to
// restore.
type InstancePut struct {
	sent.Sent `yaml:"-"`

	Architecture string                       `json:"architecture" yaml:"architecture"`
	Config       map[string]string            `json:"config" yaml:"config"`
	Devices      map[string]map[string]string `json:"devices" yaml:"devices"`
	Ephemeral    bool                         `json:"ephemeral" yaml:"ephemeral"`
	Profiles     []string                     `json:"profiles" yaml:"profiles"`
	Restore      string                       `json:"restore,omitempty" yaml:"restore,omitempty"`
	Stateful     bool                         `json:"stateful" yaml:"stateful"`
	Description  string                       `json:"description" yaml:"description"`
	// DiskOnly restores only the disks (extension instance_snapshot_disk_only_restore).
	DiskOnly bool `json:"disk_only,omitempty" yaml:"disk_only,omitempty"`
	// RestoreDiskVolumes is "root" or "all-exclusive" (extension instance_snapshots_multi_volume).
	RestoreDiskVolumes string `json:"restore_disk_volumes_mode,omitempty" yaml:"restore_disk_volumes_mode,omitempty"`
}

// Instance is a container or virtual machine (GET /1.0/instances/NAME).
type Instance struct {
	InstancePut `yaml:",inline"`

	CreatedAt       time.Time                    `json:"created_at" yaml:"created_at"`
	ExpandedConfig  map[string]string            `json:"expanded_config" yaml:"expanded_config"`
	ExpandedDevices map[string]map[string]string `json:"expanded_devices" yaml:"expanded_devices"`
	Name            string                       `json:"name" yaml:"name"`
	Status          string                       `json:"status" yaml:"status"`
	StatusCode      StatusCode                   `json:"status_code" yaml:"status_code"`
	LastUsedAt      time.Time                    `json:"last_used_at" yaml:"last_used_at"`
	Location        string                       `json:"location" yaml:"location"`
	Type            string                       `json:"type" yaml:"type"`
	Project         string                       `json:"project" yaml:"project"`
}

// Writable returns the writable part; its maps are never nil.
func (i *Instance) Writable() InstancePut {
	if i.Config == nil {
		i.Config = map[string]string{}
	}
	if i.Devices == nil {
		i.Devices = map[string]map[string]string{}
	}
	return i.InstancePut
}

// IsActive reports whether the instance has running processes.
func (i *Instance) IsActive() bool {
	switch i.StatusCode {
	case Stopped, Error:
		return false
	}
	return true
}

// InstanceFull is an instance with its state and snapshots (recursion=2, extension container_full).
type InstanceFull struct {
	Instance `yaml:",inline"`

	Backups   []InstanceBackup   `json:"backups" yaml:"backups"`
	State     *InstanceState     `json:"state" yaml:"state"`
	Snapshots []InstanceSnapshot `json:"snapshots" yaml:"snapshots"`
}

// InstancesPost creates an instance (POST /1.0/instances).
type InstancesPost struct {
	InstancePut `yaml:",inline"`

	Name         string         `json:"name" yaml:"name"`
	Source       InstanceSource `json:"source" yaml:"source"`
	InstanceType string         `json:"instance_type,omitempty" yaml:"instance_type,omitempty"`
	Type         InstanceType   `json:"type,omitempty" yaml:"type,omitempty"`
	// Start starts the new instance with the same request (extension instance_create_start).
	Start bool `json:"start,omitempty" yaml:"start,omitempty"`
}

// InstanceSource is the source of a new instance. Type is "image", "none", "copy" or "migration".
type InstanceSource struct {
	Type        string            `json:"type" yaml:"type"`
	Alias       string            `json:"alias,omitempty" yaml:"alias,omitempty"`
	Fingerprint string            `json:"fingerprint,omitempty" yaml:"fingerprint,omitempty"`
	Properties  map[string]string `json:"properties,omitempty" yaml:"properties,omitempty"`
	Server      string            `json:"server,omitempty" yaml:"server,omitempty"`
	Secret      string            `json:"secret,omitempty" yaml:"secret,omitempty"`
	Protocol    string            `json:"protocol,omitempty" yaml:"protocol,omitempty"`
	Certificate string            `json:"certificate,omitempty" yaml:"certificate,omitempty"`

	BaseImage     string            `json:"base-image,omitempty" yaml:"base-image,omitempty"`
	Mode          string            `json:"mode,omitempty" yaml:"mode,omitempty"`
	Operation     string            `json:"operation,omitempty" yaml:"operation,omitempty"`
	Websockets    map[string]string `json:"secrets,omitempty" yaml:"secrets,omitempty"`
	Source        string            `json:"source,omitempty" yaml:"source,omitempty"`
	Project       string            `json:"project,omitempty" yaml:"project,omitempty"`
	Live          bool              `json:"live,omitempty" yaml:"live,omitempty"`
	InstanceOnly  bool              `json:"instance_only,omitempty" yaml:"instance_only,omitempty"`
	ContainerOnly bool              `json:"container_only,omitempty" yaml:"container_only,omitempty"`
	Refresh       bool              `json:"refresh,omitempty" yaml:"refresh,omitempty"`
	// RefreshExcludeOlder skips snapshots that are older than the newest one of the target (extension
	// custom_volume_refresh_exclude_older_snapshots).
	RefreshExcludeOlder bool `json:"refresh_exclude_older,omitempty" yaml:"refresh_exclude_older,omitempty"`
	AllowInconsistent   bool `json:"allow_inconsistent,omitempty" yaml:"allow_inconsistent,omitempty"`
	// OverrideSnapshotProfiles sets the same profiles on the snapshots (extension override_snapshot_profiles_on_copy).
	OverrideSnapshotProfiles bool `json:"override_snapshot_profiles,omitempty" yaml:"override_snapshot_profiles,omitempty"`
}

// InstancePost renames, moves or offers an instance for migration (POST /1.0/instances/NAME).
type InstancePost struct {
	Name          string              `json:"name" yaml:"name"`
	Migration     bool                `json:"migration" yaml:"migration"`
	Live          bool                `json:"live" yaml:"live"`
	InstanceOnly  bool                `json:"instance_only,omitempty" yaml:"instance_only,omitempty"`
	ContainerOnly bool                `json:"container_only,omitempty" yaml:"container_only,omitempty"`
	Target        *InstancePostTarget `json:"target" yaml:"target"`
	Pool          string              `json:"pool,omitempty" yaml:"pool,omitempty"`
	Project       string              `json:"project,omitempty" yaml:"project,omitempty"`

	AllowInconsistent bool `json:"allow_inconsistent,omitempty" yaml:"allow_inconsistent,omitempty"`
	// Profiles, Config and Devices change during the move (extension instance_move_config). Nil profiles are left unchanged, an
	// empty list removes them.
	Profiles []string                     `json:"profiles" yaml:"profiles"`
	Config   map[string]string            `json:"config,omitempty" yaml:"config,omitempty"`
	Devices  map[string]map[string]string `json:"devices,omitempty" yaml:"devices,omitempty"`
	// OverrideSnapshotProfiles sets the same profiles on the snapshots (extension override_snapshot_profiles_on_copy).
	OverrideSnapshotProfiles bool `json:"override_snapshot_profiles,omitempty" yaml:"override_snapshot_profiles,omitempty"`
}

// InstancePostTarget is the target to which the source connects in push mode.
type InstancePostTarget struct {
	Certificate string            `json:"certificate" yaml:"certificate"`
	Operation   string            `json:"operation,omitempty" yaml:"operation,omitempty"`
	Websockets  map[string]string `json:"secrets,omitempty" yaml:"secrets,omitempty"`
}

// InstanceRebuildPost replaces the root disk (POST /1.0/instances/NAME/rebuild, extension instances_rebuild).
type InstanceRebuildPost struct {
	Source InstanceSource `json:"source" yaml:"source"`
}

// InstanceStatePut changes the state. Action is start, stop, restart, freeze or unfreeze. Timeout is in seconds; -1 means
// none.
type InstanceStatePut struct {
	Action   string `json:"action" yaml:"action"`
	Timeout  int    `json:"timeout" yaml:"timeout"`
	Force    bool   `json:"force" yaml:"force"`
	Stateful bool   `json:"stateful" yaml:"stateful"`
}

// InstancesPut changes the state of all instances of a project (PUT /1.0/instances, extension instance_bulk_state_change).
type InstancesPut struct {
	State *InstanceStatePut `json:"state" yaml:"state"`
}

// InstanceExecPost starts a command (POST /1.0/instances/NAME/exec). Note the dashes in the JSON names.
type InstanceExecPost struct {
	Command      []string          `json:"command" yaml:"command"`
	WaitForWS    bool              `json:"wait-for-websocket" yaml:"wait-for-websocket"`
	Interactive  bool              `json:"interactive" yaml:"interactive"`
	Environment  map[string]string `json:"environment" yaml:"environment"`
	Width        int               `json:"width" yaml:"width"`
	Height       int               `json:"height" yaml:"height"`
	RecordOutput bool              `json:"record-output" yaml:"record-output"`
	User         uint32            `json:"user" yaml:"user"`
	Group        uint32            `json:"group" yaml:"group"`
	Cwd          string            `json:"cwd" yaml:"cwd"`
}

// InstanceExecControl is a message on the control socket: "window-resize" with width and height as decimal strings
// in Args, or "signal" with a signal number.
type InstanceExecControl struct {
	Command string            `json:"command"`
	Args    map[string]string `json:"args,omitempty"`
	Signal  int               `json:"signal,omitempty"`
}

// InstanceConsoleControl is a message on the control socket of a console: "window-resize" with width and height.
type InstanceConsoleControl struct {
	Command string            `json:"command"`
	Args    map[string]string `json:"args,omitempty"`
}

// InstanceConsolePost attaches to a console (extension console). Type is "console" or "vga".
type InstanceConsolePost struct {
	Width  int    `json:"width" yaml:"width"`
	Height int    `json:"height" yaml:"height"`
	Type   string `json:"type,omitempty" yaml:"type,omitempty"`
	Force  bool   `json:"force,omitempty" yaml:"force,omitempty"`
}

// ImageMetadata is the metadata.yaml of an instance or image (extension container_edit_metadata).
type ImageMetadata struct {
	sent.Sent `yaml:"-"`

	Architecture string                            `json:"architecture" yaml:"architecture"`
	CreationDate int64                             `json:"creation_date" yaml:"creation_date"` // seconds since 1970
	ExpiryDate   int64                             `json:"expiry_date" yaml:"expiry_date"`
	Properties   map[string]string                 `json:"properties" yaml:"properties"`
	Templates    map[string]*ImageMetadataTemplate `json:"templates" yaml:"templates"`
}

// ImageMetadataTemplate defines when a file of an instance is generated from a template.
type ImageMetadataTemplate struct {
	When       []string          `json:"when" yaml:"when"`
	CreateOnly bool              `json:"create_only" yaml:"create_only"`
	Template   string            `json:"template" yaml:"template"`
	Properties map[string]string `json:"properties" yaml:"properties"`
	UID        string            `json:"uid,omitempty" yaml:"uid,omitempty"`
	GID        string            `json:"gid,omitempty" yaml:"gid,omitempty"`
	Mode       string            `json:"mode,omitempty" yaml:"mode,omitempty"`
}

// InstanceUEFIVars holds the firmware variables of a virtual machine by "NAME-GUID" (extension instances_uefi_vars, LXD).
type InstanceUEFIVars struct {
	Variables map[string]InstanceUEFIVariable `json:"variables" yaml:"variables"`
}

// InstanceUEFIVariable is a firmware variable. Data and Timestamp are hexadecimal, Attr is a bit mask.
type InstanceUEFIVariable struct {
	Data      string `json:"data" yaml:"data"`
	Attr      uint32 `json:"attr" yaml:"attr"`
	Timestamp string `json:"timestamp" yaml:"timestamp"`
	Digest    string `json:"digest" yaml:"digest"`
}

// InstanceNVRAMVariablePut holds the parts of a firmware variable that can be changed (extension instance_nvram, Incus). Data is
// the value in readable form if the server knows what it means; Attributes are the names of its flags.
type InstanceNVRAMVariablePut struct {
	sent.Sent `yaml:"-"`

	Data       any        `json:"data,omitempty" yaml:"data,omitempty"`
	Attributes []string   `json:"attributes" yaml:"attributes"`
	Timestamp  *time.Time `json:"timestamp,omitempty" yaml:"timestamp,omitempty"`
}

// InstanceNVRAMVariable is a firmware variable. Binary is its value as the firmware stores it.
type InstanceNVRAMVariable struct {
	InstanceNVRAMVariablePut `yaml:",inline"`

	Binary []byte `json:"binary" yaml:"binary"`
}

// InstancePortForwardPost selects a port inside an instance (extension instance_port_forward, Incus). Address is an address
// inside the instance; "" means its loopback address.
type InstancePortForwardPost struct {
	Address string `json:"address,omitempty" yaml:"address,omitempty"`
	Port    int    `json:"port" yaml:"port"`
}
