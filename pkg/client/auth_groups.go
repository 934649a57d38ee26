package lxd

import "github.com/openlxc/lxc/pkg/api"

// GetAuthGroupNames lists the names of the groups of identities. GET /1.0/auth/groups, extension access_management (LXD).
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetAuthGroupNames() ([]string, error) { return r.AuthGroups().Names() }

// GetAuthGroups lists the groups of identities. GET /1.0/auth/groups?recursion=1, extension access_management (LXD). Blocks
// until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetAuthGroups() ([]api.AuthGroup, error) { return r.AuthGroups().List() }

// GetAuthGroup returns a group of identities and its ETag. GET /1.0/auth/groups/NAME, extension access_management (LXD).
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetAuthGroup(name string) (*api.AuthGroup, string, error) {
	return r.AuthGroups().Get(name)
}

// CreateAuthGroup creates a group of identities. POST /1.0/auth/groups, extension access_management (LXD). Blocks until done.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateAuthGroup(post api.AuthGroupsPost) error {
	return r.AuthGroups().Create(post)
}

// UpdateAuthGroup replaces the writable part of a group of identities. A non-empty etag makes it fail with api.ErrPrecondition
// if the object has changed since. PUT /1.0/auth/groups/NAME, extension access_management (LXD). Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateAuthGroup(name string, put api.AuthGroupPut, etag string) error {
	return r.AuthGroups().Update(name, put, etag)
}

// RenameAuthGroup renames a group of identities. POST /1.0/auth/groups/NAME, extension access_management (LXD). Blocks until
// done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameAuthGroup(name string, post api.AuthGroupPost) error {
	return r.AuthGroups().post(name, post)
}

// DeleteAuthGroup deletes a group of identities. DELETE /1.0/auth/groups/NAME, extension access_management (LXD). Blocks until
// done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteAuthGroup(name string) error { return r.AuthGroups().Delete(name) }

// GetIdentityProviderGroupNames lists the names of the mappings of groups of identity providers. GET
// /1.0/auth/identity-provider-groups, extension access_management (LXD). Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetIdentityProviderGroupNames() ([]string, error) {
	return r.IdentityProviderGroups().Names()
}

// GetIdentityProviderGroups lists the mappings of groups of identity providers. GET
// /1.0/auth/identity-provider-groups?recursion=1, extension access_management (LXD). Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetIdentityProviderGroups() ([]api.IdentityProviderGroup, error) {
	return r.IdentityProviderGroups().List()
}

// GetIdentityProviderGroup returns a mapping of a group of an identity provider and its ETag. GET
// /1.0/auth/identity-provider-groups/NAME, extension access_management (LXD). Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetIdentityProviderGroup(name string) (*api.IdentityProviderGroup, string, error) {
	return r.IdentityProviderGroups().Get(name)
}

// CreateIdentityProviderGroup creates a mapping of a group of an identity provider. POST /1.0/auth/identity-provider-groups,
// extension access_management (LXD). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateIdentityProviderGroup(post api.IdentityProviderGroupsPost) error {
	return r.IdentityProviderGroups().Create(post)
}

// UpdateIdentityProviderGroup replaces the writable part of a mapping of a group of an identity provider. A non-empty etag
// makes it fail with api.ErrPrecondition if the object has changed since. PUT /1.0/auth/identity-provider-groups/NAME,
// extension access_management (LXD). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateIdentityProviderGroup(name string, put api.IdentityProviderGroupPut, etag string) error {
	return r.IdentityProviderGroups().Update(name, put, etag)
}

// RenameIdentityProviderGroup renames a mapping of a group of an identity provider. POST
// /1.0/auth/identity-provider-groups/NAME, extension access_management (LXD). Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameIdentityProviderGroup(name string, post api.IdentityProviderGroupPost) error {
	return r.IdentityProviderGroups().post(name, post)
}

// DeleteIdentityProviderGroup deletes a mapping of a group of an identity provider. DELETE
// /1.0/auth/identity-provider-groups/NAME, extension access_management (LXD). Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteIdentityProviderGroup(name string) error {
	return r.IdentityProviderGroups().Delete(name)
}
