package api

import "github.com/openlxc/lxc/internal/sent"

// NetworkZonePut holds the fields that PUT /1.0/network-zones/NAME can change.
type NetworkZonePut struct {
	sent.Sent `yaml:"-"`

	Description string            `json:"description" yaml:"description"`
	Config      map[string]string `json:"config" yaml:"config"`
}

// NetworkZone is a DNS zone (extension network_dns).
type NetworkZone struct {
	NetworkZonePut `yaml:",inline"`

	Name    string   `json:"name" yaml:"name"`
	UsedBy  []string `json:"used_by" yaml:"used_by"`
	Project string   `json:"project,omitempty" yaml:"project,omitempty"`
}

// Writable returns the writable part; its map is never nil.
func (z *NetworkZone) Writable() NetworkZonePut {
	if z.Config == nil {
		z.Config = map[string]string{}
	}
	return z.NetworkZonePut
}

// NetworkZonesPost creates a zone.
type NetworkZonesPost struct {
	NetworkZonePut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
}

// NetworkZoneRecordEntry is an entry of a record. TTL is in seconds; 0 means that of the zone.
type NetworkZoneRecordEntry struct {
	sent.Sent `yaml:"-"`

	Type  string `json:"type" yaml:"type"`
	TTL   uint64 `json:"ttl,omitempty" yaml:"ttl,omitempty"`
	Value string `json:"value" yaml:"value"`
}

// NetworkZoneRecordPut holds the fields that PUT /1.0/network-zones/ZONE/records/NAME can change.
type NetworkZoneRecordPut struct {
	sent.Sent `yaml:"-"`

	Description string                   `json:"description" yaml:"description"`
	Entries     []NetworkZoneRecordEntry `json:"entries" yaml:"entries"`
	Config      map[string]string        `json:"config" yaml:"config"`
}

// NetworkZoneRecord is a record of a zone (extension network_dns_records).
type NetworkZoneRecord struct {
	NetworkZoneRecordPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
}

// Writable returns the writable part; its map is never nil.
func (r *NetworkZoneRecord) Writable() NetworkZoneRecordPut {
	if r.Config == nil {
		r.Config = map[string]string{}
	}
	return r.NetworkZoneRecordPut
}

// NetworkZoneRecordsPost creates a record.
type NetworkZoneRecordsPost struct {
	NetworkZoneRecordPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
}
