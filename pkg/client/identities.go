package lxd

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/openlxc/lxc/pkg/api"
)

// GetIdentityAuthenticationMethodsIdentifiers lists the identifiers of all identities by authentication method. GET
// /1.0/auth/identities, extension access_management (LXD). Blocks until answered. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) GetIdentityAuthenticationMethodsIdentifiers() (map[string][]string, error) {
	names, err := r.Identities("").Names() // METHOD/IDENTIFIER
	if err != nil {
		return nil, err
	}
	all := map[string][]string{}
	for _, name := range names {
		method, id, _ := strings.Cut(name, "/")
		all[method] = append(all[method], id)
	}
	return all, nil
}

// GetIdentityIdentifiersByAuthenticationMethod lists the identifiers of the identities that use an authentication method:
// "tls", "oidc" or "bearer". GET /1.0/auth/identities/METHOD, extension access_management (LXD). Blocks until answered.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetIdentityIdentifiersByAuthenticationMethod(method string) ([]string, error) {
	return r.Identities(method).Names()
}

// GetIdentities lists all identities. GET /1.0/auth/identities?recursion=1, extension access_management (LXD). Blocks until
// answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetIdentities() ([]api.Identity, error) { return r.Identities("").List() }

// GetIdentitiesByAuthenticationMethod lists the identities that use an authentication method. GET
// /1.0/auth/identities/METHOD?recursion=1, extension access_management (LXD). Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetIdentitiesByAuthenticationMethod(method string) ([]api.Identity, error) {
	return r.Identities(method).List()
}

// GetIdentity returns an identity, by its name or identifier, and its ETag. GET /1.0/auth/identities/METHOD/NAME, extension
// access_management (LXD). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetIdentity(method, name string) (*api.Identity, string, error) {
	return r.Identities(method).Get(name)
}

// GetCurrentIdentityInfo returns the identity of this connection and its ETag. GET /1.0/auth/identities/current, extension
// access_management (LXD). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetCurrentIdentityInfo() (*api.IdentityInfo, string, error) {
	return get[*api.IdentityInfo](r, request{path: route("auth", "identities", "current"), needs: needs{"access_management"}})
}

// CreateIdentityTLS creates an identity that uses a client certificate; use CreateIdentity for a trust token. POST
// /1.0/auth/identities/tls, extension access_management_tls (LXD). Blocks until done. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) CreateIdentityTLS(post api.IdentitiesTLSPost) error {
	return r.change(request{
		method: http.MethodPost, path: route("auth", "identities", "tls"), body: post, needs: needs{"access_management_tls"},
	})
}

// CreateIdentityBearer creates an identity that uses a bearer token, which IssueBearerIdentityToken returns. POST
// /1.0/auth/identities/bearer, extension auth_bearer (LXD). Blocks until done. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) CreateIdentityBearer(post api.IdentitiesBearerPost) error {
	return r.change(request{
		method: http.MethodPost, path: route("auth", "identities", "bearer"), body: post, needs: needs{"auth_bearer"},
	})
}

// UpdateIdentity replaces the writable part of an identity. A non-empty etag makes it fail with api.ErrPrecondition if the
// object has changed since. PUT /1.0/auth/identities/METHOD/NAME, extension access_management (LXD). Blocks until done.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateIdentity(method, name string, put api.IdentityPut, etag string) error {
	return r.Identities(method).Update(name, put, etag)
}

// DeleteIdentity deletes an identity. DELETE /1.0/auth/identities/METHOD/NAME, extension access_management (LXD). Blocks until
// done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteIdentity(method, name string) error {
	return r.Identities(method).Delete(name)
}

// IssueBearerIdentityToken issues a bearer token for an identity and invalidates the previous one. POST
// /1.0/auth/identities/bearer/NAME/token, extension auth_bearer (LXD). Blocks until done. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) IssueBearerIdentityToken(name string, post api.IdentityBearerTokenPost) (*api.IdentityBearerToken, error) {
	path := route("auth", "identities", "bearer", name, "token")
	raw, _, err := r.create(request{method: http.MethodPost, path: path, body: post, needs: needs{"auth_bearer"}})
	if err != nil {
		return nil, err
	}
	token := &api.IdentityBearerToken{}
	if err := json.Unmarshal(raw, token); err != nil {
		return nil, err
	}
	return token, nil
}

// RevokeBearerIdentityToken is LXD's name for RevokeIdentityToken. DELETE /1.0/auth/identities/bearer/NAME/token, extension
// auth_bearer (LXD). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RevokeBearerIdentityToken(name string) error {
	return r.RevokeIdentityToken(name)
}

// GetPermissionsArgs limits a list of permissions; "" means all.
type GetPermissionsArgs struct {
	EntityType  string
	ProjectName string
}

// GetPermissionsInfo lists the permissions that can be granted with the groups that grant them. It is LXD's name for
// GetPermissions. GET /1.0/auth/permissions?recursion=1, extension access_management (LXD). Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetPermissionsInfo(args GetPermissionsArgs) ([]api.PermissionInfo, error) {
	return r.GetPermissions(args.ProjectName, args.EntityType)
}

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

// GetOIDCSessionUUIDs lists the UUIDs of the OIDC login sessions. GET /1.0/auth/oidc-sessions, extension auth_oidc_sessions
// (LXD). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetOIDCSessionUUIDs() ([]string, error) { return r.OIDCSessions().Names() }

// GetOIDCSessions lists the OIDC login sessions. GET /1.0/auth/oidc-sessions?recursion=1, extension auth_oidc_sessions (LXD).
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetOIDCSessions() ([]api.OIDCSession, error) { return r.OIDCSessions().List() }

// GetOIDCSessionUUIDsByEmail lists the UUIDs of the sessions of a user. GET /1.0/auth/oidc-sessions?recursion=1, extension
// auth_oidc_sessions (LXD). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetOIDCSessionUUIDsByEmail(email string) ([]string, error) {
	sessions, err := r.GetOIDCSessionsByEmail(email)
	if err != nil {
		return nil, err
	}
	uuids := make([]string, 0, len(sessions))
	for _, s := range sessions {
		uuids = append(uuids, s.UUID)
	}
	return uuids, nil
}

// GetOIDCSessionsByEmail lists the sessions of a user. GET /1.0/auth/oidc-sessions?recursion=1, extension auth_oidc_sessions
// (LXD). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetOIDCSessionsByEmail(email string) ([]api.OIDCSession, error) {
	all, err := r.GetOIDCSessions()
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(s api.OIDCSession) bool { return s.Email != email }), nil
}

// GetOIDCSession returns an OIDC login session. GET /1.0/auth/oidc-sessions/UUID, extension auth_oidc_sessions (LXD). Blocks
// until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetOIDCSession(uuid string) (*api.OIDCSession, error) {
	session, _, err := r.OIDCSessions().Get(uuid)
	return session, err
}

// DeleteOIDCSession ends an OIDC login session. DELETE /1.0/auth/oidc-sessions/UUID, extension auth_oidc_sessions (LXD).
// Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteOIDCSession(uuid string) error { return r.OIDCSessions().Delete(uuid) }
