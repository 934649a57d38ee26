package api

import (
	"time"

	"github.com/openlxc/lxc/internal/sent"
)

// InstanceState is GET /1.0/instances/NAME/state. CPU usage is in nanoseconds, memory and disk in bytes.
type InstanceState struct {
	sent.Sent `yaml:"-"`

	Status     string                          `json:"status" yaml:"status"`
	StatusCode StatusCode                      `json:"status_code" yaml:"status_code"`
	Disk       map[string]InstanceStateDisk    `json:"disk" yaml:"disk"`
	Memory     InstanceStateMemory             `json:"memory" yaml:"memory"`
	Network    map[string]InstanceStateNetwork `json:"network" yaml:"network"`
	Pid        int64                           `json:"pid" yaml:"pid"`
	Processes  int64                           `json:"processes" yaml:"processes"`
	CPU        InstanceStateCPU                `json:"cpu" yaml:"cpu"`
	StartedAt  *time.Time                      `json:"started_at,omitempty" yaml:"started_at,omitempty"`
	OSInfo     *InstanceStateOSInfo            `json:"os_info" yaml:"os_info"`
}

// InstanceStateDisk is the usage of a disk device, in bytes.
type InstanceStateDisk struct {
	sent.Sent `yaml:"-"`

	Usage int64 `json:"usage" yaml:"usage"`
	Total int64 `json:"total" yaml:"total"`
}

// InstanceStateMemory is memory usage, in bytes.
type InstanceStateMemory struct {
	sent.Sent `yaml:"-"`

	Usage         int64 `json:"usage" yaml:"usage"`
	UsagePeak     int64 `json:"usage_peak" yaml:"usage_peak"`
	Total         int64 `json:"total" yaml:"total"`
	SwapUsage     int64 `json:"swap_usage" yaml:"swap_usage"`
	SwapUsagePeak int64 `json:"swap_usage_peak" yaml:"swap_usage_peak"`
}

// InstanceStateCPU is the processor time used, in nanoseconds.
type InstanceStateCPU struct {
	sent.Sent `yaml:"-"`

	Usage         int64 `json:"usage" yaml:"usage"`
	AllocatedTime int64 `json:"allocated_time" yaml:"allocated_time"` // Incus
}

// InstanceStateNetwork is a network interface of an instance.
type InstanceStateNetwork struct {
	sent.Sent `yaml:"-"`

	Addresses []InstanceStateNetworkAddress `json:"addresses" yaml:"addresses"`
	Counters  InstanceStateNetworkCounters  `json:"counters" yaml:"counters"`
	Hwaddr    string                        `json:"hwaddr" yaml:"hwaddr"`
	HostName  string                        `json:"host_name" yaml:"host_name"`
	Mtu       int                           `json:"mtu" yaml:"mtu"`
	State     string                        `json:"state" yaml:"state"`
	Type      string                        `json:"type" yaml:"type"`
}

// InstanceStateNetworkAddress is an address. Family is "inet" or "inet6", Scope is "local", "link" or "global".
type InstanceStateNetworkAddress struct {
	sent.Sent `yaml:"-"`

	Family  string `json:"family" yaml:"family"`
	Address string `json:"address" yaml:"address"`
	Netmask string `json:"netmask" yaml:"netmask"`
	Scope   string `json:"scope" yaml:"scope"`
}

// InstanceStateNetworkCounters counts traffic since the start.
type InstanceStateNetworkCounters struct {
	sent.Sent `yaml:"-"`

	BytesReceived   int64 `json:"bytes_received" yaml:"bytes_received"`
	BytesSent       int64 `json:"bytes_sent" yaml:"bytes_sent"`
	PacketsReceived int64 `json:"packets_received" yaml:"packets_received"`
	PacketsSent     int64 `json:"packets_sent" yaml:"packets_sent"`

	ErrorsReceived         int64 `json:"errors_received" yaml:"errors_received"`
	ErrorsSent             int64 `json:"errors_sent" yaml:"errors_sent"`
	PacketsDroppedOutbound int64 `json:"packets_dropped_outbound" yaml:"packets_dropped_outbound"`
	PacketsDroppedInbound  int64 `json:"packets_dropped_inbound" yaml:"packets_dropped_inbound"`
}

// InstanceStateOSInfo describes the guest (Incus).
type InstanceStateOSInfo struct {
	sent.Sent `yaml:"-"`

	OS            string `json:"os" yaml:"os"`
	OSVersion     string `json:"os_version" yaml:"os_version"`
	KernelVersion string `json:"kernel_version" yaml:"kernel_version"`
	Hostname      string `json:"hostname" yaml:"hostname"`
	FQDN          string `json:"fqdn" yaml:"fqdn"`
}

// InstanceSnapshotPut holds the fields of a snapshot that can be changed (extension snapshot_expiry).
type InstanceSnapshotPut struct {
	sent.Sent `yaml:"-"`

	ExpiresAt time.Time `json:"expires_at" yaml:"expires_at"`
}

// InstanceSnapshot is GET /1.0/instances/NAME/snapshots/SNAP. Name is "instance/snapshot" on servers before 3.0.
type InstanceSnapshot struct {
	InstanceSnapshotPut `yaml:",inline"`

	Architecture    string                       `json:"architecture" yaml:"architecture"`
	Config          map[string]string            `json:"config" yaml:"config"`
	CreatedAt       time.Time                    `json:"created_at" yaml:"created_at"`
	Devices         map[string]map[string]string `json:"devices" yaml:"devices"`
	Ephemeral       bool                         `json:"ephemeral" yaml:"ephemeral"`
	ExpandedConfig  map[string]string            `json:"expanded_config" yaml:"expanded_config"`
	ExpandedDevices map[string]map[string]string `json:"expanded_devices" yaml:"expanded_devices"`
	LastUsedAt      time.Time                    `json:"last_used_at" yaml:"last_used_at"`
	Name            string                       `json:"name" yaml:"name"`
	Profiles        []string                     `json:"profiles" yaml:"profiles"`
	Stateful        bool                         `json:"stateful" yaml:"stateful"`
	Size            int64                        `json:"size" yaml:"size"`
}

// Writable returns the writable part.
func (s *InstanceSnapshot) Writable() InstanceSnapshotPut { return s.InstanceSnapshotPut }

// InstanceSnapshotsPost creates a snapshot. The server chooses an empty Name. If ExpiresAt is nil, the expiry follows the
// instance's configuration (extension snapshot_expiry_creation); the zero time means never.
type InstanceSnapshotsPost struct {
	Name        string     `json:"name" yaml:"name"`
	Stateful    bool       `json:"stateful" yaml:"stateful"`
	ExpiresAt   *time.Time `json:"expires_at,omitempty" yaml:"expires_at,omitempty"`
	DiskVolumes string     `json:"disk_volumes_mode,omitempty" yaml:"disk_volumes_mode,omitempty"`
}

// InstanceSnapshotPost renames a snapshot or offers it for migration.
type InstanceSnapshotPost struct {
	Name      string              `json:"name" yaml:"name"`
	Migration bool                `json:"migration" yaml:"migration"`
	Live      bool                `json:"live,omitempty" yaml:"live,omitempty"`
	Target    *InstancePostTarget `json:"target" yaml:"target"`
}
