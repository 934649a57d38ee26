package lxd

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/openlxc/lxc/pkg/api"
)

// AuthGroups are groups of identities (/1.0/auth/groups, extension access_management, LXD).
func (r *ProtocolLXD) AuthGroups() Collection[api.AuthGroup, api.AuthGroupsPost, api.AuthGroupPut] {
	return objects[api.AuthGroup, api.AuthGroupsPost, api.AuthGroupPut](r, "access_management", "auth", "groups")
}

// IdentityProviderGroups map groups of an identity provider (/1.0/auth/identity-provider-groups, extension
// access_management, LXD).
func (r *ProtocolLXD) IdentityProviderGroups() Collection[api.IdentityProviderGroup, api.IdentityProviderGroupsPost, api.IdentityProviderGroupPut] {
	return objects[api.IdentityProviderGroup, api.IdentityProviderGroupsPost, api.IdentityProviderGroupPut](
		r, "access_management", "auth", "identity-provider-groups")
}

// Identities are those who log in by one method: "tls", "oidc" or "bearer" (/1.0/auth/identities/METHOD, extension
// access_management, LXD). method "" lists all of them and serves nothing else.
func (r *ProtocolLXD) Identities(method string) Collection[api.Identity, api.IdentitiesPost, api.IdentityPut] {
	path := []string{"auth", "identities"}
	if method != "" {
		path = append(path, method)
	}
	return objects[api.Identity, api.IdentitiesPost, api.IdentityPut](r, "access_management", path...)
}

// CreateIdentity creates an identity. With Token set the answer is a trust token. POST /1.0/auth/identities/METHOD,
// extension access_management (LXD), for a token access_management_tls, for "bearer" auth_bearer. Blocks until done.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateIdentity(method string, post api.IdentitiesPost) (*api.CertificateAddToken, error) {
	ext := "access_management"
	switch method {
	case "tls":
		ext = "access_management_tls"
	case "bearer":
		ext = "auth_bearer"
	}
	raw, location, err := r.create(request{method: http.MethodPost, path: route("auth", "identities", method), body: post, needs: needs{ext}})
	return tokenIn(raw, location), err
}

// GetCurrentIdentity tells who this connection is. GET /1.0/auth/identities/current, extension access_management (LXD).
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetCurrentIdentity() (*api.IdentityInfo, error) {
	return read[*api.IdentityInfo](r, request{path: route("auth", "identities", "current"), needs: needs{"access_management"}})
}

// IssueIdentityToken makes the bearer token of an identity; an older one stops working. POST
// /1.0/auth/identities/bearer/NAME/token, extension auth_bearer (LXD). Blocks until done. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) IssueIdentityToken(name, expiry string) (string, error) {
	path := route("auth", "identities", "bearer", name, "token")
	raw, _, err := r.create(request{method: http.MethodPost, path: path, body: api.IdentityBearerTokenPost{Expiry: expiry}, needs: needs{"auth_bearer"}})
	if err != nil {
		return "", err
	}
	var token api.IdentityBearerToken
	return token.Token, json.Unmarshal(raw, &token)
}

// RevokeIdentityToken ends the bearer token of an identity. DELETE /1.0/auth/identities/bearer/NAME/token, extension
// auth_bearer (LXD). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RevokeIdentityToken(name string) error {
	return r.change(request{method: http.MethodDelete, path: route("auth", "identities", "bearer", name, "token"), needs: needs{"auth_bearer"}})
}

// GetPermissions lists the permissions that can be given, of one project and one kind of object where these are not "". GET
// /1.0/auth/permissions?recursion=1, extension access_management (LXD). Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetPermissions(project, entityType string) ([]api.PermissionInfo, error) {
	return read[[]api.PermissionInfo](r, request{path: route("auth", "permissions"), query: url.Values{"recursion": {"1"}, "project": {project}, "entity-type": {entityType}}, needs: needs{"access_management"}})
}

// OIDCSessions are logins (/1.0/auth/oidc-sessions, extension auth_oidc_sessions, LXD).
func (r *ProtocolLXD) OIDCSessions() Collection[api.OIDCSession, struct{}, struct{}] {
	return objects[api.OIDCSession, struct{}, struct{}](r, "auth_oidc_sessions", "auth", "oidc-sessions")
}

// tokenIn returns the trust token that an answer holds, nil where it holds none.
func tokenIn(raw json.RawMessage, location string) *api.CertificateAddToken {
	token := &api.CertificateAddToken{Identifier: location[strings.LastIndex(location, "/")+1:]}
	if len(raw) == 0 || json.Unmarshal(raw, token) != nil || token.Secret == "" {
		return nil
	}
	return token
}

// Authenticator gives requests and websockets the credentials of one server, and renews them when the server asks for it.
// It is used by many goroutines at once.
type Authenticator interface {
	// Authorize adds credentials to the header of a request.
	Authorize(header http.Header) error
	// Renew is called after an answer 401, with its header. used is what Authorize had put into Authorization. It returns nil
	// when the request should be sent once more; otherwise why not.
	Renew(ctx context.Context, used string, header http.Header) error
}

// BearerToken authenticates with a token that was issued for an identity (LXD, extension auth_bearer).
type BearerToken string

// Authorize adds the token.
func (t BearerToken) Authorize(header http.Header) error {
	header.Set("Authorization", "Bearer "+string(t))
	return nil
}

// Renew fails: a token that is refused is not valid any more.
func (t BearerToken) Renew(context.Context, string, http.Header) error { return ErrTokenRefused }

// authorize marks a request as one of somebody who expects to be known: a server then answers 401 or 403 instead of treating
// the caller as a stranger.
func (c *conn) authorize(header http.Header) error {
	if c.args.Authenticator == nil {
		return nil
	}
	for k, v := range familyHeaders(map[string]string{"authenticated": "true"}) {
		header[k] = v
	}
	return c.args.Authenticator.Authorize(header)
}

// renew asks the authenticator for better credentials after an answer 401.
func (r *ProtocolLXD) renew(used string, resp *http.Response) error {
	return r.conn.args.Authenticator.Renew(r.context(), used, resp.Header)
}
