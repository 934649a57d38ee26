package admin

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
)

// applying applies a preseed to a server. After a failure LXD's client reverts the previous steps, Incus's does not.
type applying struct {
	preseed
	srv  lxd.InstanceServer
	undo []func()
}

// apply creates or updates everything in the preseed, in order of dependency.
func (p *preseed) apply(srv lxd.InstanceServer) error {
	a := applying{preseed: *p, srv: srv}
	for _, step := range []func() error{a.config, a.pools, a.projects, a.networks, a.volumes, a.profiles, a.rest} {
		err := step()
		if err == nil {
			continue
		}
		if !srv.IsIncus() {
			for _, back := range slices.Backward(a.undo) {
				back()
			}
		}
		return err
	}
	return nil
}

// in returns the server and name for a project. Objects without a project belong to the default one.
func (a *applying) in(project string) (lxd.InstanceServer, string) {
	if project == "" {
		project = "default"
	}
	return a.srv.UseProject(project), project
}

func (a *applying) config() error {
	if len(a.Config) == 0 {
		return nil
	}
	before, _, err := a.srv.GetServer()
	if err != nil {
		return err
	}
	old := maps.Clone(before.Config)
	set := func(change func(map[string]any)) error {
		return resource.Modify(a.srv.GetServer, a.srv.UpdateServer, (*api.Server).Writable, func(put *api.ServerPut) error {
			change(put.Config)
			return nil
		})
	}
	err = set(func(config map[string]any) {
		for k, v := range a.Config {
			config[k] = v
		}
	})
	if err != nil {
		return step(err, "Failed to update server configuration")
	}
	a.undo = append(a.undo, func() { // errors are ignored: revert as much as possible
		_ = set(func(config map[string]any) {
			clear(config)
			maps.Copy(config, old)
		})
	})
	return nil
}

func (a *applying) pools() error {
	have, err := a.srv.GetStoragePoolNames()
	if err != nil {
		return err
	}
	for _, s := range a.StoragePools {
		if !slices.Contains(have, s.Name) {
			if err := a.srv.CreateStoragePool(s); err != nil {
				return step(err, "Failed to create storage pool %q", s.Name)
			}
			a.undo = append(a.undo, func() { _ = a.srv.DeleteStoragePool(s.Name) })
			continue
		}
		pool, _, err := a.srv.GetStoragePool(s.Name)
		if err != nil {
			return err
		}
		if pool.Driver != s.Driver {
			return cli.Conflict("pool", fmt.Sprintf("Storage pool %q is of type %q instead of %q", s.Name, pool.Driver, s.Driver))
		}
		old := pool.StoragePoolPut
		old.Config = maps.Clone(old.Config)
		err = resource.Modify(func() (*api.StoragePool, string, error) { return a.srv.GetStoragePool(s.Name) },
			func(put api.StoragePoolPut, etag string) error { return a.srv.UpdateStoragePool(s.Name, put, etag) },
			func(have *api.StoragePool) api.StoragePoolPut { return have.StoragePoolPut },
			func(put *api.StoragePoolPut) error {
				merge(&put.Config, s.Config, &put.Description, s.Description)
				return nil
			})
		if err != nil {
			return step(err, "Failed to update storage pool %q", s.Name)
		}
		a.undo = append(a.undo, func() { _ = a.srv.UpdateStoragePool(s.Name, old, "") })
	}
	return nil
}

func (a *applying) projects() error {
	if len(a.Projects) == 0 {
		return nil
	}
	have, err := a.srv.GetProjectNames()
	if err != nil {
		return err
	}
	for _, j := range a.Projects {
		if !slices.Contains(have, j.Name) {
			if err := a.srv.CreateProject(j); err != nil {
				return step(err, "Failed to create local member project %q", j.Name)
			}
			a.undo = append(a.undo, func() { _ = a.srv.DeleteProject(j.Name) })
			continue
		}
		err = resource.Modify(func() (*api.Project, string, error) { return a.srv.GetProject(j.Name) },
			func(put api.ProjectPut, etag string) error { return a.srv.UpdateProject(j.Name, put, etag) },
			func(have *api.Project) api.ProjectPut { return have.ProjectPut },
			func(put *api.ProjectPut) error {
				merge(&put.Config, j.Config, &put.Description, j.Description)
				return nil
			})
		if err != nil {
			return step(err, "Failed to update local member project %q", j.Name)
		}
	}
	return nil
}

