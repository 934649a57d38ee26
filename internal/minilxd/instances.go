package minilxd

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/openlxc/lxc/pkg/api"
)

// instance is a directory with a configuration. Its fields are guarded by the server's lock.
type instance struct {
	api.Instance
	dir       string // contains rootfs, templates and so on
	snapshots []*snapshot
	cancel    context.CancelFunc // kills its processes; nil while stopped
	ctx       context.Context    // done when the running instance stops
	frozen    bool
	console   strings.Builder
	records   map[string][]byte // output of recorded commands by log file name
}

type snapshot struct {
	api.InstanceSnapshot
	dir string
}

func (i *instance) rootfs() string { return filepath.Join(i.dir, "rootfs") }

// halt kills the processes of an instance. The caller holds the lock.
func (i *instance) halt() {
	if i.cancel != nil {
		i.cancel()
		i.cancel = nil
	}
	i.StatusCode, i.frozen = api.Stopped, false
	i.Status = i.StatusCode.String()
}

var validName = regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9-]{0,61}[a-zA-Z0-9]$|^[a-zA-Z]$`)

func (s *Server) instanceRoutes() {
	p := "/1.0/instances"
	s.route("GET "+p, s.listInstances)
	s.route("POST "+p, s.orImportInstance(s.createInstance))
	s.route("PUT "+p, s.bulkState)
	s.route("GET "+p+"/{name}", s.withInstance(func(_ http.ResponseWriter, r *http.Request, i *instance) (any, error) {
		return tagged{s.expanded(r, i), i.InstancePut}, nil
	}))
	s.route("PUT "+p+"/{name}", s.putInstance)
	s.route("PATCH "+p+"/{name}", s.withInstance(s.patchInstance))
	s.route("POST "+p+"/{name}", s.postInstance)
	s.route("DELETE "+p+"/{name}", s.withInstance(s.deleteInstance))
	s.route("GET "+p+"/{name}/state", s.withInstance(func(_ http.ResponseWriter, _ *http.Request, i *instance) (any, error) {
		return stateOf(i), nil
	}))
	s.route("PUT "+p+"/{name}/state", s.putState)
	s.route("POST "+p+"/{name}/exec", s.postExec)
	s.route("POST "+p+"/{name}/console", s.postConsole)
	s.route("GET "+p+"/{name}/console", s.getConsoleLog)
	s.route("POST "+p+"/{name}/rebuild", s.rebuild)
	s.route("GET "+p+"/{name}/logs", s.withInstance(func(_ http.ResponseWriter, _ *http.Request, i *instance) (any, error) {
		return []string{"/1.0/instances/" + i.Name + "/logs/lxc.log"}, nil
	}))
	s.route("GET "+p+"/{name}/logs/{file}", s.withInstance(s.getRecord))
	s.route("DELETE "+p+"/{name}/logs/{file}", s.withInstance(s.getRecord))
}

// withInstance finds the instance and calls h with the lock held.
func (s *Server) withInstance(h func(http.ResponseWriter, *http.Request, *instance) (any, error)) handler {
	return func(w http.ResponseWriter, r *http.Request) (any, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		inst, err := s.instance(r)
		if err != nil {
			return nil, err
		}
		return h(w, r, inst)
	}
}

// instance returns the instance that a request names. The caller holds the lock.
func (s *Server) instance(r *http.Request) (*instance, error) {
	p, err := s.project(projectName(r))
	if err != nil {
		return nil, err
	}
	inst := p.instances[r.PathValue("name")]
	if inst == nil {
		return nil, notFound("Instance not found")
	}
	return inst, nil
}

// expanded returns an instance with the configuration of its profiles. The caller holds the lock.
func (s *Server) expanded(r *http.Request, i *instance) api.Instance {
	out := i.Instance
	out.ExpandedConfig, out.ExpandedDevices = map[string]string{}, map[string]map[string]string{}
	if p, err := s.project(i.Project); err == nil {
		for _, name := range i.Profiles {
			if profile := p.profiles[name]; profile != nil {
				maps.Copy(out.ExpandedConfig, profile.Config)
				maps.Copy(out.ExpandedDevices, profile.Devices)
			}
		}
	}
	maps.Copy(out.ExpandedConfig, i.Config)
	maps.Copy(out.ExpandedDevices, i.Devices)
	return out
}

func stateOf(i *instance) *api.InstanceState {
	state := &api.InstanceState{Status: i.Status, StatusCode: i.StatusCode}
	if i.cancel != nil {
		state.Pid, state.Processes = int64(os.Getpid()), 1
		state.Memory.Usage = 1 << 20
		state.Network = map[string]api.InstanceStateNetwork{
			"lo": {
				Addresses: []api.InstanceStateNetworkAddress{{Family: "inet", Address: "127.0.0.1", Netmask: "8", Scope: "local"}},
				Mtu:       65536, State: "up", Type: "loopback",
			},
			"eth0": {
				Addresses: []api.InstanceStateNetworkAddress{
					{Family: "inet", Address: "192.0.2.7", Netmask: "24", Scope: "global"},
					{Family: "inet6", Address: "2001:db8::7", Netmask: "64", Scope: "global"},
					{Family: "inet6", Address: "fe80::7", Netmask: "64", Scope: "link"},
				},
				Hwaddr: "00:16:3e:00:00:07", Mtu: 1500, State: "up", Type: "broadcast",
			},
		}
	}
	return state
}

func (s *Server) listInstances(_ http.ResponseWriter, r *http.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var projects []*project
	if r.URL.Query().Get("all-projects") == "true" {
		projects = sortedValues(s.projects)
	} else if p := s.projects[projectName(r)]; p != nil {
		projects = append(projects, p) // like real servers: an unknown project yields an empty list
	}
	kind := r.URL.Query().Get("instance-type")
	var full []api.InstanceFull
	for _, p := range projects {
		for _, i := range sortedValues(p.instances) {
			f := api.InstanceFull{Instance: s.expanded(r, i)}
			if kind != "" && kind != i.Type || !fits(f.Instance, r.URL.Query().Get("filter")) {
				continue
			}
			if r.URL.Query().Get("recursion") == "2" {
				f.State = stateOf(i)
				for _, snap := range i.snapshots {
					f.Snapshots = append(f.Snapshots, snap.InstanceSnapshot)
				}
			}
			full = append(full, f)
		}
	}
	if r.URL.Query().Get("recursion") == "2" {
		return listing(r, "", full, nil), nil
	}
	plain := make([]api.Instance, 0, len(full))
	for _, f := range full {
		plain = append(plain, f.Instance)
	}
	return listing(r, "/1.0/instances", plain, func(i api.Instance) string { return i.Name }), nil
}

func (s *Server) putInstance(_ http.ResponseWriter, r *http.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	inst, err := s.instance(r)
	if err != nil {
		return nil, err
	}
	if err := s.matches(r, inst.InstancePut); err != nil {
		return nil, err
	}
	put := api.InstancePut{}
	if err := readJSON(r, &put); err != nil {
		return nil, err
	}
	op := s.newOperationLocked("task", "Updating instance", nil)
	if put.Restore == "" { // synchronously, so that concurrent writers see the new ETag
		inst.InstancePut = put
		inst.Writable()
	}
	op.begin(func(context.Context, *operation) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		if put.Restore != "" {
			return s.restore(inst, strings.TrimPrefix(put.Restore, inst.Name+"/"))
		}
		return nil
	})
	return op, nil
}

func (s *Server) patchInstance(_ http.ResponseWriter, r *http.Request, inst *instance) (any, error) {
	if err := s.matches(r, inst.InstancePut); err != nil {
		return nil, err
	}
	put, err := merge(r, inst.InstancePut)
	if err != nil {
		return nil, err
	}
	maps.DeleteFunc(put.Config, func(_, v string) bool { return v == "" })
	inst.InstancePut = put
	return nil, nil
}

func (s *Server) postInstance(_ http.ResponseWriter, r *http.Request) (any, error) {
	post := api.InstancePost{}
	if err := readJSON(r, &post); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	inst, err := s.instance(r)
	if err != nil {
		return nil, err
	}
	if post.Migration && post.Pool == "" && post.Project == "" {
		return s.offer(inst, inst.dir, true, post.InstanceOnly || post.ContainerOnly, post.Target), nil
	}
	target := inst.Project
	if post.Project != "" {
		target = post.Project
	}
	p, err := s.project(target)
	if err != nil {
		return nil, err
	}
	if inst.cancel != nil {
		return nil, badRequest("Renaming of running instance not allowed")
	}
	if p.instances[post.Name] != nil && (p.Name != inst.Project || post.Name != inst.Name) {
		return nil, conflict("Name %q already in use", post.Name)
	}
	op := s.newOperationLocked("task", "Renaming instance", nil)
	op.begin(func(context.Context, *operation) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.projects[inst.Project].instances, inst.Name)
		inst.Name, inst.Project = post.Name, p.Name
		p.instances[inst.Name] = inst
		return nil
	})
	return op, nil
}

func (s *Server) deleteInstance(_ http.ResponseWriter, _ *http.Request, inst *instance) (any, error) {
	if inst.cancel != nil {
		return nil, badRequest("Instance is running")
	}
	if inst.Config["security.protection.delete"] == "true" {
		return nil, badRequest("Instance is protected from being deleted")
	}
	op := s.newOperationLocked("task", "Deleting instance", nil)
	op.begin(func(context.Context, *operation) error {
		s.mu.Lock()
		delete(s.projects[inst.Project].instances, inst.Name)
		s.mu.Unlock()
		s.lifecycle(inst.Project, "instance-deleted", "/1.0/instances/"+url.PathEscape(inst.Name))
		dirs := []string{inst.dir}
		for _, snap := range inst.snapshots {
			dirs = append(dirs, snap.dir)
		}
		for _, d := range dirs {
			if err := os.RemoveAll(d); err != nil {
				return err
			}
		}
		return nil
	})
	return op, nil
}

func (s *Server) rebuild(_ http.ResponseWriter, r *http.Request) (any, error) {
	if !s.has("instances_rebuild") {
		return nil, notFound("not found")
	}
	post := api.InstanceRebuildPost{}
	if err := readJSON(r, &post); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	inst, err := s.instance(r)
	if err != nil {
		return nil, err
	}
	if inst.cancel != nil {
		return nil, badRequest("Instance must be stopped to be rebuilt")
	}
	fill, err := s.filler(r, inst, &api.InstancesPost{Source: post.Source})
	if err != nil {
		return nil, err
	}
	op := s.newOperationLocked("task", "Rebuilding instance", nil)
	op.begin(func(ctx context.Context, op *operation) error {
		if err := os.RemoveAll(inst.dir); err != nil {
			return err
		}
		return fill(ctx, op)
	})
	return op, nil
}

func (i *instance) find(snap string) *snapshot {
	n := slices.IndexFunc(i.snapshots, func(s *snapshot) bool { return s.Name == snap })
	if n < 0 {
		return nil
	}
	return i.snapshots[n]
}
