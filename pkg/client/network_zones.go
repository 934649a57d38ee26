package lxd

import "github.com/openlxc/lxc/pkg/api"

// NetworkZones are the DNS zones of the project (/1.0/network-zones, extension network_dns).
func (r *ProtocolLXD) NetworkZones() Collection[api.NetworkZone, api.NetworkZonesPost, api.NetworkZonePut] {
	return objects[api.NetworkZone, api.NetworkZonesPost, api.NetworkZonePut](r, "network_dns", "network-zones")
}

// GetNetworkZoneNames lists the names of the DNS zones of the project. GET /1.0/network-zones, extension network_dns.
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkZoneNames() ([]string, error) { return r.NetworkZones().Names() }

// GetNetworkZones lists the DNS zones of the project. GET /1.0/network-zones?recursion=1, extension network_dns. Blocks
// until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkZones() ([]api.NetworkZone, error) { return r.NetworkZones().List() }

// GetNetworkZone returns a DNS zone and its ETag. GET /1.0/network-zones/NAME, extension network_dns. Blocks until
// answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkZone(name string) (*api.NetworkZone, string, error) {
	return r.NetworkZones().Get(name)
}

// CreateNetworkZone creates a DNS zone. POST /1.0/network-zones, extension network_dns. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateNetworkZone(zone api.NetworkZonesPost) error {
	return r.NetworkZones().Create(zone)
}

// UpdateNetworkZone replaces the writable part of a DNS zone; with an etag only if it is still that (api.ErrPrecondition).
// PUT /1.0/network-zones/NAME, extension network_dns. Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateNetworkZone(name string, put api.NetworkZonePut, etag string) error {
	return r.NetworkZones().Update(name, put, etag)
}

// DeleteNetworkZone deletes a DNS zone. DELETE /1.0/network-zones/NAME, extension network_dns. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteNetworkZone(name string) error { return r.NetworkZones().Delete(name) }

// NetworkZoneRecords are the records of a zone (extension network_dns_records).
func (r *ProtocolLXD) NetworkZoneRecords(zone string) Collection[api.NetworkZoneRecord, api.NetworkZoneRecordsPost, api.NetworkZoneRecordPut] {
	return objects[api.NetworkZoneRecord, api.NetworkZoneRecordsPost, api.NetworkZoneRecordPut](r, "network_dns_records", "network-zones", zone, "records")
}

// GetNetworkZoneRecordNames lists the names of the records of a zone. GET /1.0/network-zones/ZONE/records, extension
// network_dns_records. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkZoneRecordNames(zone string) ([]string, error) {
	return r.NetworkZoneRecords(zone).Names()
}

// GetNetworkZoneRecords lists the records of a zone. GET /1.0/network-zones/ZONE/records?recursion=1, extension
// network_dns_records. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkZoneRecords(zone string) ([]api.NetworkZoneRecord, error) {
	return r.NetworkZoneRecords(zone).List()
}

// GetNetworkZoneRecord returns a record and its ETag. GET /1.0/network-zones/ZONE/records/NAME, extension
// network_dns_records. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkZoneRecord(zone string, name string) (*api.NetworkZoneRecord, string, error) {
	return r.NetworkZoneRecords(zone).Get(name)
}

// CreateNetworkZoneRecord creates a record. POST /1.0/network-zones/ZONE/records, extension network_dns_records. Blocks
// until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateNetworkZoneRecord(zone string, record api.NetworkZoneRecordsPost) error {
	return r.NetworkZoneRecords(zone).Create(record)
}

// UpdateNetworkZoneRecord replaces the writable part of a record; with an etag only if it is still that
// (api.ErrPrecondition). PUT /1.0/network-zones/ZONE/records/NAME, extension network_dns_records. Blocks until done.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateNetworkZoneRecord(zone string, name string, put api.NetworkZoneRecordPut, etag string) error {
	return r.NetworkZoneRecords(zone).Update(name, put, etag)
}

// DeleteNetworkZoneRecord deletes a record. DELETE /1.0/network-zones/ZONE/records/NAME, extension network_dns_records.
// Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteNetworkZoneRecord(zone string, name string) error {
	return r.NetworkZoneRecords(zone).Delete(name)
}
