package lxd

import (
	"io"
	"net/url"

	"github.com/openlxc/lxc/pkg/api"
)

// GetNetworkNames lists the names of the networks. GET /1.0/networks. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetNetworkNames() ([]string, error) { return networks.on(r).Names() }

// GetNetworks lists the networks. GET /1.0/networks?recursion=1. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetNetworks() ([]api.Network, error) { return networks.on(r).List() }

// GetNetwork returns a network. GET /1.0/networks/NAME. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetNetwork(name string) (*api.Network, string, error) {
	return networks.on(r).Get(name)
}

// CreateNetwork creates a network. POST /1.0/networks, extension network. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateNetwork(network api.NetworksPost) error {
	return managedNetworks.on(r).Create(network)
}

// UpdateNetwork replaces the writable part of a network. PUT /1.0/networks/NAME, extension network. Blocks until done.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateNetwork(name string, network api.NetworkPut, etag string) error {
	return managedNetworks.on(r).Update(name, network, etag)
}

// RenameNetwork renames a network. POST /1.0/networks/NAME, extension network. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameNetwork(name string, network api.NetworkPost) error {
	return managedNetworks.on(r).post(name, network)
}

// DeleteNetwork deletes a network. DELETE /1.0/networks/NAME, extension network. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteNetwork(name string) error { return managedNetworks.on(r).Delete(name) }

// GetNetworkState returns the state of a network interface. GET /1.0/networks/NAME/state, extension network_state. Blocks until
// answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkState(name string) (*api.NetworkState, error) {
	return read[*api.NetworkState](r, request{path: route("networks", name, "state"), needs: needs{"network_state"}})
}

// GetNetworkLeases lists the DHCP leases of a network. GET /1.0/networks/NAME/leases, extension network_leases. Blocks until
// answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkLeases(name string) ([]api.NetworkLease, error) {
	return read[[]api.NetworkLease](r, request{path: route("networks", name, "leases"), needs: needs{"network_leases"}})
}

// GetNetworkAllocations lists the addresses in use. GET /1.0/network-allocations?recursion=1, extension
// network_allocations. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkAllocations() ([]api.NetworkAllocation, error) {
	return read[[]api.NetworkAllocation](r, request{path: route("network-allocations"), query: url.Values{"recursion": {"1"}}, needs: needs{"network_allocations"}})
}

// NetworkACLs are the network ACLs of the project (/1.0/network-acls, extension network_acl).
func (r *ProtocolLXD) NetworkACLs() Collection[api.NetworkACL, api.NetworkACLsPost, api.NetworkACLPut] {
	return objects[api.NetworkACL, api.NetworkACLsPost, api.NetworkACLPut](r, "network_acl", "network-acls")
}

// GetNetworkACLNames lists the names of the network ACLs of the project. GET /1.0/network-acls, extension network_acl. Blocks
// until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkACLNames() ([]string, error) { return r.NetworkACLs().Names() }

// GetNetworkACLs lists the network ACLs of the project. GET /1.0/network-acls?recursion=1, extension network_acl. Blocks until
// answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkACLs() ([]api.NetworkACL, error) { return r.NetworkACLs().List() }

// GetNetworkACL returns a network ACL and its ETag. GET /1.0/network-acls/NAME, extension network_acl. Blocks until answered.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkACL(name string) (*api.NetworkACL, string, error) {
	return r.NetworkACLs().Get(name)
}

// CreateNetworkACL creates a network ACL. POST /1.0/network-acls, extension network_acl. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateNetworkACL(acl api.NetworkACLsPost) error {
	return r.NetworkACLs().Create(acl)
}

// UpdateNetworkACL replaces the writable part of a network ACL. A non-empty etag makes it fail with api.ErrPrecondition if the
// object has changed since. PUT /1.0/network-acls/NAME, extension network_acl. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateNetworkACL(name string, put api.NetworkACLPut, etag string) error {
	return r.NetworkACLs().Update(name, put, etag)
}

// RenameNetworkACL renames a network ACL. POST /1.0/network-acls/NAME, extension network_acl. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameNetworkACL(name string, post api.NetworkACLPost) error {
	return r.NetworkACLs().post(name, post)
}

// DeleteNetworkACL deletes a network ACL. DELETE /1.0/network-acls/NAME, extension network_acl. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteNetworkACL(name string) error { return r.NetworkACLs().Delete(name) }

// GetNetworkACLLogfile opens the log of a network ACL. The caller closes it. GET /1.0/network-acls/NAME/log, extension
// network_acl_log. Blocks until the first byte. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkACLLogfile(name string) (io.ReadCloser, error) {
	return body(r.stream(request{path: route("network-acls", name, "log"), needs: needs{"network_acl_log"}}))
}

// NetworkAddressSets are the address sets of the project (/1.0/network-address-sets, extension network_address_set, Incus).
func (r *ProtocolLXD) NetworkAddressSets() Collection[api.NetworkAddressSet, api.NetworkAddressSetsPost, api.NetworkAddressSetPut] {
	return objects[api.NetworkAddressSet, api.NetworkAddressSetsPost, api.NetworkAddressSetPut](r, "network_address_set", "network-address-sets")
}

