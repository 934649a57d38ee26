package lxd

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/openlxc/lxc/pkg/api"
)

// Collection has the usual methods for one kind of object on a server: T is the type to read, C to create, P to update. It uses
// the project, target and context of the view that returned it. Every method sends a request; changes that the server makes in
// the background are waited for. Errors are *MissingExtensionError before anything is sent, *ConnectError, or the server's
// *api.StatusError.
type Collection[T, C, P any] struct {
	r    *ProtocolLXD
	path []string // elements after /1.0
	ext  string   // required extension, "" if every server has the collection
}

// objects returns a collection of a view. ext is "" if every server has the collection.
func objects[T, C, P any](r *ProtocolLXD, ext string, path ...string) Collection[T, C, P] {
	return Collection[T, C, P]{r: r, path: path, ext: ext}
}

// on returns a package-level collection for a view.
func (c Collection[T, C, P]) on(r *ProtocolLXD) Collection[T, C, P] {
	c.r = r
	return c
}

// at returns the path of the collection, or of something below it.
func (c Collection[T, C, P]) at(elements ...string) string {
	return route(append(append([]string{}, c.path...), elements...)...)
}

// request returns a request to the collection, or to something below it.
func (c Collection[T, C, P]) request(method string, body any, elements ...string) request {
	return request{method: method, path: c.at(elements...), body: body, needs: needs{c.ext}}
}

// Names lists the names of the objects. GET /1.0/…, the collection's extension. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (c Collection[T, C, P]) Names() ([]string, error) {
	return c.r.names(c.request("", nil))
}

// List returns all objects (recursion=1). GET /1.0/…?recursion=1, the collection's extension. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (c Collection[T, C, P]) List() ([]T, error) {
	q := c.request("", nil)
	q.query = recursion("1")
	return read[[]T](c.r, q)
}

// withFilter lists the objects that match all filters; see request.filter.
func (c Collection[T, C, P]) withFilter(filters []string) ([]T, error) {
	return read[[]T](c.r, c.listing("1", "", filters))
}

// everywhere lists the objects of all projects that match all filters; ext is the extension that lists over projects.
func (c Collection[T, C, P]) everywhere(ext string, filters []string) ([]T, error) {
	c.r = c.r.inAllProjects()
	return read[[]T](c.r, c.listing("1", ext, filters))
}

// listing returns the request for a list; depth is the recursion, ext an extension in addition to that of the collection.
func (c Collection[T, C, P]) listing(depth, ext string, filters []string) request {
	q := c.request("", nil)
	q.query = recursion(depth)
	q.needs = q.needs.when(true, ext)
	q.filterBy("api_filtering_extended", filters)
	return q
}

// Get returns an object and its ETag. GET /1.0/…/NAME, the collection's extension. Blocks until answered. Errors:
// *MissingExtensionError, *api.StatusError.
func (c Collection[T, C, P]) Get(name string) (*T, string, error) {
	item, etag, err := get[T](c.r, c.request("", nil, name))
	if err != nil {
		return nil, "", err
	}
	return &item, etag, nil
}

// Create creates an object. POST /1.0/…, the collection's extension. Blocks until done. Errors: *MissingExtensionError,
// *api.StatusError.
func (c Collection[T, C, P]) Create(body C) error {
	return c.r.change(request{method: http.MethodPost, path: c.at(), body: body, needs: needs{c.ext}})
}

// Update replaces the writable part of an object. A non-empty etag makes it fail with api.ErrPrecondition if the object has
// changed since. PUT /1.0/…/NAME, the collection's extension. Blocks until done. Errors: *MissingExtensionError,
// *api.StatusError.
func (c Collection[T, C, P]) Update(name string, put P, etag string) error {
	return c.r.change(request{method: http.MethodPut, path: c.at(name), body: put, etag: etag, needs: needs{c.ext}})
}

// Rename renames an object. POST /1.0/…/NAME, the collection's extension. Blocks until done. Errors: *MissingExtensionError,
// *api.StatusError.
func (c Collection[T, C, P]) Rename(name, to string) error {
	return c.post(name, map[string]string{"name": to})
}

// post sends a POST request to an object, for example to rename it.
func (c Collection[T, C, P]) post(name string, body any) error {
	return c.r.change(request{method: http.MethodPost, path: c.at(name), body: body, needs: needs{c.ext}})
}

// Delete deletes an object. DELETE /1.0/…/NAME, the collection's extension. Blocks until done. Errors: *MissingExtensionError,
// *api.StatusError.
func (c Collection[T, C, P]) Delete(name string) error {
	return c.r.change(request{method: http.MethodDelete, path: c.at(name), needs: needs{c.ext}})
}

func recursion(depth string) url.Values { return url.Values{"recursion": {depth}} }

