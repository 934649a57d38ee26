package api

import "github.com/openlxc/lxc/internal/sent"

// StoragePoolPut holds the fields that PUT /1.0/storage-pools/NAME can change.
type StoragePoolPut struct {
	sent.Sent `yaml:"-"`

	Config      map[string]string `json:"config" yaml:"config"`
	Description string            `json:"description" yaml:"description"`
}

// Status of a storage pool, for StoragePool.Status. A misspelled name is kept as published.
const (
	StoragePoolStatusCreated    = "Created"
	StoragePoolStatusErrored    = "Errored"
	StoragePoolStatusPending    = "Pending"
	StoragePoolStatusUnvailable = "Unavailable"
	StoragePoolStatusUnknown    = "Unknown"
)

// StoragePool is a storage pool (extension storage).
type StoragePool struct {
	StoragePoolPut `yaml:",inline"`

	Name      string   `json:"name" yaml:"name"`
	Driver    string   `json:"driver" yaml:"driver"`
	UsedBy    []string `json:"used_by" yaml:"used_by"`
	Status    string   `json:"status" yaml:"status"`
	Locations []string `json:"locations" yaml:"locations"`
}

// Writable returns the writable part; its map is never nil.
func (p *StoragePool) Writable() StoragePoolPut {
	if p.Config == nil {
		p.Config = map[string]string{}
	}
	return p.StoragePoolPut
}

// StoragePoolsPost creates a storage pool.
type StoragePoolsPost struct {
	StoragePoolPut `yaml:",inline"`

	Name   string `json:"name" yaml:"name"`
	Driver string `json:"driver" yaml:"driver"`
}

// ResourcesStoragePool is the space of a pool, in bytes and inodes (extension resources).
type ResourcesStoragePool struct {
	sent.Sent `yaml:"-"`

	Space  ResourcesStoragePoolSpace  `json:"space" yaml:"space"`
	Inodes ResourcesStoragePoolInodes `json:"inodes" yaml:"inodes"`
}

// ResourcesStoragePoolSpace is the size and usage of a pool, in bytes.
type ResourcesStoragePoolSpace struct {
	sent.Sent `yaml:"-"`

	Used  uint64 `json:"used" yaml:"used"`
	Total uint64 `json:"total" yaml:"total"`
}

// ResourcesStoragePoolInodes is the number of inodes of a pool, and how many are used.
type ResourcesStoragePoolInodes struct {
	sent.Sent `yaml:"-"`

	Used  uint64 `json:"used" yaml:"used"`
	Total uint64 `json:"total" yaml:"total"`
}
