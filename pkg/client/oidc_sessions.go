package lxd

import (
	"slices"

	"github.com/openlxc/lxc/pkg/api"
)

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
