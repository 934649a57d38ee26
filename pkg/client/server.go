package lxd

import (
	"io"
	"net/http"
	"net/url"

	"github.com/openlxc/lxc/pkg/api"
)

// GetServer returns GET /1.0 and its ETag, without caching. With UseTarget it describes that member. GET /1.0. Blocks until
// answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetServer() (*api.Server, string, error) {
	server, etag, err := get[*api.Server](r, request{path: "/1.0"})
	if err != nil {
		return nil, "", err
	}
	if r.conn.trusted.Load() && server.Auth != "trusted" {
		return nil, "", &api.StatusError{Code: http.StatusUnauthorized, Message: "the server does not trust this client"}
	}
	if r.target == "" && !r.named() {
		r.conn.server.Store(server)
	}
	return server, etag, nil
}

// UpdateServer replaces the configuration of the server. Send the complete map: keys that are left out may be removed. PUT
// /1.0. Blocks until done. Errors: *api.StatusError.
func (r *ProtocolLXD) UpdateServer(server api.ServerPut, etag string) error {
	return r.change(request{method: http.MethodPut, path: "/1.0", body: server, etag: etag})
}

// GetServerResources returns the hardware of the server. GET /1.0/resources, extension resources. Blocks until answered.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetServerResources() (*api.Resources, error) {
	return read[*api.Resources](r, request{path: route("resources"), needs: needs{"resources"}})
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

// CreateIdentityTLSToken redeems a trust token that has a type (extension access_management_tls). POST
// /1.0/auth/identities/tls. Blocks until done. Errors: *api.StatusError, with code 404 if the server lacks
// access_management_tls.
func (r *ProtocolLXD) CreateIdentityTLSToken(token string) error {
	return r.change(request{
		method: http.MethodPost, path: route("auth", "identities", "tls"), body: map[string]string{"trust_token": token},
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

// GetProfileNames lists the names of the profiles. GET /1.0/profiles. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetProfileNames() ([]string, error) { return profiles.on(r).Names() }

// GetProfiles lists the profiles. GET /1.0/profiles?recursion=1. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetProfiles() ([]api.Profile, error) { return profiles.on(r).List() }

// GetProfile returns a profile. GET /1.0/profiles/NAME. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetProfile(name string) (*api.Profile, string, error) {
	return profiles.on(r).Get(name)
}

// CreateProfile creates a profile. POST /1.0/profiles. Blocks until done. Errors: *api.StatusError.
func (r *ProtocolLXD) CreateProfile(profile api.ProfilesPost) error {
	return profiles.on(r).Create(profile)
}

// UpdateProfile replaces the writable part of a profile. PUT /1.0/profiles/NAME. Blocks until done. Errors:
// *api.StatusError.
func (r *ProtocolLXD) UpdateProfile(name string, profile api.ProfilePut, etag string) error {
	return profiles.on(r).Update(name, profile, etag)
}

// RenameProfile renames a profile. POST /1.0/profiles/NAME. Blocks until done. Errors: *api.StatusError.
func (r *ProtocolLXD) RenameProfile(name string, profile api.ProfilePost) error {
	return profiles.on(r).post(name, profile)
}

// DeleteProfile deletes a profile. DELETE /1.0/profiles/NAME. Blocks until done. Errors: *api.StatusError.
func (r *ProtocolLXD) DeleteProfile(name string) error { return profiles.on(r).Delete(name) }

// GetProjectNames lists the names of the projects. GET /1.0/projects, extension projects. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetProjectNames() ([]string, error) { return projects.on(r).Names() }

// GetProjects lists the projects visible to the client. GET /1.0/projects?recursion=1, extension projects. Blocks until
// answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetProjects() ([]api.Project, error) { return projects.on(r).List() }

// GetProject returns a project. GET /1.0/projects/NAME, extension projects. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetProject(name string) (*api.Project, string, error) {
	return projects.on(r.view(func(s *scope) { s.project = "" })).Get(name)
}

// CreateProject creates a project. POST /1.0/projects, extension projects. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateProject(project api.ProjectsPost) error {
	return projects.on(r).Create(project)
}

// DeleteProject deletes an empty project. DELETE /1.0/projects/NAME, extension projects. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteProject(name string) error { return projects.on(r).Delete(name) }

