package minilxd

import (
	"net/http"

	"github.com/openlxc/lxc/pkg/api"
)

// projectDetails registers the routes that return details of stored objects.
func (s *Server) projectDetails() {
	s.route("POST /1.0/projects/{name}", s.renameProject)
	s.route("GET /1.0/projects/{name}/state", s.projectState)
	s.route("GET /1.0/networks/{name}/state", func(_ http.ResponseWriter, r *http.Request) (any, error) {
		if err := s.hasNetwork(r); err != nil {
			return nil, err
		}
		return api.NetworkState{
			Addresses: []api.NetworkStateAddress{{Family: "inet", Address: "10.1.2.1", Netmask: "24", Scope: "global"}},
			Hwaddr:    "00:16:3e:00:00:01", Mtu: 1500, State: "up", Type: "broadcast",
		}, nil
	})
	s.route("GET /1.0/networks/{name}/leases", func(_ http.ResponseWriter, r *http.Request) (any, error) {
		if err := s.hasNetwork(r); err != nil {
			return nil, err
		}
		return []api.NetworkLease{{Hostname: "c1", Hwaddr: "00:16:3e:00:00:02", Address: "10.1.2.3", Type: "DYNAMIC", Location: "none"}}, nil
	})
	s.route("GET /1.0/network-allocations", func(http.ResponseWriter, *http.Request) (any, error) {
		return []api.NetworkAllocation{{Address: "10.1.2.1/24", UsedBy: "/1.0/networks/n1", Type: "network"}}, nil
	})
	s.route("GET /1.0/storage-pools/{name}/resources", func(http.ResponseWriter, *http.Request) (any, error) {
		return api.ResourcesStoragePool{Space: api.ResourcesStoragePoolSpace{Used: 1 << 20, Total: 1 << 30}, Inodes: api.ResourcesStoragePoolInodes{Used: 10, Total: 1000}}, nil
	})
	s.route("GET /1.0/storage-pools/{pool}/volumes/custom/{vol}/state", func(http.ResponseWriter, *http.Request) (any, error) {
		return api.StorageVolumeState{Usage: &api.StorageVolumeStateUsage{Used: 4096}}, nil
	})
	s.route("GET /1.0/storage-pools/{pool}/volumes", s.allVolumes)
	s.route("GET /1.0/cluster", func(http.ResponseWriter, *http.Request) (any, error) {
		return tagged{api.Cluster{ServerName: "minilxd", Enabled: true, MemberConfig: []api.ClusterMemberConfigKey{}}, "cluster"}, nil
	})
	s.route("GET /1.0/auth/identities", s.allIdentities)
	s.route("GET /1.0/auth/permissions", func(http.ResponseWriter, *http.Request) (any, error) {
		return []api.PermissionInfo{{Permission: api.Permission{EntityType: "server", EntityReference: "/1.0", Entitlement: "admin"}, Groups: []string{}}}, nil
	})
}

func (s *Server) hasNetwork(r *http.Request) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.collection(projectName(r), "/1.0/networks")[r.PathValue("name")] == nil {
		return notFound("Network not found")
	}
	return nil
}

func (s *Server) renameProject(_ http.ResponseWriter, r *http.Request) (any, error) {
	post := api.ProjectPost{}
	if err := readJSON(r, &post); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.project(r.PathValue("name"))
	if err != nil {
		return nil, err
	}
	if s.projects[post.Name] != nil {
		return nil, conflict("Project already exists")
	}
	delete(s.projects, p.Name)
	p.Name = post.Name
	s.projects[p.Name] = p
	return created{"/1.0/projects/" + p.Name}, nil
}

func (s *Server) projectState(_ http.ResponseWriter, r *http.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.project(r.PathValue("name"))
	if err != nil {
		return nil, err
	}
	return api.ProjectState{Resources: map[string]api.ProjectStateResource{
		"instances": {Limit: -1, Usage: int64(len(p.instances))}, "memory": {Limit: 1 << 30, Usage: 1 << 20},
	}}, nil
}
