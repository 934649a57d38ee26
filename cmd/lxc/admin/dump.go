package admin

import (
	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
)

// dump prints the configuration of a server as a preseed. It covers networks, pools and profiles of the default project.
func dump(app *cli.App, srv lxd.InstanceServer) error {
	server, _, err := srv.GetServer()
	if err != nil {
		return err
	}
	p := preseed{Config: map[string]string{}}
	for key, value := range server.Config {
		if text, ok := value.(string); ok {
			p.Config[key] = text
		}
	}
	networks, err := srv.GetNetworks()
	if err != nil {
		return err
	}
	for _, n := range networks {
		if n.Managed {
			post := api.NetworksPost{Name: n.Name, Type: n.Type, NetworkPut: n.NetworkPut}
			p.Networks = append(p.Networks, seedNetwork{NetworksPost: post, Project: "default"})
		}
	}
	pools, err := srv.GetStoragePools()
	if err != nil {
		return err
	}
	for _, s := range pools {
		p.StoragePools = append(p.StoragePools, api.StoragePoolsPost{Name: s.Name, Driver: s.Driver, StoragePoolPut: s.StoragePoolPut})
	}
	profiles, err := srv.GetProfiles()
	if err != nil {
		return err
	}
	for _, f := range profiles {
		p.Profiles = append(p.Profiles, seedProfile{ProfilesPost: api.ProfilesPost{Name: f.Name, ProfilePut: f.ProfilePut}})
	}
	projects, err := srv.GetProjects()
	if err != nil {
		return err
	}
	for _, j := range projects {
		p.Projects = append(p.Projects, api.ProjectsPost{Name: j.Name, ProjectPut: j.ProjectPut})
	}
	return p.print(app, srv, false)
}
