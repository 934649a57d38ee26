package minilxd

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/openlxc/lxc/pkg/api"
)

func uuid() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b)
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

func (s *Server) routes() {
	if s.opts.Shutdown != nil {
		s.route("PUT /internal/shutdown", func(http.ResponseWriter, *http.Request) (any, error) {
			time.AfterFunc(0, s.opts.Shutdown) // after or while the response is sent, like real servers
			return struct{}{}, nil
		})
	}
	s.route("GET /internal/ready", func(http.ResponseWriter, *http.Request) (any, error) { return struct{}{}, nil })
	s.route("GET /{$}", func(http.ResponseWriter, *http.Request) (any, error) { return []string{"/1.0"}, nil }, open)
	s.route("GET /1.0", s.getServer, open)
	s.route("PUT /1.0", s.putServer)
	s.route("PATCH /1.0", s.putServer)
	s.route("GET /1.0/events", s.getEvents)
	s.route("GET /1.0/resources", func(http.ResponseWriter, *http.Request) (any, error) {
		return map[string]any{"cpu": map[string]any{"total": 2}, "memory": map[string]any{"total": 1 << 30}}, nil
	})
	s.trustRoutes()
	s.operationRoutes()
	s.instanceRoutes()
	s.snapshotRoutes()
	s.fileRoutes()
	s.streamRoutes()
	s.imageRoutes()
	s.profileRoutes()
	s.projectRoutes()
	s.storageRoutes()
	s.documentRoutes()
	s.projectDetails()
}

