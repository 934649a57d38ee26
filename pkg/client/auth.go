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

// Identities are the identities that use one authentication method: "tls", "oidc" or "bearer" (/1.0/auth/identities/METHOD,
// extension access_management, LXD). With method "" the collection can only be listed, and returns all identities.
func (r *ProtocolLXD) Identities(method string) Collection[api.Identity, api.IdentitiesPost, api.IdentityPut] {
	path := []string{"auth", "identities"}
	if method != "" {
		path = append(path, method)
	}
	return objects[api.Identity, api.IdentitiesPost, api.IdentityPut](r, "access_management", path...)
}

// CreateIdentity creates an identity. If Token is set, it returns a trust token. POST /1.0/auth/identities/METHOD, extension
// access_management (LXD), for a token access_management_tls, for "bearer" auth_bearer. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
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

// GetCurrentIdentity returns the identity of this connection. GET /1.0/auth/identities/current, extension access_management
// (LXD). Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetCurrentIdentity() (*api.IdentityInfo, error) {
	return read[*api.IdentityInfo](r, request{path: route("auth", "identities", "current"), needs: needs{"access_management"}})
}

// IssueIdentityToken issues a bearer token for an identity and invalidates the previous one. POST
// /1.0/auth/identities/bearer/NAME/token, extension auth_bearer (LXD). Blocks until done. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) IssueIdentityToken(name, expiry string) (string, error) {
	token, err := r.IssueBearerIdentityToken(name, api.IdentityBearerTokenPost{Expiry: expiry})
	if err != nil {
		return "", err
	}
	return token.Token, nil
}

// RevokeIdentityToken revokes the bearer token of an identity. DELETE /1.0/auth/identities/bearer/NAME/token, extension
// auth_bearer (LXD). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RevokeIdentityToken(name string) error {
	return r.change(request{method: http.MethodDelete, path: route("auth", "identities", "bearer", name, "token"), needs: needs{"auth_bearer"}})
}

// GetPermissions lists the permissions that can be granted, optionally limited to a project and an entity type; "" means all.
// GET /1.0/auth/permissions?recursion=1, extension access_management (LXD). Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetPermissions(project, entityType string) ([]api.PermissionInfo, error) {
	return read[[]api.PermissionInfo](r, request{path: route("auth", "permissions"), query: url.Values{"recursion": {"1"}, "project": {project}, "entity-type": {entityType}}, needs: needs{"access_management"}})
}

// OIDCSessions are the OIDC login sessions (/1.0/auth/oidc-sessions, extension auth_oidc_sessions, LXD).
func (r *ProtocolLXD) OIDCSessions() Collection[api.OIDCSession, struct{}, struct{}] {
	return objects[api.OIDCSession, struct{}, struct{}](r, "auth_oidc_sessions", "auth", "oidc-sessions")
}

// tokenIn returns the trust token in a response, or nil if it has none.
func tokenIn(raw json.RawMessage, location string) *api.CertificateAddToken {
	token := &api.CertificateAddToken{Identifier: location[strings.LastIndex(location, "/")+1:]}
	if len(raw) == 0 || json.Unmarshal(raw, token) != nil || token.Secret == "" {
		return nil
	}
	return token
}

// Authenticator adds the credentials for one server to requests and websockets, and renews them when the server asks for it.
// Implementations must be safe for concurrent use.
type Authenticator interface {
	// Authorize adds credentials to the header of a request.
	Authorize(header http.Header) error
	// Renew is called after a 401 response, with its header. used is the Authorization value that the request carried. A nil
	// error means that the request should be retried.
	Renew(ctx context.Context, used string, header http.Header) error
}

// BearerToken authenticates with a token that was issued for an identity (LXD, extension auth_bearer).
type BearerToken string

// Authorize sets the Authorization header.
func (t BearerToken) Authorize(header http.Header) error {
	header.Set("Authorization", "Bearer "+string(t))
	return nil
}

// Renew always fails: a refused token cannot become valid again.
func (t BearerToken) Renew(context.Context, string, http.Header) error { return ErrTokenRefused }

// authorize marks a request as coming from a client that expects to be trusted: the server then responds 401 or 403 instead of
// treating it as an untrusted client.
func (c *conn) authorize(header http.Header) error {
	if c.args.Authenticator == nil {
		return nil
	}
	for k, v := range familyHeaders(map[string]string{"authenticated": "true"}) {
		header[k] = v
	}
	return c.args.Authenticator.Authorize(header)
}

// renew asks the authenticator for new credentials after a 401 response.
func (r *ProtocolLXD) renew(used string, resp *http.Response) error {
	return r.conn.args.Authenticator.Renew(r.context(), used, resp.Header)
}

// GetCertificateFingerprints lists the fingerprints of the certificates in the trust store. GET /1.0/certificates. Blocks until
// answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetCertificateFingerprints() ([]string, error) {
	return certificates.on(r).Names()
}

// GetCertificates lists the certificates in the trust store. GET /1.0/certificates?recursion=1. Blocks until answered. Errors:
// *api.StatusError.
func (r *ProtocolLXD) GetCertificates() ([]api.Certificate, error) { return certificates.on(r).List() }

// GetCertificate returns a trusted certificate by its full fingerprint. GET /1.0/certificates/FINGERPRINT. Blocks until
// answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetCertificate(fingerprint string) (*api.Certificate, string, error) {
	return certificates.on(r).Get(fingerprint)
}

// CreateCertificate adds a certificate to the trust store; an empty one means the certificate of this connection. POST
// /1.0/certificates. Blocks until done. Errors: *api.StatusError.
func (r *ProtocolLXD) CreateCertificate(certificate api.CertificatesPost) error {
	return certificates.on(r).Create(certificate)
}

// CreateCertificateToken requests a trust token. The returned operation of class "token" lives until the token is used; see its
// ToCertificateAddToken. POST /1.0/certificates, extension certificate_token, on LXD. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateCertificateToken(certificate api.CertificatesPost) (*Operation, error) {
	certificate.Token = true
	return r.async(request{
		method: http.MethodPost, path: certificates.at(), body: certificate, needs: needs{}.when(!r.IsIncus(), "certificate_token"),
	})
}

// UpdateCertificate changes an entry of the trust store. PUT /1.0/certificates/FINGERPRINT, extension certificate_update.
// Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateCertificate(fingerprint string, certificate api.CertificatePut, etag string) error {
	return r.change(request{
		method: http.MethodPut, path: certificates.at(fingerprint), body: certificate, etag: etag, needs: needs{"certificate_update"},
	})
}

// DeleteCertificate removes a certificate from the trust store. DELETE /1.0/certificates/FINGERPRINT. Blocks until done.
// Errors: *api.StatusError.
func (r *ProtocolLXD) DeleteCertificate(fingerprint string) error {
	return certificates.on(r).Delete(fingerprint)
}

// CreateIdentityTLSToken redeems a trust token that has a type (extension access_management_tls). POST
// /1.0/auth/identities/tls. Blocks until done. Errors: *api.StatusError, with code 404 if the server lacks
// access_management_tls.
func (r *ProtocolLXD) CreateIdentityTLSToken(token string) error {
	return r.change(request{
		method: http.MethodPost, path: route("auth", "identities", "tls"), body: map[string]string{"trust_token": token},
	})
}

// GetCertificatesWithFilter lists the certificates that match all filters, "key=value" each. GET
// /1.0/certificates?filter=…&recursion=1, extension api_filtering_extended (Incus). Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetCertificatesWithFilter(filters []string) ([]api.Certificate, error) {
	return certificates.on(r).withFilter(filters)
}
