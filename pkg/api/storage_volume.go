package api

import (
	"time"

	"github.com/openlxc/lxc/internal/sent"
)

// StorageVolumePut holds the fields of a volume that can be changed. Restore is the name of a snapshot to restore. ExpiresAt
// is only set for snapshots.
type StorageVolumePut struct {
	sent.Sent `yaml:"-"`

	Config      map[string]string `json:"config" yaml:"config"`
	Description string            `json:"description" yaml:"description"`
	Restore     string            `json:"restore,omitempty" yaml:"restore,omitempty"`
	ExpiresAt   *time.Time        `json:"expires_at,omitempty" yaml:"expires_at,omitempty"`
}

// StorageVolume is a volume of a pool. Type is "custom", "container", "virtual-machine" or "image". ContentType is
// "filesystem", "block" or "iso".
type StorageVolume struct {
	StorageVolumePut `yaml:",inline"`

	Name        string    `json:"name" yaml:"name"`
	Type        string    `json:"type" yaml:"type"`
	UsedBy      []string  `json:"used_by" yaml:"used_by"`
	Location    string    `json:"location" yaml:"location"`
	ContentType string    `json:"content_type" yaml:"content_type"`
	Project     string    `json:"project,omitempty" yaml:"project,omitempty"`
	Pool        string    `json:"pool,omitempty" yaml:"pool,omitempty"`
	CreatedAt   time.Time `json:"created_at,omitzero" yaml:"created_at,omitempty"`
}

// Writable returns the writable part; its map is never nil.
func (v *StorageVolume) Writable() StorageVolumePut {
	if v.Config == nil {
		v.Config = map[string]string{}
	}
	return v.StorageVolumePut
}

// StorageVolumesPost creates a volume.
type StorageVolumesPost struct {
	StorageVolumePut `yaml:",inline"`

	Name        string              `json:"name" yaml:"name"`
	Type        string              `json:"type" yaml:"type"`
	ContentType string              `json:"content_type,omitempty" yaml:"content_type,omitempty"`
	Source      StorageVolumeSource `json:"source,omitzero" yaml:"source,omitempty"`
}

// StorageVolumeSource is the source of a new volume. Type is "", "copy" or "migration".
type StorageVolumeSource struct {
	Name                string            `json:"name" yaml:"name"`
	Type                string            `json:"type" yaml:"type"`
	Pool                string            `json:"pool" yaml:"pool"`
	Certificate         string            `json:"certificate,omitempty" yaml:"certificate,omitempty"`
	Mode                string            `json:"mode,omitempty" yaml:"mode,omitempty"`
	Operation           string            `json:"operation,omitempty" yaml:"operation,omitempty"`
	Websockets          map[string]string `json:"secrets,omitempty" yaml:"secrets,omitempty"`
	VolumeOnly          bool              `json:"volume_only" yaml:"volume_only"`
	Refresh             bool              `json:"refresh,omitempty" yaml:"refresh,omitempty"`
	RefreshExcludeOlder bool              `json:"refresh_exclude_older,omitempty" yaml:"refresh_exclude_older,omitempty"`
	Project             string            `json:"project,omitempty" yaml:"project,omitempty"`
	Location            string            `json:"location,omitempty" yaml:"location,omitempty"`
}

// StorageVolumePost renames, moves or offers a volume for migration (POST on the volume).
type StorageVolumePost struct {
	Name       string                    `json:"name" yaml:"name"`
	Pool       string                    `json:"pool,omitempty" yaml:"pool,omitempty"`
	Project    string                    `json:"project,omitempty" yaml:"project,omitempty"`
	Migration  bool                      `json:"migration,omitempty" yaml:"migration,omitempty"`
	Target     *StorageVolumePostTarget  `json:"target,omitempty" yaml:"target,omitempty"`
	VolumeOnly bool                      `json:"volume_only,omitempty" yaml:"volume_only,omitempty"`
	Source     *StorageVolumePostLocated `json:"source,omitempty" yaml:"source,omitempty"`
}

// StorageVolumePostLocated names the cluster member that has the volume, for moves within a cluster.
type StorageVolumePostLocated struct {
	Location string `json:"location" yaml:"location"`
}

