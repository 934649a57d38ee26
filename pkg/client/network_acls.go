package lxd

import (
	"io"

	"github.com/openlxc/lxc/pkg/api"
)

// NetworkACLs are the access lists of the project (/1.0/network-acls, extension network_acl).
func (r *ProtocolLXD) NetworkACLs() Collection[api.NetworkACL, api.NetworkACLsPost, api.NetworkACLPut] {
	return objects[api.NetworkACL, api.NetworkACLsPost, api.NetworkACLPut](r, "network_acl", "network-acls")
}

// GetNetworkACLNames lists the names of the access lists of the project. GET /1.0/network-acls, extension network_acl.
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkACLNames() ([]string, error) { return r.NetworkACLs().Names() }

// GetNetworkACLs lists the access lists of the project. GET /1.0/network-acls?recursion=1, extension network_acl. Blocks
// until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkACLs() ([]api.NetworkACL, error) { return r.NetworkACLs().List() }

// GetNetworkACL returns an access list and its ETag. GET /1.0/network-acls/NAME, extension network_acl. Blocks until
// answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkACL(name string) (*api.NetworkACL, string, error) {
	return r.NetworkACLs().Get(name)
}

// CreateNetworkACL creates an access list. POST /1.0/network-acls, extension network_acl. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateNetworkACL(acl api.NetworkACLsPost) error {
	return r.NetworkACLs().Create(acl)
}

// UpdateNetworkACL replaces the writable part of an access list; with an etag only if it is still that
// (api.ErrPrecondition). PUT /1.0/network-acls/NAME, extension network_acl. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateNetworkACL(name string, put api.NetworkACLPut, etag string) error {
	return r.NetworkACLs().Update(name, put, etag)
}

// RenameNetworkACL renames an access list. POST /1.0/network-acls/NAME, extension network_acl. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameNetworkACL(name string, post api.NetworkACLPost) error {
	return r.NetworkACLs().post(name, post)
}

// DeleteNetworkACL deletes an access list. DELETE /1.0/network-acls/NAME, extension network_acl. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteNetworkACL(name string) error { return r.NetworkACLs().Delete(name) }

// GetNetworkACLLogfile opens the log of an access list. The caller closes it. GET /1.0/network-acls/NAME/log, extension
// network_acl_log. Blocks until the first byte. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetNetworkACLLogfile(name string) (io.ReadCloser, error) {
	if err := r.CheckExtension("network_acl_log"); err != nil {
		return nil, err
	}
	return r.open(route("network-acls", name, "log"), nil)
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

// UpdateNetworkAddressSet replaces the writable part of an address set; with an etag only if it is still that
// (api.ErrPrecondition). PUT /1.0/network-address-sets/NAME, extension network_address_set (Incus). Blocks until done.
// Errors: *MissingExtensionError, *api.StatusError.
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