// names reads a list of URLs and returns the last element of each, unescaped.
func (r *ProtocolLXD) names(q request) ([]string, error) {
	urls, err := read[[]string](r, q)
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(urls))
	for _, u := range urls {
		names = append(names, nameBelow(q.path, u))
	}
	return names, nil
}

// nameBelow returns the part of a URL below path, or else its last element, unescaped.
func nameBelow(path, u string) string {
	u, _, _ = strings.Cut(u, "?")
	if i := strings.Index(u, path+"/"); i >= 0 {
		u = u[i+len(path)+1:]
	} else {
		u = u[strings.LastIndexByte(u, '/')+1:]
	}
	if plain, err := url.PathUnescape(u); err == nil {
		u = plain
	}
	return u
}

// namesByProject reads the list of names in all projects, by project.
func (r *ProtocolLXD) namesByProject(q request) (map[string][]string, error) {
	urls, err := read[[]string](r.inAllProjects(), q)
	if err != nil {
		return nil, err
	}
	names := map[string][]string{}
	for _, text := range urls {
		u, err := url.Parse(text)
		if err != nil {
			return nil, err
		}
		project := firstOf(u.Query().Get("project"), "default")
		names[project] = append(names[project], nameBelow(q.path, text))
	}
	return names, nil
}

var (
	profiles     = Collection[api.Profile, api.ProfilesPost, api.ProfilePut]{path: []string{"profiles"}}
	networks     = Collection[api.Network, api.NetworksPost, api.NetworkPut]{path: []string{"networks"}} // read-only
	pools        = Collection[api.StoragePool, api.StoragePoolsPost, api.StoragePoolPut]{path: []string{"storage-pools"}, ext: "storage"}
	projects     = Collection[api.Project, api.ProjectsPost, api.ProjectPut]{path: []string{"projects"}, ext: "projects"}
	certificates = Collection[api.Certificate, api.CertificatesPost, api.CertificatePut]{path: []string{"certificates"}}
	aliases      = Collection[api.ImageAliasesEntry, api.ImageAliasesPost, api.ImageAliasesEntryPut]{path: []string{"images", "aliases"}}
	images       = Collection[api.Image, api.ImagesPost, api.ImagePut]{path: []string{"images"}}
	instances    = Collection[api.Instance, api.InstancesPost, api.InstancePut]{path: []string{"instances"}}
)

// managedNetworks are networks for changes, which need an extension.
var managedNetworks = Collection[api.Network, api.NetworksPost, api.NetworkPut]{path: []string{"networks"}, ext: "network"}

func volumes(pool string) Collection[api.StorageVolume, api.StorageVolumesPost, api.StorageVolumePut] {
	return Collection[api.StorageVolume, api.StorageVolumesPost, api.StorageVolumePut]{
		path: []string{"storage-pools", pool, "volumes"}, ext: "storage",
	}
}

func snapshots(instance string) Collection[api.InstanceSnapshot, api.InstanceSnapshotsPost, api.InstanceSnapshotPut] {
	return Collection[api.InstanceSnapshot, api.InstanceSnapshotsPost, api.InstanceSnapshotPut]{
		path: []string{"instances", instance, "snapshots"},
	}
}

// CreateNamed creates an object whose name the server may choose, and returns the name; "" means that the server did not report
// it. POST /1.0/…, the collection's extension. Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func CreateNamed[T, C, P any](all Collection[T, C, P], body C) (string, error) {
	raw, location, err := all.r.create(all.request(http.MethodPost, body))
	if err != nil {
		return "", err
	}
	return nameIn(all.at(), raw, location)
}

// nameIn returns the name of a new object from the metadata of an operation (extension operation_metadata_entity_url) or from
// a location, whichever is below path.
func nameIn(path string, metadata json.RawMessage, location string) (string, error) {
	var object struct {
		URL string `json:"entity_url"`
	}
	_ = json.Unmarshal(metadata, &object)
	for _, uri := range []string{object.URL, location} {
		uri, _, _ = strings.Cut(uri, "?")
		if name, found := strings.CutPrefix(uri, path+"/"); found {
			return url.PathUnescape(name)
		}
	}
	return "", nil
}

// List returns the objects at a path of the API. query adds parameters such as a filter. Unless T is a string, query must set
// recursion; T needs only the fields that the caller uses. GET /1.0/…. Blocks until answered. Errors: *api.StatusError.
func List[T any](srv Server, query url.Values, path ...string) ([]T, error) {
	r, ok := srv.(*ProtocolLXD)
	if !ok {
		return nil, errNotLXD
	}
	return read[[]T](r, request{path: route(path...), query: query})
}

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
	return r.inProject(name)
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

// inProject returns a view of a project.
func (r *ProtocolLXD) inProject(name string) *ProtocolLXD {
	return r.view(func(s *scope) { s.project, s.allProjects = name, false })
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