func (s *Server) getServer(_ http.ResponseWriter, r *http.Request) (any, error) {
	server := api.Server{}
	server.APIExtensions, server.APIStatus, server.APIVersion = s.extensions, "stable", "1.0"
	server.Auth, server.AuthMethods = "untrusted", []string{"tls"}
	if !s.trusted(r) {
		return server, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	server.Auth = "trusted"
	server.Config = maps.Clone(s.config)
	if _, set := server.Config["core.trust_password"]; set {
		server.Config["core.trust_password"] = true
	}
	env := &server.Environment
	env.Addresses = append([]string{}, s.addresses...)
	env.Architectures = []string{"x86_64", "i686"}
	env.Certificate, env.CertificateFingerprint = s.certPEM, fingerprint(s.cert.Certificate[0])
	env.Server, env.ServerVersion, env.ServerName = s.opts.Family, s.opts.Version, "minilxd"
	env.Storage, env.StorageVersion, env.Driver, env.DriverVersion = "dir", "1", "process", "1"
	env.Project = projectName(r)
	return tagged{server, server.Config}, nil
}

func (s *Server) putServer(_ http.ResponseWriter, r *http.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	shown := maps.Clone(s.config)
	if _, set := shown["core.trust_password"]; set {
		shown["core.trust_password"] = true
	}
	if err := s.matches(r, shown); err != nil {
		return nil, err
	}
	put, err := merge(r, api.ServerPut{Config: maps.Clone(shown)})
	if err != nil {
		return nil, err
	}
	next := map[string]any{}
	for k, v := range put.Config {
		switch {
		case v == "" || v == nil:
		case k == "core.trust_password" && v == true:
			next[k] = s.config[k]
		case strings.HasPrefix(k, "core.") || strings.HasPrefix(k, "images.") || strings.HasPrefix(k, "user."):
			next[k] = v
		default:
			return nil, badRequest("Cannot set '%s' to '%v': unknown key", k, v)
		}
	}
	for k, v := range s.config {
		if _, named := put.Config[k]; !named && strings.HasPrefix(k, "user.") {
			next[k] = v // like real servers: an empty value removes the key
		}
	}
	s.config = next
	return nil, nil
}

func projectName(r *http.Request) string {
	if p := r.URL.Query().Get("project"); p != "" {
		return p
	}
	return "default"
}

// crud implements the usual requests for a kind of object in a map, below one path.
type crud[T any] struct {
	path     string // public path
	mount    string // path used for routing, if different
	entries  func(p *project) map[string]*T
	name     func(*T) string
	writable func(*T) any
	create   func(r *http.Request) (*T, error)
	update   func(r *http.Request, item *T) error
	rename   func(item *T, name string)
	// visible reports whether untrusted callers may read an object; nil means never. The lock is held.
	visible func(r *http.Request, item *T) bool
}

func register[T any](s *Server, c crud[T]) {
	if c.mount == "" {
		c.mount = c.path
	}
	s.route("GET "+c.mount, c.in(s, func(r *http.Request, p *project) (any, error) {
		return frozen(listing(r, c.path, sortedValues(c.entries(p)), c.name)), nil
	}))
	s.route("POST "+c.mount, c.in(s, func(r *http.Request, p *project) (any, error) {
		item, err := c.create(r)
		if err != nil {
			return nil, err
		}
		if c.entries(p)[c.name(item)] != nil {
			return nil, conflict("%s already exists", c.name(item))
		}
		c.entries(p)[c.name(item)] = item
		return created{c.path + "/" + c.name(item)}, nil
	}))
	update := c.one(s, func(r *http.Request, _ map[string]*T, item *T) (any, error) {
		if err := s.matches(r, c.writable(item)); err != nil {
			return nil, err
		}
		return nil, c.update(r, item)
	})
	var access []bool
	if c.visible != nil {
		access = append(access, open)
	}
	s.route("GET "+c.mount+"/{name}", c.one(s, func(r *http.Request, _ map[string]*T, item *T) (any, error) {
		if c.visible != nil && r.PathValue("trusted") == "" && !c.visible(r, item) {
			return nil, notFound("not found: " + c.name(item))
		}
		return tagged{frozen(item), frozen(c.writable(item))}, nil
	}), access...)
	s.route("PUT "+c.mount+"/{name}", update)
	s.route("PATCH "+c.mount+"/{name}", update)
	s.route("POST "+c.mount+"/{name}", c.one(s, c.move))
	s.route("DELETE "+c.mount+"/{name}", c.one(s, func(_ *http.Request, m map[string]*T, item *T) (any, error) {
		delete(m, c.name(item))
		return nil, nil
	}))
}

// frozen encodes a value while the lock is held, so that later changes cannot race with the encoder.
func frozen(value any) json.RawMessage {
	data, err := json.Marshal(value)
	if err != nil {
		return json.RawMessage("null")
	}
	return data
}

// in finds the project of a request and calls h with the lock held.
func (c crud[T]) in(s *Server, h func(r *http.Request, p *project) (any, error)) handler {
	return func(_ http.ResponseWriter, r *http.Request) (any, error) {
		if c.visible != nil && s.trusted(r) {
			r.SetPathValue("trusted", "yes")
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		p, err := s.project(projectName(r))
		if err != nil {
			return nil, err
		}
		return h(r, p)
	}
}

// one finds the object of a request.
func (c crud[T]) one(s *Server, h func(r *http.Request, m map[string]*T, item *T) (any, error)) handler {
	return c.in(s, func(r *http.Request, p *project) (any, error) {
		item := c.entries(p)[r.PathValue("name")]
		if item == nil {
			return nil, notFound("not found: " + r.PathValue("name"))
		}
		return h(r, c.entries(p), item)
	})
}

func (c crud[T]) move(r *http.Request, m map[string]*T, item *T) (any, error) {
	post := struct{ Name string }{}
	if err := readJSON(r, &post); err != nil {
		return nil, err
	}
	if m[post.Name] != nil {
		return nil, conflict("%s already exists", post.Name)
	}
	delete(m, c.name(item))
	c.rename(item, post.Name)
	m[post.Name] = item
	return created{c.path + "/" + post.Name}, nil
}

func (s *Server) profileRoutes() {
	register(s, crud[api.Profile]{
		path:     "/1.0/profiles",
		entries:  func(p *project) map[string]*api.Profile { s.countUses(p); return p.profiles },
		name:     func(p *api.Profile) string { return p.Name },
		writable: func(p *api.Profile) any { return p.ProfilePut },
		create: func(r *http.Request) (*api.Profile, error) {
			post := api.ProfilesPost{}
			err := readJSON(r, &post)
			p := &api.Profile{Name: post.Name, ProfilePut: post.ProfilePut}
			p.Writable()
			return p, err
		},
		update: func(r *http.Request, p *api.Profile) error {
			put, err := merge(r, p.ProfilePut)
			if err == nil {
				p.ProfilePut = put
				p.Writable()
			}
			return err
		},
		rename: func(p *api.Profile, name string) { p.Name = name },
	})
}

// countUses computes used_by of the profiles. The caller holds the lock.
func (s *Server) countUses(p *project) {
	for _, profile := range p.profiles {
		profile.UsedBy = []string{}
		for _, inst := range sortedValues(p.instances) {
			if slices.Contains(inst.Profiles, profile.Name) {
				profile.UsedBy = append(profile.UsedBy, "/1.0/instances/"+inst.Name)
			}
		}
	}
}

func (s *Server) projectRoutes() {
	get := func(r *http.Request) (*project, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.project(r.PathValue("name"))
	}
	s.route("GET /1.0/projects", func(_ http.ResponseWriter, r *http.Request) (any, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		var list []api.Project
		for _, p := range sortedValues(s.projects) {
			list = append(list, p.Project)
		}
		return listing(r, "/1.0/projects", list, func(p api.Project) string { return p.Name }), nil
	})
	s.route("POST /1.0/projects", func(_ http.ResponseWriter, r *http.Request) (any, error) {
		post := api.ProjectsPost{}
		if err := readJSON(r, &post); err != nil {
			return nil, err
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.projects[post.Name] != nil {
			return nil, conflict("Project already exists")
		}
		p := newProject(post.Name)
		maps.Copy(p.Config, post.Config)
		p.Description = post.Description
		s.projects[post.Name] = p
		return created{"/1.0/projects/" + post.Name}, nil
	})
	s.route("GET /1.0/projects/{name}", func(_ http.ResponseWriter, r *http.Request) (any, error) {
		p, err := get(r)
		if err != nil {
			return nil, err
		}
		return tagged{p.Project, p.ProjectPut}, nil
	})
	s.route("PUT /1.0/projects/{name}", s.updateProject)
	s.route("PATCH /1.0/projects/{name}", s.updateProject)
	s.route("DELETE /1.0/projects/{name}", func(_ http.ResponseWriter, r *http.Request) (any, error) {
		p, err := get(r)
		if err != nil {
			return nil, err
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if len(p.instances)+len(p.images) > 0 {
			return nil, badRequest("Only empty projects can be removed")
		}
		delete(s.projects, p.Name)
		return nil, nil
	})
}

func (s *Server) storageRoutes() {
	s.route("GET /1.0/storage-pools/{pool}/volumes/{type}", func(_ http.ResponseWriter, r *http.Request) (any, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		p, err := s.project(projectName(r))
		if err != nil {
			return nil, err
		}
		prefix := "/1.0/storage-pools/default/volumes/container/"
		urls := []string{}
		for _, inst := range sortedValues(p.instances) {
			if r.PathValue("type") != "container" {
				break
			}
			urls = append(urls, prefix+inst.Name)
			for _, snap := range inst.snapshots {
				urls = append(urls, prefix+inst.Name+"/snapshots/"+snap.Name)
			}
		}
		return urls, nil
	})
}

func (s *Server) updateProject(_ http.ResponseWriter, r *http.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.project(r.PathValue("name"))
	if err != nil {
		return nil, err
	}
	if err := s.matches(r, p.ProjectPut); err != nil {
		return nil, err
	}
	put, err := merge(r, p.ProjectPut)
	if err == nil {
		p.ProjectPut = put
	}
	return nil, err
}
