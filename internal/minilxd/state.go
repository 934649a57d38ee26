package minilxd

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/openlxc/lxc/pkg/api"
)

// boot starts an instance. The caller holds the lock.
func (s *Server) boot(i *instance) {
	i.ctx, i.cancel = context.WithCancel(s.ctx)
	i.StatusCode, i.LastUsedAt = api.Running, time.Now().UTC()
	i.Status = i.StatusCode.String()
	i.console.WriteString("minilxd: " + i.Name + " started\r\n")
	s.lifecycle(i.Project, "instance-started", "/1.0/instances/"+url.PathEscape(i.Name))
}

func (s *Server) putState(_ http.ResponseWriter, r *http.Request) (any, error) {
	put := api.InstanceStatePut{}
	if err := readJSON(r, &put); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	inst, err := s.instance(r)
	if err != nil {
		return nil, err
	}
	op := s.newOperationLocked("task", "Changing state of instance", map[string][]string{"instances": {"/1.0/instances/" + inst.Name}})
	op.project = inst.Project
	op.begin(func(context.Context, *operation) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.act(inst, put.Action)
	})
	return op, nil
}

func (s *Server) bulkState(_ http.ResponseWriter, r *http.Request) (any, error) {
	put := struct{ State api.InstanceStatePut }{}
	if err := readJSON(r, &put); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.project(projectName(r))
	if err != nil {
		return nil, err
	}
	op := s.newOperationLocked("task", "Changing state of instances", nil)
	op.begin(func(context.Context, *operation) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		for _, inst := range sortedValues(p.instances) {
			_ = s.act(inst, put.State.Action)
		}
		return nil
	})
	return op, nil
}

// act changes the state of an instance. The caller holds the lock.
func (s *Server) act(inst *instance, action string) error {
	running := inst.cancel != nil
	switch {
	case action == "start" && running && !inst.frozen:
		return badRequest("The instance is already running")
	case action == "start" && running, action == "unfreeze" && running:
		inst.frozen, inst.StatusCode = false, api.Running
	case action == "start":
		s.boot(inst)
	case !running:
		return badRequest("The instance is already stopped")
	case action == "stop":
		inst.halt()
		s.lifecycle(inst.Project, "instance-stopped", "/1.0/instances/"+url.PathEscape(inst.Name))
		if inst.Ephemeral {
			delete(s.projects[inst.Project].instances, inst.Name)
			return os.RemoveAll(inst.dir)
		}
	case action == "restart":
		inst.halt()
		s.boot(inst)
	case action == "freeze":
		inst.frozen, inst.StatusCode = true, api.Frozen
	default:
		return badRequest("Unknown state action %q", action)
	}
	inst.Status = inst.StatusCode.String()
	return nil
}

func (s *Server) snapshotDir(i *instance, name string) string {
	return filepath.Join(s.dir, "snapshots", i.Project+"_"+i.Name+"_"+name+"_"+randomHex(4))
}

func (s *Server) snapshotRoutes() {
	p := "/1.0/instances/{name}/snapshots"
	s.route("GET "+p, s.withInstance(func(_ http.ResponseWriter, r *http.Request, i *instance) (any, error) {
		var list []api.InstanceSnapshot
		for _, snap := range i.snapshots {
			list = append(list, snap.InstanceSnapshot)
		}
		return listing(r, "/1.0/instances/"+i.Name+"/snapshots", list, func(s api.InstanceSnapshot) string { return s.Name }), nil
	}))
	s.route("POST "+p, s.withInstance(s.createSnapshot))
	s.route("GET "+p+"/{snap}", s.withSnapshot(func(_ *http.Request, _ *instance, snap *snapshot) (any, error) {
		return tagged{snap.InstanceSnapshot, snap.InstanceSnapshotPut}, nil
	}))
	s.route("PUT "+p+"/{snap}", s.withSnapshot(func(r *http.Request, _ *instance, snap *snapshot) (any, error) {
		if err := s.matches(r, snap.InstanceSnapshotPut); err != nil {
			return nil, err
		}
		put := api.InstanceSnapshotPut{}
		if err := readJSON(r, &put); err != nil {
			return nil, err
		}
		snap.InstanceSnapshotPut = put
		return nil, nil
	}))
	s.route("POST "+p+"/{snap}", s.withSnapshot(s.postSnapshot))
	s.route("DELETE "+p+"/{snap}", s.withSnapshot(func(_ *http.Request, i *instance, snap *snapshot) (any, error) {
		op := s.newOperationLocked("task", "Deleting snapshot", nil)
		op.begin(func(context.Context, *operation) error {
			s.mu.Lock()
			i.snapshots = slices.DeleteFunc(i.snapshots, func(x *snapshot) bool { return x == snap })
			s.mu.Unlock()
			return os.RemoveAll(snap.dir)
		})
		return op, nil
	}))
}

