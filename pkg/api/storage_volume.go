package api

import (
	"time"

	"github.com/openlxc/lxc/internal/sent"
)

// StorageVolumePut is what PUT on a volume may change. Restore names a snapshot. ExpiresAt is that of a snapshot; volumes
// have none.
type StorageVolumePut struct {
	sent.Sent `yaml:"-"`

	Config      map[string]string `json:"config" yaml:"config"`
	Description string            `json:"description" yaml:"description"`
	Restore     string            `json:"restore,omitempty" yaml:"restore,omitempty"`
	ExpiresAt   *time.Time        `json:"expires_at,omitempty" yaml:"expires_at,omitempty"`
}

// StorageVolume is a volume of a pool. Type is "custom", "container", "virtual-machine" or "image"; ContentType
// "filesystem", "block" or "iso".
type StorageVolume struct {
	StorageVolumePut `yaml:",inline"`

	Name        string     `json:"name" yaml:"name"`
	Type        string     `json:"type" yaml:"type"`
	UsedBy      []string   `json:"used_by" yaml:"used_by"`
	Location    string     `json:"location" yaml:"location"`
	ContentType string     `json:"content_type" yaml:"content_type"`
	Project     string     `json:"project,omitempty" yaml:"project,omitempty"`
	Pool        string     `json:"pool,omitempty" yaml:"pool,omitempty"`
	CreatedAt   *time.Time `json:"created_at,omitempty" yaml:"created_at,omitempty"`
}

// StorageVolumesPost creates a volume.
type StorageVolumesPost struct {
	StorageVolumePut `yaml:",inline"`

	Name        string              `json:"name" yaml:"name"`
	Type        string              `json:"type" yaml:"type"`
	ContentType string              `json:"content_type,omitempty" yaml:"content_type,omitempty"`
	Source      StorageVolumeSource `json:"source,omitzero" yaml:"source,omitempty"`
}

// StorageVolumeSource says what a new volume is made of. Type is "", "copy" or "migration".
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

// StorageVolumePostLocated names the member that has the volume, for moves inside a cluster.
type StorageVolumePostLocated struct {
	Location string `json:"location" yaml:"location"`
}

// StorageVolumePostTarget is where a source sends itself in push mode.
type StorageVolumePostTarget struct {
	Certificate string            `json:"certificate" yaml:"certificate"`
	Operation   string            `json:"operation,omitempty" yaml:"operation,omitempty"`
	Websockets  map[string]string `json:"secrets,omitempty" yaml:"secrets,omitempty"`
}

// StorageVolumeState is the use of a volume in bytes (extension storage_volume_state).
type StorageVolumeState struct {
	sent.Sent `yaml:"-"`

	Usage *StorageVolumeUsage `json:"usage" yaml:"usage"`
}

// StorageVolumeUsage is in bytes; a Total of 0 or below means that nothing limits the volume.
type StorageVolumeUsage struct {
	sent.Sent `yaml:"-"`

	Used  uint64 `json:"used,omitempty" yaml:"used,omitempty"`
	Total int64  `json:"total" yaml:"total"`
}

// StorageVolumeSnapshotPut is what PUT on a snapshot of a volume may change.
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

// StorageVolumeSnapshotsPost creates a snapshot of a volume; with an empty name the server chooses one.
type StorageVolumeSnapshotsPost struct {
	Name        string     `json:"name" yaml:"name"`
	Description string     `json:"description,omitempty" yaml:"description,omitempty"`
	ExpiresAt   *time.Time `json:"expires_at,omitempty" yaml:"expires_at,omitempty"`
}

// StorageVolumeBackup is a backup of a volume or bucket, kept at the server.
type StorageVolumeBackup struct {
	sent.Sent `yaml:"-"`

	Name             string    `json:"name" yaml:"name"`
	CreatedAt        time.Time `json:"created_at" yaml:"created_at"`
	ExpiresAt        time.Time `json:"expires_at" yaml:"expires_at"`
	VolumeOnly       bool      `json:"volume_only" yaml:"volume_only"`
	OptimizedStorage bool      `json:"optimized_storage" yaml:"optimized_storage"`
}

