package api

import (
	"time"

	"github.com/openlxc/lxc/internal/sent"
)

// Cluster is GET /1.0/cluster (extension clustering).
type Cluster struct {
	sent.Sent `yaml:"-"`

	ServerName   string                   `json:"server_name" yaml:"server_name"`
	Enabled      bool                     `json:"enabled" yaml:"enabled"`
	MemberConfig []ClusterMemberConfigKey `json:"member_config" yaml:"member_config"`
}

// ClusterMemberConfigKey is a member-specific configuration key. Entity is "network" or "storage-pool".
type ClusterMemberConfigKey struct {
	sent.Sent `yaml:"-"`

	Entity      string `json:"entity" yaml:"entity"`
	Name        string `json:"name" yaml:"name"`
	Key         string `json:"key" yaml:"key"`
	Value       string `json:"value" yaml:"value"`
	Description string `json:"description" yaml:"description"`
}

// ClusterPut enables clustering, or joins a cluster (PUT /1.0/cluster).
type ClusterPut struct {
	Cluster `yaml:",inline"`

	ClusterAddress     string `json:"cluster_address" yaml:"cluster_address"`
	ClusterCertificate string `json:"cluster_certificate" yaml:"cluster_certificate"`
	ServerAddress      string `json:"server_address" yaml:"server_address"`
	ClusterPassword    string `json:"cluster_password,omitempty" yaml:"cluster_password,omitempty"`
	ClusterToken       string `json:"cluster_token,omitempty" yaml:"cluster_token,omitempty"`
}

// ClusterMemberPut holds the fields that PUT /1.0/cluster/members/NAME can change.
type ClusterMemberPut struct {
	sent.Sent `yaml:"-"`

	Roles         []string          `json:"roles" yaml:"roles"`
	FailureDomain string            `json:"failure_domain" yaml:"failure_domain"`
	Description   string            `json:"description" yaml:"description"`
	Config        map[string]string `json:"config" yaml:"config"`
	Groups        []string          `json:"groups" yaml:"groups"`
}

// ClusterMember is a member of a cluster. Status is "Online", "Offline", "Evacuated" or "Blocked".
type ClusterMember struct {
	ClusterMemberPut `yaml:",inline"`

	ServerName   string `json:"server_name" yaml:"server_name"`
	URL          string `json:"url" yaml:"url"`
	Database     bool   `json:"database" yaml:"database"`
	Status       string `json:"status" yaml:"status"`
	Message      string `json:"message" yaml:"message"`
	Architecture string `json:"architecture" yaml:"architecture"`
}

// Writable returns the writable part; its map is never nil.
func (m *ClusterMember) Writable() ClusterMemberPut {
	if m.Config == nil {
		m.Config = map[string]string{}
	}
	return m.ClusterMemberPut
}

// ClusterMemberPost renames a member.
type ClusterMemberPost struct {
	ServerName string `json:"server_name" yaml:"server_name"`
}

// ClusterMemberStatePost evacuates or restores a member (extension clustering_evacuation). Action is "evacuate" or
// "restore"; Mode (clustering_evacuation_mode) "auto", "stop", "migrate", "live-migrate", or on restore "skip" (LXD).
type ClusterMemberStatePost struct {
	Action string `json:"action" yaml:"action"`
	Mode   string `json:"mode,omitempty" yaml:"mode,omitempty"`
	Force  bool   `json:"force,omitempty" yaml:"force,omitempty"`
}

// ClusterMemberState is the load of a member (extension cluster_member_state). Memory is in bytes, uptime in nanoseconds.
type ClusterMemberState struct {
	sent.Sent `yaml:"-"`

	SysInfo      ClusterMemberSysInfo            `json:"sysinfo" yaml:"sysinfo"`
	StoragePools map[string]ResourcesStoragePool `json:"storage_pools" yaml:"storage_pools"`
}

// ClusterMemberSysInfo is the load of a member's host.
type ClusterMemberSysInfo struct {
	Uptime       int64     `json:"uptime" yaml:"uptime"`
	LoadAverages []float64 `json:"load_averages" yaml:"load_averages"`
	TotalRAM     uint64    `json:"total_ram" yaml:"total_ram"`
	FreeRAM      uint64    `json:"free_ram" yaml:"free_ram"`
	SharedRAM    uint64    `json:"shared_ram" yaml:"shared_ram"`
	BufferRAM    uint64    `json:"buffered_ram" yaml:"buffered_ram"`
	TotalSwap    uint64    `json:"total_swap" yaml:"total_swap"`
	FreeSwap     uint64    `json:"free_swap" yaml:"free_swap"`
	Processes    uint16    `json:"processes" yaml:"processes"`
	LogicalCPUs  uint64    `json:"logical_cpus,omitempty" yaml:"logical_cpus,omitempty"`
}

