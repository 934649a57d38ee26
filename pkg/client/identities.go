package lxd

import (
	"encoding/json"
	"net/http"
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