// UpdateProject replaces the writable part of a project. PUT /1.0/projects/NAME, extension projects. Blocks until done.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateProject(name string, project api.ProjectPut, etag string) error {
	return projects.on(r).Update(name, project, etag)
}

// RenameProject renames an empty project. POST /1.0/projects/NAME, extension projects. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RenameProject(name string, project api.ProjectPost) (*Operation, error) {
	return r.async(request{method: http.MethodPost, path: projects.at(name), body: project, needs: needs{"projects"}})
}

// DeleteProjectForce deletes a project and everything in it. DELETE /1.0/projects/NAME?force=1, extension
// projects_force_delete. Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteProjectForce(name string) error {
	return r.change(request{method: http.MethodDelete, path: projects.at(name), query: url.Values{"force": {"1"}}, needs: needs{"projects_force_delete"}})
}

// GetProjectState returns the resource usage and limits of a project. GET /1.0/projects/NAME/state, extension project_usage.
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetProjectState(name string) (*api.ProjectState, error) {
	return read[*api.ProjectState](r, request{path: route("projects", name, "state"), needs: needs{"project_usage"}})
}

// GetProjectAccess lists who has access to a project. GET /1.0/projects/NAME/access, extension project_access (Incus). Blocks
// until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetProjectAccess(name string) ([]api.AccessEntry, error) {
	return read[[]api.AccessEntry](r, request{path: route("projects", name, "access"), needs: needs{"project_access"}})
}

// GetMetadataConfiguration returns all configuration keys of the server as raw JSON. GET /1.0/metadata/configuration,
// extension metadata_configuration. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetMetadataConfiguration() (map[string]any, error) {
	return read[map[string]any](r, request{path: route("metadata", "configuration"), needs: needs{"metadata_configuration"}})
}

// GetMetrics returns the metrics of the server in OpenMetrics format. GET /1.0/metrics, extension metrics. Blocks until
// answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetMetrics() (string, error) {
	body, err := body(r.stream(request{path: route("metrics"), needs: needs{"metrics"}}))
	if err != nil {
		return "", err
	}
	defer body.Close()
	text, err := io.ReadAll(io.LimitReader(body, maxReply))
	return string(text), err
}

// UpdateProjectReplica makes a project the leader or the standby of a replicated pair; mode is "leader" or "standby". PUT
// /1.0/projects/NAME/state, extension project_replica_mode (LXD). Blocks until done. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) UpdateProjectReplica(name, mode string, force bool) error {
	q := request{
		method: http.MethodPut, path: projects.at(name, "state"), body: map[string]string{"replica_mode": mode}, needs: needs{"project_replica_mode"},
	}
	if force {
		q.query = url.Values{"force": {"1"}}
	}
	return r.change(q)
}

// Warnings are the warnings of the server (/1.0/warnings, extension warnings).
func (r *ProtocolLXD) Warnings() Collection[api.Warning, struct{}, api.WarningPut] {
	return objects[api.Warning, struct{}, api.WarningPut](r, "warnings", "warnings")
}

// GetWarningUUIDs lists the UUIDs of the warnings. GET /1.0/warnings, extension warnings. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetWarningUUIDs() ([]string, error) { return r.Warnings().Names() }

// GetWarnings lists the warnings. GET /1.0/warnings?recursion=1, extension warnings. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetWarnings() ([]api.Warning, error) { return r.Warnings().List() }

// GetWarning returns a warning and its ETag. GET /1.0/warnings/UUID, extension warnings. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetWarning(uuid string) (*api.Warning, string, error) {
	return r.Warnings().Get(uuid)
}

// UpdateWarning replaces the writable part of a warning. A non-empty etag makes it fail with api.ErrPrecondition if the object
// has changed since. PUT /1.0/warnings/UUID, extension warnings. Blocks until done. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) UpdateWarning(uuid string, put api.WarningPut, etag string) error {
	return r.Warnings().Update(uuid, put, etag)
}

// DeleteWarning deletes a warning. DELETE /1.0/warnings/UUID, extension warnings. Blocks until done. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteWarning(uuid string) error { return r.Warnings().Delete(uuid) }