// ClusterCertificatePut replaces the certificate of a cluster (extension clustering_update_cert). Both are PEM.
type ClusterCertificatePut struct {
	ClusterCertificate    string `json:"cluster_certificate" yaml:"cluster_certificate"`
	ClusterCertificateKey string `json:"cluster_certificate_key" yaml:"cluster_certificate_key"`
}

// ClusterGroupPut holds the fields that PUT /1.0/cluster/groups/NAME can change. Config needs clustering_groups_config (Incus).
type ClusterGroupPut struct {
	sent.Sent `yaml:"-"`

	Description string            `json:"description" yaml:"description"`
	Members     []string          `json:"members" yaml:"members"`
	Config      map[string]string `json:"config,omitempty" yaml:"config,omitempty"`
}

// ClusterGroup is a group of cluster members (extension clustering_groups).
type ClusterGroup struct {
	ClusterGroupPut  `yaml:",inline"`
	ClusterGroupPost `yaml:",inline"`

	UsedBy []string `json:"used_by,omitempty" yaml:"used_by,omitempty"`
}

// Writable returns the writable part.
func (g *ClusterGroup) Writable() ClusterGroupPut { return g.ClusterGroupPut }

// ClusterGroupPost renames a group.
type ClusterGroupPost struct {
	Name string `json:"name" yaml:"name"`
}

// ClusterGroupsPost creates a group.
type ClusterGroupsPost struct {
	ClusterGroupPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
}

// ClusterMembersPost requests a join token (extension clustering_join_token).
type ClusterMembersPost struct {
	ServerName string `json:"server_name" yaml:"server_name"`
}

// ClusterLinkPut holds the fields that PUT /1.0/cluster/links/NAME can change.
type ClusterLinkPut struct {
	sent.Sent `yaml:"-"`

	Description string            `json:"description" yaml:"description"`
	Config      map[string]string `json:"config" yaml:"config"`
}

// ClusterLink connects two clusters (extension cluster_links, LXD).
type ClusterLink struct {
	ClusterLinkPut `yaml:",inline"`

	Name   string   `json:"name" yaml:"name"`
	Type   string   `json:"type" yaml:"type"`
	UsedBy []string `json:"used_by,omitempty" yaml:"used_by,omitempty"`
}

// ClusterLinkPost renames a link.
type ClusterLinkPost struct {
	Name string `json:"name" yaml:"name"`
}

// ClusterLinksPost creates a link. Without a trust token the server responds with one for the other cluster.
type ClusterLinksPost struct {
	ClusterLinkPut `yaml:",inline"`

	Name               string   `json:"name" yaml:"name"`
	TrustToken         string   `json:"trust_token,omitempty" yaml:"trust_token,omitempty"`
	ClusterCertificate string   `json:"cluster_certificate,omitempty" yaml:"cluster_certificate,omitempty"`
	AuthGroups         []string `json:"auth_groups,omitempty" yaml:"auth_groups,omitempty"`
	Type               string   `json:"type,omitempty" yaml:"type,omitempty"`
}

// PlacementGroupPut holds the fields that PUT /1.0/placement-groups/NAME can change.
type PlacementGroupPut struct {
	sent.Sent `yaml:"-"`

	Description string            `json:"description" yaml:"description"`
	Config      map[string]string `json:"config" yaml:"config"`
}

// PlacementGroup defines how instances are distributed over cluster members (extension instance_placement_groups, LXD).
type PlacementGroup struct {
	PlacementGroupPut `yaml:",inline"`

	Name    string   `json:"name" yaml:"name"`
	Project string   `json:"project,omitempty" yaml:"project,omitempty"`
	UsedBy  []string `json:"used_by" yaml:"used_by"`
}

// PlacementGroupPost renames a placement group.
type PlacementGroupPost struct {
	Name string `json:"name" yaml:"name"`
}

// PlacementGroupsPost creates a placement group.
type PlacementGroupsPost struct {
	PlacementGroupPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
}

// ReplicatorPut holds the fields that PUT /1.0/replicators/NAME can change.
type ReplicatorPut struct {
	sent.Sent `yaml:"-"`

	Description string            `json:"description" yaml:"description"`
	Config      map[string]string `json:"config" yaml:"config"`
}

// Replicator replicates a project to another cluster periodically (extension replicators, LXD).
type Replicator struct {
	ReplicatorPut `yaml:",inline"`

	Name      string    `json:"name" yaml:"name"`
	Project   string    `json:"project,omitempty" yaml:"project,omitempty"`
	LastRunAt time.Time `json:"last_run_at,omitzero" yaml:"last_run_at,omitempty"`

	LastRunStatus string `json:"last_run_status,omitempty" yaml:"last_run_status,omitempty"`
}

// ReplicatorPost renames a replicator.
type ReplicatorPost struct {
	Name string `json:"name" yaml:"name"`
}

// ReplicatorsPost creates a replicator.
type ReplicatorsPost struct {
	ReplicatorPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
}