// GetNetworkAddressSetNames lists the names of the address sets of the project. GET /1.0/network-address-sets, extension
// network_address_set (Incus). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkAddressSetNames() ([]string, error) {
	return r.NetworkAddressSets().Names()
}

// GetNetworkAddressSets lists the address sets of the project. GET /1.0/network-address-sets?recursion=1, extension
// network_address_set (Incus). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkAddressSets() ([]api.NetworkAddressSet, error) {
	return r.NetworkAddressSets().List()
}

// GetNetworkAddressSet returns an address set and its ETag. GET /1.0/network-address-sets/NAME, extension
// network_address_set (Incus). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkAddressSet(name string) (*api.NetworkAddressSet, string, error) {
	return r.NetworkAddressSets().Get(name)
}

// CreateNetworkAddressSet creates an address set. POST /1.0/network-address-sets, extension network_address_set (Incus).
// Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateNetworkAddressSet(set api.NetworkAddressSetsPost) error {
	return r.NetworkAddressSets().Create(set)
}

// UpdateNetworkAddressSet replaces the writable part of an address set. A non-empty etag makes it fail with api.ErrPrecondition
// if the object has changed since. PUT /1.0/network-address-sets/NAME, extension network_address_set (Incus). Blocks until
// done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateNetworkAddressSet(name string, put api.NetworkAddressSetPut, etag string) error {
	return r.NetworkAddressSets().Update(name, put, etag)
}

// RenameNetworkAddressSet renames an address set. POST /1.0/network-address-sets/NAME, extension network_address_set
// (Incus). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameNetworkAddressSet(name string, post api.NetworkAddressSetPost) error {
	return r.NetworkAddressSets().post(name, post)
}

// DeleteNetworkAddressSet deletes an address set. DELETE /1.0/network-address-sets/NAME, extension network_address_set
// (Incus). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteNetworkAddressSet(name string) error {
	return r.NetworkAddressSets().Delete(name)
}

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

// UpdateNetworkZone replaces the writable part of a DNS zone. A non-empty etag makes it fail with api.ErrPrecondition if the
// object has changed since. PUT /1.0/network-zones/NAME, extension network_dns. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
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

// UpdateNetworkZoneRecord replaces the writable part of a record. A non-empty etag makes it fail with api.ErrPrecondition if
// the object has changed since. PUT /1.0/network-zones/ZONE/records/NAME, extension network_dns_records. Blocks until done.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateNetworkZoneRecord(zone string, name string, put api.NetworkZoneRecordPut, etag string) error {
	return r.NetworkZoneRecords(zone).Update(name, put, etag)
}

// DeleteNetworkZoneRecord deletes a record. DELETE /1.0/network-zones/ZONE/records/NAME, extension network_dns_records.
// Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteNetworkZoneRecord(zone string, name string) error {
	return r.NetworkZoneRecords(zone).Delete(name)
}

// GetNetworksWithFilter lists the networks that match all filters, "key=value" each. GET /1.0/networks?filter=…&recursion=1,
// extension api_filtering_extended (Incus). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworksWithFilter(filters []string) ([]api.Network, error) {
	return networks.on(r).withFilter(filters)
}

// GetNetworksAllProjects lists the networks of all projects. GET /1.0/networks?all-projects=true&recursion=1, extension
// networks_all_projects. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworksAllProjects() ([]api.Network, error) {
	return r.GetNetworksAllProjectsWithFilter(nil)
}

// GetNetworksAllProjectsWithFilter is GetNetworksAllProjects for those that match all filters. GET /1.0/networks, extensions
// networks_all_projects and api_filtering_extended (Incus). Blocks until answered. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) GetNetworksAllProjectsWithFilter(filters []string) ([]api.Network, error) {
	return networks.on(r).everywhere("networks_all_projects", filters)
}

// GetNetworkACLsAllProjects lists the network ACLs of all projects. GET /1.0/network-acls?all-projects=true&recursion=1,
// extensions network_acl and network_acls_all_projects. Blocks until answered. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) GetNetworkACLsAllProjects() ([]api.NetworkACL, error) {
	return r.NetworkACLs().everywhere("network_acls_all_projects", nil)
}

// GetNetworkAddressSetsAllProjects lists the address sets of all projects. GET
// /1.0/network-address-sets?all-projects=true&recursion=1, extension network_address_set (Incus). Blocks until answered.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkAddressSetsAllProjects() ([]api.NetworkAddressSet, error) {
	return r.NetworkAddressSets().everywhere("", nil)
}

// GetNetworkAllocationsAllProjects lists the addresses in use in all projects. GET
// /1.0/network-allocations?all-projects=true&recursion=1, extension network_allocations. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkAllocationsAllProjects() ([]api.NetworkAllocations, error) {
	return r.inAllProjects().GetNetworkAllocations()
}

// GetNetworkZonesAllProjects lists the DNS zones of all projects. GET /1.0/network-zones?all-projects=true&recursion=1,
// extensions network_dns and network_zones_all_projects. Blocks until answered. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) GetNetworkZonesAllProjects() ([]api.NetworkZone, error) {
	return r.NetworkZones().everywhere("network_zones_all_projects", nil)
}
