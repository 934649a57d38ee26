package api

import "github.com/openlxc/lxc/internal/sent"

// StoragePoolPut is what PUT /1.0/storage-pools/NAME may change.
type StoragePoolPut struct {
	sent.Sent `yaml:"-"`

	Config      map[string]string `json:"config" yaml:"config"`
	Description string            `json:"description" yaml:"description"`
}

// States of a storage pool, as StoragePool.Status says them. The name of one is misspelled as published.
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

// Writable returns the part that can be changed; its map is never nil.
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

// ResourcesStoragePool is the room in a pool: bytes and inodes (extension resources).
type ResourcesStoragePool struct {
	sent.Sent `yaml:"-"`

	Space  ResourcesStoragePoolSpace  `json:"space" yaml:"space"`
	Inodes ResourcesStoragePoolInodes `json:"inodes" yaml:"inodes"`
}

// ResourcesStoragePoolSpace is what is used of the bytes of a pool.
type ResourcesStoragePoolSpace struct {
	sent.Sent `yaml:"-"`

	Used  uint64 `json:"used" yaml:"used"`
	Total uint64 `json:"total" yaml:"total"`
}

// ResourcesStoragePoolInodes is what is used of the inodes of a pool.
type ResourcesStoragePoolInodes struct {
	sent.Sent `yaml:"-"`

	Used  uint64 `json:"used" yaml:"used"`
	Total uint64 `json:"total" yaml:"total"`
}