// BackupsPost asks for a backup of an instance, a volume or a bucket. Compression is "none", "gzip", "zstd", "xz", "squashfs"
// or another program of the server; "" is its default. Version chooses the layout of the index (LXD).
type BackupsPost struct {
	Name             string    `json:"name" yaml:"name"`
	ExpiresAt        time.Time `json:"expires_at" yaml:"expires_at"`
	InstanceOnly     bool      `json:"instance_only,omitempty" yaml:"instance_only,omitempty"`
	ContainerOnly    bool      `json:"container_only,omitempty" yaml:"container_only,omitempty"`
	VolumeOnly       bool      `json:"volume_only,omitempty" yaml:"volume_only,omitempty"`
	RootOnly         bool      `json:"root_only,omitempty" yaml:"root_only,omitempty"`
	OptimizedStorage bool      `json:"optimized_storage,omitempty" yaml:"optimized_storage,omitempty"`
	Compression      string    `json:"compression_algorithm,omitempty" yaml:"compression_algorithm,omitempty"`
	Version          uint32    `json:"version,omitempty" yaml:"version,omitempty"`
}

// ResourcesStoragePool is the room in a pool: bytes and inodes (extension resources).
type ResourcesStoragePool struct {
	sent.Sent `yaml:"-"`

	Space  ResourcesUsage `json:"space" yaml:"space"`
	Inodes ResourcesUsage `json:"inodes" yaml:"inodes"`
}

// ResourcesUsage is what is used of a total.
type ResourcesUsage struct {
	sent.Sent `yaml:"-"`

	Used  uint64 `json:"used" yaml:"used"`
	Total uint64 `json:"total" yaml:"total"`
}

// StorageBucketPut is what PUT on a bucket may change.
type StorageBucketPut struct {
	sent.Sent `yaml:"-"`

	Config      map[string]string `json:"config" yaml:"config"`
	Description string            `json:"description" yaml:"description"`
}

// StorageBucket is a bucket for S3 clients (extension storage_buckets).
type StorageBucket struct {
	StorageBucketPut `yaml:",inline"`

	Name     string `json:"name" yaml:"name"`
	S3URL    string `json:"s3_url" yaml:"s3_url"`
	Location string `json:"location" yaml:"location"`
	Project  string `json:"project,omitempty" yaml:"project,omitempty"`
	Pool     string `json:"pool,omitempty" yaml:"pool,omitempty"`
}

// StorageBucketsPost creates a bucket.
type StorageBucketsPost struct {
	StorageBucketPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
}

// StorageBucketKeyPut is what PUT on a key may change. Role is "admin" or "read-only". Note the dashes on the wire.
type StorageBucketKeyPut struct {
	sent.Sent `yaml:"-"`

	Description string `json:"description" yaml:"description"`
	Role        string `json:"role" yaml:"role"`
	AccessKey   string `json:"access-key" yaml:"access-key"`
	SecretKey   string `json:"secret-key" yaml:"secret-key"`
}

// StorageBucketKey opens a bucket.
type StorageBucketKey struct {
	StorageBucketKeyPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
}

// StorageBucketKeysPost creates a key; the server makes what is left empty.
type StorageBucketKeysPost struct {
	StorageBucketKeyPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
}

// StorageVolumeBitmap marks the changed blocks of a volume (extension storage_volume_nbd, Incus).
type StorageVolumeBitmap struct {
	sent.Sent `yaml:"-"`

	Name         string `json:"name" yaml:"name"`
	Count        int64  `json:"count" yaml:"count"`
	Granularity  int64  `json:"granularity" yaml:"granularity"`
	Recording    bool   `json:"recording" yaml:"recording"`
	Busy         bool   `json:"busy" yaml:"busy"`
	Persistent   bool   `json:"persistent" yaml:"persistent"`
	Inconsistent bool   `json:"inconsistent" yaml:"inconsistent"`
}

// StorageVolumeBitmapsPost creates a bitmap. Granularity is in bytes, a power of two.
type StorageVolumeBitmapsPost struct {
	Name        string `json:"name" yaml:"name"`
	Granularity int64  `json:"granularity,omitempty" yaml:"granularity,omitempty"`
	Persistent  bool   `json:"persistent" yaml:"persistent"`
	Disabled    bool   `json:"disabled" yaml:"disabled"`
}
