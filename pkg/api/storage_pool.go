package api

import "github.com/openlxc/lxc/internal/sent"

// StoragePoolPut is what PUT /1.0/storage-pools/NAME may change.
type StoragePoolPut struct {
	sent.Sent `yaml:"-"`

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
