package api

import (
	"time"

	"github.com/openlxc/lxc/internal/sent"
)

// Permission is an entitlement on an object, which EntityReference names by its URL (extension access_management, LXD).
type Permission struct {
	sent.Sent `yaml:"-"`

	EntityType      string `json:"entity_type" yaml:"entity_type"`
	EntityReference string `json:"url" yaml:"url"`
	Entitlement     string `json:"entitlement" yaml:"entitlement"`
}

// PermissionInfo is a permission with the groups that grant it.
type PermissionInfo struct {
	Permission `yaml:",inline"`

	Groups []string `json:"groups" yaml:"groups"`
}

// AuthGroupPut holds the fields that PUT /1.0/auth/groups/NAME can change.
type AuthGroupPut struct {
	sent.Sent `yaml:"-"`

	Description string       `json:"description" yaml:"description"`
	Permissions []Permission `json:"permissions" yaml:"permissions"`
}

// AuthGroup is a group of identities. Identities are listed by authentication method.
type AuthGroup struct {
	AuthGroupPut `yaml:",inline"`

	Name                   string              `json:"name" yaml:"name"`
	Identities             map[string][]string `json:"identities" yaml:"identities"`
	IdentityProviderGroups []string            `json:"identity_provider_groups" yaml:"identity_provider_groups"`
}

// AuthGroupPost renames a group.
type AuthGroupPost struct {
	Name string `json:"name" yaml:"name"`
}

// AuthGroupsPost creates a group.
type AuthGroupsPost struct {
	AuthGroupPut  `yaml:",inline"`
	AuthGroupPost `yaml:",inline"`
}

// IdentityProviderGroupPut holds the fields that PUT /1.0/auth/identity-provider-groups/NAME can change.
type IdentityProviderGroupPut struct {
	sent.Sent `yaml:"-"`

	Groups []string `json:"groups" yaml:"groups"`
}

// IdentityProviderGroup maps a group of an identity provider to groups on the server.
type IdentityProviderGroup struct {
	IdentityProviderGroupPut `yaml:",inline"`

	Name string `json:"name" yaml:"name"`
}

// IdentityProviderGroupPost renames a mapping.
type IdentityProviderGroupPost struct {
	Name string `json:"name" yaml:"name"`
}

// IdentityProviderGroupsPost creates a mapping.
type IdentityProviderGroupsPost struct {
	Groups []string `json:"groups" yaml:"groups"`
	Name   string   `json:"name" yaml:"name"`
}

// IdentityPut holds the fields that PUT /1.0/auth/identities/METHOD/NAME can change. The certificate is PEM.
type IdentityPut struct {
	sent.Sent `yaml:"-"`

	Groups         []string `json:"groups" yaml:"groups"`
	TLSCertificate string   `json:"tls_certificate,omitempty" yaml:"tls_certificate,omitempty"`
}

// Identity is a client or user known to the server. AuthenticationMethod is "tls", "oidc" or "bearer".
type Identity struct {
	IdentityPut `yaml:",inline"`

	AuthenticationMethod string     `json:"authentication_method" yaml:"authentication_method"`
	Type                 string     `json:"type" yaml:"type"`
	Identifier           string     `json:"id" yaml:"id"`
	Name                 string     `json:"name" yaml:"name"`
	ExpiresAt            *time.Time `json:"expires_at,omitempty" yaml:"expires_at,omitempty"`
}

// IdentityInfo is an identity with its effective permissions (GET /1.0/auth/identities/current).
type IdentityInfo struct {
	Identity `yaml:",inline"`

	EffectiveGroups      []string     `json:"effective_groups" yaml:"effective_groups"`
	EffectivePermissions []Permission `json:"effective_permissions" yaml:"effective_permissions"`
	FineGrained          bool         `json:"fine_grained" yaml:"fine_grained"`
}

// IdentitiesPost creates an identity. If Token is set, the server responds with a trust token.
type IdentitiesPost struct {
	Name        string   `json:"name" yaml:"name"`
	Type        string   `json:"type,omitempty" yaml:"type,omitempty"`
	Groups      []string `json:"groups" yaml:"groups"`
	Certificate string   `json:"certificate,omitempty" yaml:"certificate,omitempty"`
	Token       bool     `json:"token,omitempty" yaml:"token,omitempty"`
}

// IdentitiesTLSPost creates an identity that uses a client certificate (extension access_management_tls): with a Certificate,
// in PEM; with Token, to which the server responds with a trust token; or with the TrustToken that this client was given.
type IdentitiesTLSPost struct {
	Name        string   `json:"name" yaml:"name"`
	Groups      []string `json:"groups" yaml:"groups"`
	Certificate string   `json:"certificate,omitempty" yaml:"certificate,omitempty"`
	Token       bool     `json:"token,omitempty" yaml:"token,omitempty"`
	TrustToken  string   `json:"trust_token,omitempty" yaml:"trust_token,omitempty"`
}

// IdentitiesBearerPost creates an identity that uses a bearer token (extension auth_bearer).
type IdentitiesBearerPost struct {
	Name   string   `json:"name" yaml:"name"`
	Type   string   `json:"type" yaml:"type"`
	Groups []string `json:"groups" yaml:"groups"`
}

// IdentityBearerTokenPost requests a bearer token (extension auth_bearer). Expiry is a duration such as "30d"; "" is the
// server's default.
type IdentityBearerTokenPost struct {
	Expiry string `json:"expiry,omitempty" yaml:"expiry,omitempty"`
}

// IdentityBearerToken is a bearer token, which is shown only once.
type IdentityBearerToken struct {
	Token string `json:"token" yaml:"token"`
}

// OIDCSession is the session of a browser or client (extension auth_oidc_sessions, LXD).
type OIDCSession struct {
	sent.Sent `yaml:"-"`

	UUID      string    `json:"uuid" yaml:"uuid"`
	Email     string    `json:"email" yaml:"email"`
	Username  string    `json:"username" yaml:"username"`
	IP        string    `json:"ip" yaml:"ip"`
	UserAgent string    `json:"user_agent" yaml:"user_agent"`
	ExpiresAt time.Time `json:"expires_at" yaml:"expires_at"`
	CreatedAt time.Time `json:"created_at" yaml:"created_at"`
}
