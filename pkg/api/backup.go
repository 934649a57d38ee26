package api

import (
	"time"

	"github.com/openlxc/lxc/internal/sent"
)

// InstanceBackup is a backup stored on the server.
type InstanceBackup struct {
	sent.Sent `yaml:"-"`

	Name             string    `json:"name" yaml:"name"`
	CreatedAt        time.Time `json:"created_at" yaml:"created_at"`
	ExpiresAt        time.Time `json:"expires_at" yaml:"expires_at"`
	InstanceOnly     bool      `json:"instance_only" yaml:"instance_only"`
	ContainerOnly    bool      `json:"container_only" yaml:"container_only"`
	OptimizedStorage bool      `json:"optimized_storage" yaml:"optimized_storage"`
}

// StorageVolumeBackup is a backup of a volume or bucket, stored on the server.
type StorageVolumeBackup struct {
	sent.Sent `yaml:"-"`

	Name             string    `json:"name" yaml:"name"`
	CreatedAt        time.Time `json:"created_at" yaml:"created_at"`
	ExpiresAt        time.Time `json:"expires_at" yaml:"expires_at"`
	VolumeOnly       bool      `json:"volume_only" yaml:"volume_only"`
	OptimizedStorage bool      `json:"optimized_storage" yaml:"optimized_storage"`
}

// StorageBucketBackup is a backup of a bucket, stored on the server (extension storage_bucket_backup, Incus).
type StorageBucketBackup struct {
	sent.Sent `yaml:"-"`

	Name      string    `json:"name" yaml:"name"`
	CreatedAt time.Time `json:"created_at" yaml:"created_at"`
	ExpiresAt time.Time `json:"expires_at" yaml:"expires_at"`
}

// BackupsPost creates a backup of an instance, volume or bucket. CompressionAlgorithm is "none", "gzip", "zstd", "xz",
// "squashfs" or another program of the server; "" is its default. Version is the index format (LXD).
type BackupsPost struct {
	Name                 string    `json:"name" yaml:"name"`
	ExpiresAt            time.Time `json:"expires_at" yaml:"expires_at"`
	InstanceOnly         bool      `json:"instance_only,omitempty" yaml:"instance_only,omitempty"`
	ContainerOnly        bool      `json:"container_only,omitempty" yaml:"container_only,omitempty"`
	VolumeOnly           bool      `json:"volume_only,omitempty" yaml:"volume_only,omitempty"`
	RootOnly             bool      `json:"root_only,omitempty" yaml:"root_only,omitempty"`
	OptimizedStorage     bool      `json:"optimized_storage,omitempty" yaml:"optimized_storage,omitempty"`
	CompressionAlgorithm string    `json:"compression_algorithm,omitempty" yaml:"compression_algorithm,omitempty"`
	Version              uint32    `json:"version,omitempty" yaml:"version,omitempty"`
}

// All requests for backups have the same form; these are their names in the servers' own packages.
type (
	InstanceBackupsPost          = BackupsPost
	StorageVolumeBackupsPost     = BackupsPost
	StoragePoolVolumeBackupsPost = BackupsPost
	StorageBucketBackupsPost     = BackupsPost
)

// StoragePoolVolumeBackup is LXD's name for StorageVolumeBackup.
type StoragePoolVolumeBackup = StorageVolumeBackup

// InstanceBackupPost renames a backup.
type InstanceBackupPost struct {
	Name string `json:"name" yaml:"name"`
}

// Requests that rename backups of volumes and buckets have the same form.
type (
	StorageVolumeBackupPost     = InstanceBackupPost
	StoragePoolVolumeBackupPost = InstanceBackupPost
	StorageBucketBackupPost     = InstanceBackupPost
)
