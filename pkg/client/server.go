package lxd

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"

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

// What the library does not look up for a preseed: it reads no files, and asks no server but its own.
var (
	errSeedPath  = errors.New("the preseed has the path of the cluster certificate: set ClusterCertificate to its text")
	errSeedToken = errors.New("the preseed has a join token and no ClusterAddress to join")
)

// ApplyServerPreseed configures a server: it creates what is missing and merges the keys of the preseed into what is there, in
// the order configuration, storage pools, projects, networks, volumes, profiles, certificates, cluster and cluster groups. A
// server that joins a cluster only joins it, because everything else comes from there; the preseed must have the address and
// the certificate of the cluster: a join token alone and the path of a file are refused. What was done before an error stays.
// GET, POST and PUT /1.0/… of each of them, with the extensions that they need. Blocks until done. Errors:
// *MissingExtensionError, *OperationError, *api.StatusError, with the object in the message.
func (r *ProtocolLXD) ApplyServerPreseed(preseed api.InitPreseed) error {
	node, cluster := &preseed.Node, preseed.Cluster
	if cluster != nil {
		switch {
		case cluster.ClusterCertificatePath != "" && cluster.ClusterCertificate == "":
			return errSeedPath
		case cluster.ClusterAddress != "":
			return r.seedCluster(cluster)
		case cluster.ClusterToken != "":
			return errSeedToken
		}
	}
	return firstError(
		func() error { return r.seedConfig(node.Config) },
		seedEach(node.StoragePools, r.seedPool),
		seedEach(node.Projects, r.seedProject),
		seedEach(node.Networks, r.seedNetwork),
		seedEach(node.StorageVolumes, r.seedVolume),
		seedEach(node.Profiles, r.seedProfile),
		seedEach(node.Certificates, r.seedCertificate),
		func() error { return r.seedCluster(cluster) },
		seedEach(node.ClusterGroups, r.seedClusterGroup),
	)
}

