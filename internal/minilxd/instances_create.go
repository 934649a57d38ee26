package minilxd

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/openlxc/lxc/pkg/api"
)

// prepare adds the entry of a new instance. The caller holds the lock.
func (s *Server) prepare(r *http.Request, post *api.InstancesPost) (*instance, error) {
	p, err := s.project(projectName(r))
	if err != nil {
		return nil, err
	}
	if post.Name == "" {
		post.Name = "able-" + randomHex(3)
	}
	if !validName.MatchString(post.Name) {
		return nil, badRequest("Invalid instance name: %q", post.Name)
	}
	if p.instances[post.Name] != nil && !post.Source.Refresh {
		return nil, conflict("Instance %q already exists", post.Name)
	}
	if post.Profiles == nil {
		post.Profiles = []string{"default"}
	}
	for _, name := range post.Profiles {
		if p.profiles[name] == nil {
			return nil, badRequest("Requested profile %q doesn't exist", name)
		}
	}
	inst := &instance{dir: filepath.Join(s.dir, "instances", p.Name+"_"+post.Name), records: map[string][]byte{}}
	if p.instances[post.Name] != nil { // a refresh that fails leaves the old one
		inst.dir += "_" + randomHex(4)
	}
	inst.InstancePut = post.InstancePut
	inst.Writable()
	inst.Name, inst.Type, inst.Project, inst.Location = post.Name, string(post.Type), p.Name, "none"
	if inst.Type == "" {
		inst.Type = string(api.InstanceTypeContainer)
	}
	if inst.Architecture == "" {
		inst.Architecture = "x86_64"
	}
	inst.CreatedAt = s.date()
	inst.halt()
	return inst, nil
}

func (s *Server) createInstance(_ http.ResponseWriter, r *http.Request) (any, error) {
	post := api.InstancesPost{}
	if err := readJSON(r, &post); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	inst, err := s.prepare(r, &post)
	if err != nil {
		return nil, err
	}
	fill, err := s.filler(r, inst, &post)
	if err != nil {
		return nil, err
	}
	class := "task"
	if post.Source.Mode == "push" {
		class = "websocket"
	}
	op := s.newInstanceOperation(class, inst)
	op.MayCancel = post.Source.Mode == "push"
	if post.Source.Mode == "push" {
		fill = s.pushTarget(op, inst, &post)
	}
	s.fill(op, inst, fill, post.Start)
	return op, nil
}

// newInstanceOperation needs the lock.
func (s *Server) newInstanceOperation(class string, inst *instance) *operation {
	resources := map[string][]string{"instances": {"/1.0/instances/" + inst.Name}}
	if s.opts.Family == "lxd" {
		resources["containers"] = []string{"/1.0/containers/" + inst.Name}
	}
	op := s.newOperationLocked(class, "Creating instance", resources)
	op.project = inst.Project
	return op
}

// fill lets an operation make an instance.
func (s *Server) fill(op *operation, inst *instance, fill filling, start bool) {
	op.begin(func(ctx context.Context, op *operation) error {
		if err := fill(ctx, op); err != nil {
			_ = os.RemoveAll(inst.dir)
			return err
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		all := s.projects[inst.Project].instances
		if old := all[inst.Name]; old != nil && old.dir != inst.dir {
			_ = os.RemoveAll(old.dir)
		}
		all[inst.Name] = inst
		s.lifecycle(inst.Project, "instance-created", "/1.0/instances/"+url.PathEscape(inst.Name))
		if start {
			s.boot(inst)
		}
		return nil
	})
}

type filling func(context.Context, *operation) error

// filler returns the work that creates the directory of a new instance. The caller holds the lock.
func (s *Server) filler(r *http.Request, inst *instance, post *api.InstancesPost) (filling, error) {
	switch post.Source.Type {
	case "none", "":
		return func(context.Context, *operation) error { return os.MkdirAll(inst.rootfs(), 0o755) }, nil
	case "image":
		return s.fromImage(r, inst, post)
	case "copy":
		return s.fromCopy(r, inst, post)
	case "migration":
		if post.Source.Mode == "push" {
			return nil, nil
		}
		return s.pullSource(inst, post), nil
	}
	return nil, badRequest("Unknown source type %q", post.Source.Type)
}

func (s *Server) fromCopy(r *http.Request, inst *instance, post *api.InstancesPost) (filling, error) {
	from := post.Source.Project
	if from == "" {
		from = projectName(r)
	}
	p, err := s.project(from)
	if err != nil {
		return nil, err
	}
	name, snap, isSnap := strings.Cut(post.Source.Source, "/")
	source := p.instances[name]
	if source == nil {
		return nil, notFound("Instance not found")
	}
	dir := source.dir
	if isSnap {
		found := source.find(snap)
		if found == nil {
			return nil, notFound("Instance snapshot not found")
		}
		dir = found.dir
	}
	inst.Type = source.Type
	return func(context.Context, *operation) error {
		_ = os.RemoveAll(inst.dir)
		if err := copyTree(dir, inst.dir); err != nil {
			return err
		}
		if isSnap || post.Source.InstanceOnly || post.Source.ContainerOnly {
			return nil
		}
		return s.copySnapshots(source, inst)
	}, nil
}

func (s *Server) copySnapshots(source, inst *instance) error {
	for _, snap := range source.snapshots {
		c := *snap
		c.dir = s.snapshotDir(inst, c.Name)
		if err := copyTree(snap.dir, c.dir); err != nil {
			return err
		}
		inst.snapshots = append(inst.snapshots, &c)
	}
	return nil
}

// copyTree copies a directory including owners, modes and links.
func copyTree(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o711); err != nil {
		return err
	}
	if out, err := exec.Command("cp", "-a", from, to).CombinedOutput(); err != nil {
		return fmt.Errorf("copy failed: %s", strings.TrimSpace(string(out)))
	}
	return nil
}
