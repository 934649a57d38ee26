package lxd

import (
	"context"
	"net/url"
)

// scope is what a view adds to a connection. It is copied by value, so changing one view never affects another.
type scope struct {
	ctx         context.Context //nolint:containedctx // published signatures take no context; like a request, the view has one
	project     string
	allProjects bool
	target      string
}

func (r *ProtocolLXD) view(change func(*scope)) *ProtocolLXD {
	v := *r
	change(&v.scope)
	return &v
}

// WithContext returns a view whose requests end with ctx.
func (r *ProtocolLXD) WithContext(ctx context.Context) InstanceServer {
	return r.view(func(s *scope) { s.ctx = ctx })
}

// UseProject returns a view of a project; "" and "default" mean the default project.
func (r *ProtocolLXD) UseProject(name string) InstanceServer {
	return r.view(func(s *scope) { s.project, s.allProjects = name, false })
}

// UseAllProjects returns a view whose lists span all projects (extensions *_all_projects).
func (r *ProtocolLXD) UseAllProjects() InstanceServer {
	return r.inAllProjects()
}

// UseTarget returns a view of one cluster member; "" means any. "@group" selects a cluster group when creating instances.
func (r *ProtocolLXD) UseTarget(member string) InstanceServer {
	return r.view(func(s *scope) { s.target = member })
}

func (s scope) context() context.Context {
	if s.ctx == nil {
		return context.Background()
	}
	return s.ctx
}

// inAllProjects returns a view of all projects.
func (r *ProtocolLXD) inAllProjects() *ProtocolLXD {
	return r.view(func(s *scope) { s.project, s.allProjects = "", true })
}

// query returns the parameters that the scope adds to every request.
func (s scope) query() url.Values {
	q := url.Values{}
	switch {
	case s.allProjects:
		q.Set("all-projects", "true")
	case s.named():
		q.Set("project", s.project)
	}
	if s.target != "" {
		q.Set("target", s.target)
	}
	return q
}

// needs requires the extensions for projects and targets: a server without them would ignore the parameter and act elsewhere.
func (s scope) needs() needs {
	return needs{}.when(s.named() || s.allProjects, "projects").when(s.target != "", "clustering")
}

func (s scope) named() bool { return s.project != "" && s.project != "default" }

// contextOrBackground returns ctx, or the background context if it is nil.
func contextOrBackground(ctx context.Context) context.Context { return scope{ctx: ctx}.context() }