func firstError(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// seedEach returns a step that applies a list of objects.
func seedEach[T any](list []T, apply func(T) error) func() error {
	return func() error {
		for _, item := range list {
			if err := apply(item); err != nil {
				return err
			}
		}
		return nil
	}
}

// seeded applies one object: update changes the one that get returns, create creates it if there is none.
func seeded[T any](
	what, name string, get func() (*T, string, error), create func() error, update func(have *T, etag string) error,
) error {
	have, etag, err := get()
	switch {
	case errors.Is(err, api.ErrNotFound):
		err = create()
	case err == nil:
		err = update(have, etag)
	}
	if err != nil {
		return fmt.Errorf("%s %q: %w", what, name, err)
	}
	return nil
}

// overlay returns a map with the keys of both; those of changes win.
func overlay[V any](have, changes map[string]V) map[string]V {
	all := map[string]V{}
	maps.Copy(all, have)
	maps.Copy(all, changes)
	return all
}

func (r *ProtocolLXD) seedConfig(config map[string]any) error {
	if len(config) == 0 {
		return nil
	}
	server, etag, err := r.GetServer()
	if err == nil {
		server.Config = overlay(server.Config, config)
		err = r.UpdateServer(server.ServerPut, etag)
	}
	if err != nil {
		return fmt.Errorf("server configuration: %w", err)
	}
	return nil
}

func (r *ProtocolLXD) seedPool(p api.StoragePoolsPost) error {
	return seeded("storage pool", p.Name, func() (*api.StoragePool, string, error) { return r.GetStoragePool(p.Name) },
		func() error { return r.CreateStoragePool(p) },
		func(have *api.StoragePool, etag string) error {
			if have.Driver != p.Driver {
				return fmt.Errorf("its driver is %q, not %q", have.Driver, p.Driver)
			}
			have.Config, have.Description = overlay(have.Config, p.Config), firstOf(p.Description, have.Description)
			return r.UpdateStoragePool(p.Name, have.StoragePoolPut, etag)
		})
}

func (r *ProtocolLXD) seedProject(p api.ProjectsPost) error {
	return seeded("project", p.Name, func() (*api.Project, string, error) { return r.GetProject(p.Name) },
		func() error { return r.CreateProject(p) },
		func(have *api.Project, etag string) error {
			have.Config, have.Description = overlay(have.Config, p.Config), firstOf(p.Description, have.Description)
			return r.UpdateProject(p.Name, have.ProjectPut, etag)
		})
}

func (r *ProtocolLXD) seedNetwork(n api.InitNetworksProjectPost) error {
	v := r.inProject(n.Project)
	return seeded("network", n.Name, func() (*api.Network, string, error) { return v.GetNetwork(n.Name) },
		func() error { return v.CreateNetwork(n.NetworksPost) },
		func(have *api.Network, etag string) error {
			have.Config, have.Description = overlay(have.Config, n.Config), firstOf(n.Description, have.Description)
			return v.UpdateNetwork(n.Name, have.NetworkPut, etag)
		})
}

func (r *ProtocolLXD) seedVolume(s api.InitStorageVolumesProjectPost) error {
	v := r.inProject(s.Project)
	s.Type = firstOf(s.Type, "custom")
	return seeded("storage volume", s.Name,
		func() (*api.StorageVolume, string, error) { return v.GetStoragePoolVolume(s.Pool, s.Type, s.Name) },
		func() error { return v.CreateStoragePoolVolume(s.Pool, s.StorageVolumesPost) },
		func(have *api.StorageVolume, etag string) error {
			have.Config, have.Description = overlay(have.Config, s.Config), firstOf(s.Description, have.Description)
			return v.UpdateStoragePoolVolume(s.Pool, s.Type, s.Name, have.StorageVolumePut, etag)
		})
}

func (r *ProtocolLXD) seedProfile(p api.InitProfileProjectPost) error {
	v := r.inProject(p.Project)
	return seeded("profile", p.Name, func() (*api.Profile, string, error) { return v.GetProfile(p.Name) },
		func() error { return v.CreateProfile(p.ProfilesPost) },
		func(have *api.Profile, etag string) error {
			have.Config, have.Description = overlay(have.Config, p.Config), firstOf(p.Description, have.Description)
			devices := overlay(have.Devices, nil)
			for name, device := range p.Devices {
				devices[name] = overlay(devices[name], device)
			}
			have.Devices = devices
			return v.UpdateProfile(p.Name, have.ProfilePut, etag)
		})
}

func (r *ProtocolLXD) seedCertificate(c api.CertificatesPost) error {
	if err := r.CreateCertificate(c); err != nil {
		return fmt.Errorf("certificate %q: %w", c.Name, err)
	}
	return nil
}

func (r *ProtocolLXD) seedClusterGroup(g api.ClusterGroupsPost) error {
	return seeded("cluster group", g.Name, func() (*api.ClusterGroup, string, error) { return r.GetClusterGroup(g.Name) },
		func() error { return r.CreateClusterGroup(g) },
		func(have *api.ClusterGroup, etag string) error {
			have.Description = firstOf(g.Description, have.Description)
			if len(g.Config) > 0 {
				have.Config = overlay(have.Config, g.Config)
			}
			if len(g.Members) > 0 {
				have.Members = g.Members
			}
			return r.UpdateClusterGroup(g.Name, have.ClusterGroupPut, etag)
		})
}

// seedCluster enables clustering, or joins a cluster.
func (r *ProtocolLXD) seedCluster(cluster *api.InitClusterPreseed) error {
	if cluster == nil || !cluster.Enabled && cluster.ClusterAddress == "" {
		return nil
	}
	put := cluster.ClusterPut
	put.Enabled = true
	op, err := r.UpdateCluster(put, "")
	if err == nil {
		err = op.Wait()
	}
	if err != nil {
		return fmt.Errorf("cluster: %w", err)
	}
	return nil
}