func (a *applying) networks() error {
	for _, n := range a.Networks {
		srv, project := a.in(n.Project)
		have, err := srv.GetNetworkNames()
		if err != nil {
			return err
		}
		if !slices.Contains(have, n.Name) {
			if err := srv.CreateNetwork(n.NetworksPost); err != nil {
				return step(err, "Failed to create local member network %q in project %q", n.Name, project)
			}
			a.undo = append(a.undo, func() { _ = srv.DeleteNetwork(n.Name) })
			continue
		}
		err = resource.Modify(func() (*api.Network, string, error) { return srv.GetNetwork(n.Name) },
			func(put api.NetworkPut, etag string) error { return srv.UpdateNetwork(n.Name, put, etag) },
			func(have *api.Network) api.NetworkPut { return have.NetworkPut },
			func(put *api.NetworkPut) error {
				merge(&put.Config, n.Config, &put.Description, n.Description)
				return nil
			})
		if err != nil {
			return step(err, "Failed to update local member network %q in project %q", n.Name, project)
		}
	}
	return nil
}

func (a *applying) volumes() error {
	for _, v := range a.StorageVolumes {
		srv, project := a.in(v.Project)
		if v.Type == "" {
			v.Type = "custom"
		}
		where := fmt.Sprintf("storage volume %q in project %q on pool %q", v.Name, project, v.Pool)
		if _, _, err := srv.GetStoragePoolVolume(v.Pool, v.Type, v.Name); errors.Is(err, api.ErrNotFound) {
			if err := srv.CreateStoragePoolVolume(v.Pool, v.StorageVolumesPost); err != nil {
				return step(err, "Failed to create %s", where)
			}
			a.undo = append(a.undo, func() { _ = srv.DeleteStoragePoolVolume(v.Pool, v.Type, v.Name) })
			continue
		}
		err := resource.Modify(func() (*api.StorageVolume, string, error) { return srv.GetStoragePoolVolume(v.Pool, v.Type, v.Name) },
			func(put api.StorageVolumePut, etag string) error {
				return srv.UpdateStoragePoolVolume(v.Pool, v.Type, v.Name, put, etag)
			},
			func(have *api.StorageVolume) api.StorageVolumePut { return have.StorageVolumePut },
			func(put *api.StorageVolumePut) error {
				merge(&put.Config, v.Config, &put.Description, v.Description)
				return nil
			})
		if err != nil {
			return step(err, "Failed to update %s", where)
		}
	}
	return nil
}

func (a *applying) profiles() error {
	for _, f := range a.Profiles {
		srv, project := a.in(f.Project)
		where := fmt.Sprintf("profile %q", f.Name)
		if a.srv.IsIncus() {
			where += fmt.Sprintf(" in project %q", project)
		}
		before, _, err := srv.GetProfile(f.Name)
		if errors.Is(err, api.ErrNotFound) {
			if err := srv.CreateProfile(f.ProfilesPost); err != nil {
				return step(err, "Failed to create %s", where)
			}
			a.undo = append(a.undo, func() { _ = srv.DeleteProfile(f.Name) })
			continue
		}
		if err != nil {
			return step(err, "Failed to update %s", where)
		}
		if err := a.changeProfile(srv, before, f); err != nil {
			return step(err, "Failed to update %s", where)
		}
	}
	return nil
}

func (a *applying) changeProfile(srv lxd.InstanceServer, before *api.Profile, f seedProfile) error {
	old := before.Writable()
	a.undo = append(a.undo, func() { _ = srv.UpdateProfile(f.Name, old, "") })
	return resource.ChangeProfile(srv, f.Name, func(put *api.ProfilePut) error {
		merge(&put.Config, f.Config, &put.Description, f.Description)
		put.Devices = notNil(put.Devices)
		for name, device := range f.Devices {
			kept := map[string]string{}
			maps.Copy(kept, put.Devices[name])
			maps.Copy(kept, device)
			put.Devices[name] = kept
		}
		return nil
	})
}

// rest applies the sections that only newer servers support.
func (a *applying) rest() error {
	for _, c := range a.Certificates {
		if err := a.srv.CreateCertificate(c); err != nil {
			return step(err, "Failed to add certificate %q", c.Name)
		}
	}
	return nil
}

// step adds to an error, in the words of the stock clients, what failed.
func step(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), err)
}

// merge adds keys, and replaces the description if one is given.
func merge(into *map[string]string, from map[string]string, description *string, given string) {
	*into = notNil(*into)
	maps.Copy(*into, from)
	if given != "" {
		*description = given
	}
}