// StorageVolumePostTarget is the target to which the source connects in push mode.
type StorageVolumePostTarget struct {
	Certificate string            `json:"certificate" yaml:"certificate"`
	Operation   string            `json:"operation,omitempty" yaml:"operation,omitempty"`
	Websockets  map[string]string `json:"secrets,omitempty" yaml:"secrets,omitempty"`
}

// StorageVolumeState is the usage of a volume (extension storage_volume_state).
type StorageVolumeState struct {
	sent.Sent `yaml:"-"`

	Usage *StorageVolumeStateUsage `json:"usage" yaml:"usage"`
}

// StorageVolumeStateUsage is in bytes. A Total of 0 or less means that the size is unlimited.
type StorageVolumeStateUsage struct {
	sent.Sent `yaml:"-"`

	Used  uint64 `json:"used,omitempty" yaml:"used,omitempty"`
	Total int64  `json:"total" yaml:"total"`
}

// StorageVolumeFull is a volume with its backups, snapshots and usage (recursion=2, extension storage_volume_full, Incus).
type StorageVolumeFull struct {
	StorageVolume `yaml:",inline"`

	Backups   []StorageVolumeBackup   `json:"backups" yaml:"backups"`
	Snapshots []StorageVolumeSnapshot `json:"snapshots" yaml:"snapshots"`
	State     *StorageVolumeState     `json:"state" yaml:"state"`
}

// StorageVolumeSnapshotPut holds the fields of a volume snapshot that can be changed.
type StorageVolumeSnapshotPut struct {
	sent.Sent `yaml:"-"`

	Description string     `json:"description" yaml:"description"`
	ExpiresAt   *time.Time `json:"expires_at,omitempty" yaml:"expires_at"`
}

// StorageVolumeSnapshot is a snapshot of a custom volume (extension storage_api_volume_snapshots).
type StorageVolumeSnapshot struct {
	StorageVolumeSnapshotPut `yaml:",inline"`

	Name        string            `json:"name" yaml:"name"`
	Config      map[string]string `json:"config" yaml:"config"`
	ContentType string            `json:"content_type" yaml:"content_type"`
	CreatedAt   time.Time         `json:"created_at,omitzero" yaml:"created_at,omitempty"`
}

// Writable returns the writable part.
func (s *StorageVolumeSnapshot) Writable() StorageVolumeSnapshotPut {
	return s.StorageVolumeSnapshotPut
}

// StorageVolumeSnapshotsPost creates a snapshot of a volume. The server chooses an empty name.
type StorageVolumeSnapshotsPost struct {
	Name        string     `json:"name" yaml:"name"`
	Description string     `json:"description,omitempty" yaml:"description,omitempty"`
	ExpiresAt   *time.Time `json:"expires_at,omitempty" yaml:"expires_at,omitempty"`
}

// StorageVolumeSnapshotPost renames a snapshot of a volume.
type StorageVolumeSnapshotPost struct {
	Name string `json:"name" yaml:"name"`
}

// StorageVolumeBitmap tracks the changed blocks of a volume (extension storage_volume_nbd, Incus).
type StorageVolumeBitmap struct {
	sent.Sent `yaml:"-"`

	Name         string `json:"name" yaml:"name"`
	Count        int    `json:"count" yaml:"count"`
	Granularity  int    `json:"granularity" yaml:"granularity"`
	Recording    bool   `json:"recording" yaml:"recording"`
	Busy         bool   `json:"busy" yaml:"busy"`
	Persistent   bool   `json:"persistent" yaml:"persistent"`
	Inconsistent bool   `json:"inconsistent" yaml:"inconsistent"`
}

// StorageVolumeBitmapsPost creates a bitmap. Granularity is in bytes and a power of two.
type StorageVolumeBitmapsPost struct {
	Name        string `json:"name" yaml:"name"`
	Granularity int    `json:"granularity,omitempty" yaml:"granularity,omitempty"`
	Persistent  bool   `json:"persistent" yaml:"persistent"`
	Disabled    bool   `json:"disabled" yaml:"disabled"`
}
