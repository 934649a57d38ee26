package lxd

import (
	"net/http"
	"net/url"

	"github.com/openlxc/lxc/pkg/api"
)

// GetServer returns GET /1.0, read anew, and its ETag. With UseTarget it is that member's.
func (r *ProtocolLXD) GetServer() (*api.Server, string, error) {
	server, etag, err := get[*api.Server](r, "/1.0", nil)
	if err != nil {
		return nil, "", err
	}
	if r.target == "" && !r.named() {
		r.conn.mu.Lock()
		r.conn.server, r.conn.etag = server, etag
		r.conn.mu.Unlock()
	}
	return server, etag, nil
}

// UpdateServer replaces the configuration of the server. Send the complete map: a server may lose what is left out.
func (r *ProtocolLXD) UpdateServer(server api.ServerPut, etag string) error {
	return r.change(request{method: http.MethodPut, path: "/1.0", body: server, etag: etag})
}

// GetServerResources returns the hardware of the server as raw JSON (extension resources).
func (r *ProtocolLXD) GetServerResources() (map[string]any, error) {
	if err := r.CheckExtension("resources"); err != nil {
		return nil, err
	}
	out, _, err := get[map[string]any](r, route("resources"), nil)
	return out, err
}

// GetCertificateFingerprints lists the fingerprints of the trust store.
func (r *ProtocolLXD) GetCertificateFingerprints() ([]string, error) { return certificates.names(r) }

// GetCertificates lists the trust store.
func (r *ProtocolLXD) GetCertificates() ([]api.Certificate, error) { return certificates.list(r) }

// GetCertificate returns a trusted certificate by its full fingerprint.
func (r *ProtocolLXD) GetCertificate(fingerprint string) (*api.Certificate, string, error) {
	return certificates.get(r, fingerprint)
}

// CreateCertificate adds a certificate to the trust store; an empty one means the certificate of this connection.
func (r *ProtocolLXD) CreateCertificate(certificate api.CertificatesPost) error {
	return certificates.create(r, certificate)
}

// CreateCertificateToken asks for a trust token (extension certificate_token; all Incus). The operation is of class
// "token" and lives until the token is used; see api.TokenFromOperation.
func (r *ProtocolLXD) CreateCertificateToken(certificate api.CertificatesPost) (*Operation, error) {
	if !r.IsIncus() {
		if err := r.CheckExtension("certificate_token"); err != nil {
			return nil, err
		}
	}
	certificate.Token = true
	return r.async(request{method: http.MethodPost, path: certificates.at(), body: certificate})
}

// CreateIdentityTLSToken redeems a trust token that carries a type (extension access_management_tls).
func (r *ProtocolLXD) CreateIdentityTLSToken(token string) error {
	return r.change(request{
		method: http.MethodPost, path: route("auth", "identities", "tls"), body: map[string]string{"trust_token": token},
	})
}

// UpdateCertificate changes an entry of the trust store (extension certificate_update).
func (r *ProtocolLXD) UpdateCertificate(fingerprint string, certificate api.CertificatePut, etag string) error {
	if err := r.CheckExtension("certificate_update"); err != nil {
		return err
	}
	return certificates.update(r, fingerprint, certificate, etag)
}

// DeleteCertificate removes a certificate from the trust store.
func (r *ProtocolLXD) DeleteCertificate(fingerprint string) error {
	return certificates.delete(r, fingerprint)
}

// GetProfileNames lists the names of the profiles.
func (r *ProtocolLXD) GetProfileNames() ([]string, error) { return profiles.names(r) }

// GetProfiles lists the profiles.
func (r *ProtocolLXD) GetProfiles() ([]api.Profile, error) { return profiles.list(r) }

// GetProfile returns a profile.
func (r *ProtocolLXD) GetProfile(name string) (*api.Profile, string, error) {
	return profiles.get(r, name)
}

// CreateProfile creates a profile.
func (r *ProtocolLXD) CreateProfile(profile api.ProfilesPost) error {
	return profiles.create(r, profile)
}

// UpdateProfile replaces the writable part of a profile.
func (r *ProtocolLXD) UpdateProfile(name string, profile api.ProfilePut, etag string) error {
	return profiles.update(r, name, profile, etag)
}

// RenameProfile renames a profile.
func (r *ProtocolLXD) RenameProfile(name string, profile api.ProfilePost) error {
	return profiles.rename(r, name, profile)
}

// DeleteProfile deletes a profile.
func (r *ProtocolLXD) DeleteProfile(name string) error { return profiles.delete(r, name) }

// GetNetworkNames lists the names of the networks.
func (r *ProtocolLXD) GetNetworkNames() ([]string, error) { return networks.names(r) }

// GetNetworks lists the networks.
func (r *ProtocolLXD) GetNetworks() ([]api.Network, error) { return networks.list(r) }

// GetNetwork returns a network.
func (r *ProtocolLXD) GetNetwork(name string) (*api.Network, string, error) {
	return networks.get(r, name)
}