func (s *Server) withSnapshot(h func(*http.Request, *instance, *snapshot) (any, error)) handler {
	return s.withInstance(func(_ http.ResponseWriter, r *http.Request, i *instance) (any, error) {
		snap := i.find(r.PathValue("snap"))
		if snap == nil {
			return nil, notFound("Instance snapshot not found")
		}
		return h(r, i, snap)
	})
}

func (s *Server) createSnapshot(_ http.ResponseWriter, r *http.Request, i *instance) (any, error) {
	post := api.InstanceSnapshotsPost{}
	if err := readJSON(r, &post); err != nil {
		return nil, err
	}
	for n := 0; post.Name == ""; n++ {
		if i.find("snap"+strconv.Itoa(n)) == nil {
			post.Name = "snap" + strconv.Itoa(n)
		}
	}
	if i.find(post.Name) != nil {
		return nil, conflict("Snapshot \"%s/%s\" already exists", i.Name, post.Name)
	}
	if post.Stateful {
		return nil, badRequest("Unable to create a stateful snapshot: migration.stateful is off")
	}
	snap := &snapshot{dir: s.snapshotDir(i, post.Name)}
	expanded := s.expanded(r, i)
	snap.Name, snap.CreatedAt, snap.Size = post.Name, s.date(), -1
	snap.Architecture, snap.Config, snap.Devices, snap.Profiles = i.Architecture, i.Config, i.Devices, i.Profiles
	snap.ExpandedConfig, snap.ExpandedDevices = expanded.ExpandedConfig, expanded.ExpandedDevices
	if post.ExpiresAt != nil {
		snap.ExpiresAt = *post.ExpiresAt
	}
	op := s.newOperationLocked("task", "Snapshotting instance", map[string][]string{
		"instances": {"/1.0/instances/" + i.Name}, "instances_snapshots": {"/1.0/instances/" + i.Name + "/snapshots/" + post.Name},
	})
	op.begin(func(context.Context, *operation) error {
		if err := copyTree(i.dir, snap.dir); err != nil {
			return err
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		i.snapshots = append(i.snapshots, snap)
		return nil
	})
	return op, nil
}

func (s *Server) postSnapshot(r *http.Request, i *instance, snap *snapshot) (any, error) {
	post := api.InstanceSnapshotPost{}
	if err := readJSON(r, &post); err != nil {
		return nil, err
	}
	if post.Migration {
		return s.offer(i, snap.dir, false, true, post.Target), nil
	}
	if i.find(post.Name) != nil {
		return nil, conflict("Name %q already in use", post.Name)
	}
	op := s.newOperationLocked("task", "Renaming snapshot", nil)
	op.begin(func(context.Context, *operation) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		snap.Name = post.Name
		return nil
	})
	return op, nil
}

// restore restores an instance from a snapshot. The caller holds the lock.
func (s *Server) restore(i *instance, name string) error {
	snap := i.find(name)
	if snap == nil {
		return notFound("Instance snapshot not found")
	}
	if err := os.RemoveAll(i.dir); err != nil {
		return err
	}
	if err := copyTree(snap.dir, i.dir); err != nil {
		return err
	}
	i.Config, i.Devices, i.Profiles = snap.Config, snap.Devices, snap.Profiles
	return nil
}