// CreateNetwork creates a network (extension network).
func (r *ProtocolLXD) CreateNetwork(network api.NetworksPost) error {
	if err := r.CheckExtension("network"); err != nil {
		return err
	}
	return networks.create(r, network)
}

// UpdateNetwork replaces the writable part of a network (extension network).
func (r *ProtocolLXD) UpdateNetwork(name string, network api.NetworkPut, etag string) error {
	return networks.update(r, name, network, etag)
}

// RenameNetwork renames a network (extension network).
func (r *ProtocolLXD) RenameNetwork(name string, network api.NetworkPost) error {
	return networks.rename(r, name, network)
}

// DeleteNetwork deletes a network (extension network).
func (r *ProtocolLXD) DeleteNetwork(name string) error { return networks.delete(r, name) }

// GetStoragePoolNames lists the names of the storage pools (extension storage).
func (r *ProtocolLXD) GetStoragePoolNames() ([]string, error) { return pools.names(r) }

// GetStoragePools lists the storage pools (extension storage).
func (r *ProtocolLXD) GetStoragePools() ([]api.StoragePool, error) { return pools.list(r) }

// GetStoragePool returns a storage pool (extension storage).
func (r *ProtocolLXD) GetStoragePool(name string) (*api.StoragePool, string, error) {
	return pools.get(r, name)
}

// CreateStoragePool creates a storage pool (extension storage).
func (r *ProtocolLXD) CreateStoragePool(pool api.StoragePoolsPost) error {
	return pools.create(r, pool)
}

// UpdateStoragePool replaces the writable part of a storage pool (extension storage).
func (r *ProtocolLXD) UpdateStoragePool(name string, pool api.StoragePoolPut, etag string) error {
	return pools.update(r, name, pool, etag)
}

// DeleteStoragePool deletes a storage pool (extension storage).
func (r *ProtocolLXD) DeleteStoragePool(name string) error { return pools.delete(r, name) }

// GetStoragePoolVolumeNames lists the volumes of a pool as TYPE/NAME (extension storage).
func (r *ProtocolLXD) GetStoragePoolVolumeNames(pool string) ([]string, error) {
	return volumes(pool).names(r)
}

// GetStoragePoolVolumes lists the volumes of a pool (extension storage).
func (r *ProtocolLXD) GetStoragePoolVolumes(pool string) ([]api.StorageVolume, error) {
	return volumes(pool).list(r)
}

// GetStoragePoolVolume returns a volume. volType is "custom", "container", "virtual-machine" or "image".
func (r *ProtocolLXD) GetStoragePoolVolume(pool string, volType string, name string) (*api.StorageVolume, string, error) {
	return volumesOfType(pool, volType).get(r, name)
}

// CreateStoragePoolVolume creates a custom volume.
func (r *ProtocolLXD) CreateStoragePoolVolume(pool string, volume api.StorageVolumesPost) error {
	return volumesOfType(pool, volume.Type).create(r, volume)
}

// UpdateStoragePoolVolume replaces the writable part of a volume.
func (r *ProtocolLXD) UpdateStoragePoolVolume(pool, volType, name string, volume api.StorageVolumePut, etag string) error {
	return volumesOfType(pool, volType).update(r, name, volume, etag)
}

// DeleteStoragePoolVolume deletes a volume.
func (r *ProtocolLXD) DeleteStoragePoolVolume(pool string, volType string, name string) error {
	return volumesOfType(pool, volType).delete(r, name)
}

// GetVolumeURLs lists the volumes of one type as raw URLs, snapshots included: one cheap request even for thousands.
func (r *ProtocolLXD) GetVolumeURLs(pool, volType string) ([]string, error) {
	urls, _, err := get[[]string](r, volumesOfType(pool, volType).at(), url.Values{})
	return urls, err
}

func volumesOfType(pool, volType string) collection[api.StorageVolume, api.StorageVolumesPost, api.StorageVolumePut] {
	c := volumes(pool)
	c.path = append(c.path, volType)
	return c
}

// GetProjectNames lists the names of the projects (extension projects).
func (r *ProtocolLXD) GetProjectNames() ([]string, error) { return projects.names(r) }

// GetProjects lists the projects that the caller may see (extension projects).
func (r *ProtocolLXD) GetProjects() ([]api.Project, error) { return projects.list(r) }

// GetProject returns a project (extension projects).
func (r *ProtocolLXD) GetProject(name string) (*api.Project, string, error) {
	return projects.get(r.view(func(s *scope) { s.project = "" }), name)
}

// CreateProject creates a project (extension projects).
func (r *ProtocolLXD) CreateProject(project api.ProjectsPost) error {
	return projects.create(r, project)
}

// DeleteProject deletes an empty project (extension projects).
func (r *ProtocolLXD) DeleteProject(name string) error { return projects.delete(r, name) }
