package lxd

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/openlxc/lxc/internal/sent"
	"github.com/openlxc/lxc/internal/wire"
	"github.com/openlxc/lxc/pkg/api"
)

// instanceList returns the request for a list of instances of a type. It returns none if the server does not have that type:
// the list is then empty.
func (r *ProtocolLXD) instanceList(kind api.InstanceType, needed needs, filters []string) (q request, found bool) {
	q = request{path: instances.at(), query: url.Values{}, needs: needed}
	q.filter(filters)
	if kind == api.InstanceTypeAny {
		return q, true
	}
	if r.isLegacy() {
		return q, kind == api.InstanceTypeContainer
	}
	q.query.Set("instance-type", string(kind))
	return q, true
}

// filter limits a list to the items that match filters: "key=value", or a server-side expression such as "name eq web"
// (extension api_filtering).
func (q *request) filter(filters []string) { q.filterBy("api_filtering", filters) }

// filterBy is filter for lists whose filters came with another extension.
func (q *request) filterBy(extension string, filters []string) {
	if len(filters) == 0 {
		return
	}
	q.needs = q.needs.when(true, extension)
	all := make([]string, 0, len(filters))
	for _, f := range filters {
		if key, value, found := strings.Cut(f, "="); found {
			if strings.Contains(value, " ") {
				value = `"` + value + `"`
			}
			f = key + " eq " + value
		}
		all = append(all, f)
	}
	q.query.Set("filter", strings.Join(all, " and "))
}

// listInstances lists instances of a type; depth is the recursion.
func listInstances[T any](r *ProtocolLXD, depth string, kind api.InstanceType, needed needs, filters []string) ([]T, error) {
	q, found := r.instanceList(kind, needed.when(depth == "2", "container_full"), filters)
	if !found {
		return nil, r.check(q.needs)
	}
	q.query.Set("recursion", depth)
	return read[[]T](r, q)
}

func listAllInstances[T any](r *ProtocolLXD, depth string, kind api.InstanceType, filters []string) ([]T, error) {
	return listInstances[T](r.inAllProjects(), depth, kind, needs{"instance_all_projects"}, filters)
}

// GetInstanceNames lists the names of the instances of a type; api.InstanceTypeAny means all. GET /1.0/instances. Blocks until
// answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetInstanceNames(kind api.InstanceType) ([]string, error) {
	q, found := r.instanceList(kind, nil, nil)
	if !found {
		return nil, nil
	}
	return r.names(q)
}

// GetInstanceNamesAllProjects lists the names by project. GET /1.0/instances?all-projects=true, extension instance_all_projects.
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceNamesAllProjects(kind api.InstanceType) (map[string][]string, error) {
	all := r.inAllProjects()
	q, found := all.instanceList(kind, needs{"instance_all_projects"}, nil)
	if !found {
		return nil, r.check(q.needs)
	}
	return all.namesByProject(q)
}

// GetInstances lists the instances of a type, without their state. GET /1.0/instances?recursion=1. Blocks until answered.
// Errors: *api.StatusError.
func (r *ProtocolLXD) GetInstances(kind api.InstanceType) ([]api.Instance, error) {
	return listInstances[api.Instance](r, "1", kind, nil, nil)
}

// GetInstancesWithFilter lists the instances that match all filters, "key=value" each. GET /1.0/instances?filter=…&recursion=1,
// extension api_filtering. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstancesWithFilter(kind api.InstanceType, filters []string) ([]api.Instance, error) {
	return listInstances[api.Instance](r, "1", kind, nil, filters)
}

// GetInstancesAllProjects lists the instances of all projects. GET /1.0/instances?all-projects=true&recursion=1, extension
// instance_all_projects. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstancesAllProjects(kind api.InstanceType) ([]api.Instance, error) {
	return listAllInstances[api.Instance](r, "1", kind, nil)
}

// GetInstancesAllProjectsWithFilter is GetInstancesAllProjects for those that match all filters. GET /1.0/instances, extensions
// instance_all_projects and api_filtering. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstancesAllProjectsWithFilter(kind api.InstanceType, filters []string) ([]api.Instance, error) {
	return listAllInstances[api.Instance](r, "1", kind, filters)
}

// GetInstancesFull lists the instances with state, snapshots and backups. This is expensive: the server reads the state of
// each. GET /1.0/instances?recursion=2, extension container_full. Blocks until answered. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) GetInstancesFull(kind api.InstanceType) ([]api.InstanceFull, error) {
	return listInstances[api.InstanceFull](r, "2", kind, nil, nil)
}

// GetInstancesFullWithFilter is GetInstancesFull for those that match all filters. GET /1.0/instances?filter=…&recursion=2,
// extensions container_full and api_filtering. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstancesFullWithFilter(kind api.InstanceType, filters []string) ([]api.InstanceFull, error) {
	return listInstances[api.InstanceFull](r, "2", kind, nil, filters)
}

// GetInstancesFullAllProjects is GetInstancesFull for all projects. GET /1.0/instances?all-projects=true&recursion=2,
// extensions container_full and instance_all_projects. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstancesFullAllProjects(kind api.InstanceType) ([]api.InstanceFull, error) {
	return listAllInstances[api.InstanceFull](r, "2", kind, nil)
}

// GetInstancesFullAllProjectsWithFilter is GetInstancesFullAllProjects for those that match all filters. GET /1.0/instances,
// extensions container_full, instance_all_projects and api_filtering. Blocks until answered. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) GetInstancesFullAllProjectsWithFilter(kind api.InstanceType, filters []string) ([]api.InstanceFull, error) {
	return listAllInstances[api.InstanceFull](r, "2", kind, filters)
}

// GetInstanceFull returns an instance with state, snapshots and backups, and its ETag. GET /1.0/instances/NAME?recursion=1,
// extension instance_get_full. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceFull(name string) (*api.InstanceFull, string, error) {
	return get[*api.InstanceFull](r, request{path: instances.at(name), query: recursion("1"), needs: needs{"instance_get_full"}})
}

// RawInstance is an instance as the server sent it, in valid JSON. It is valid until the next one is read.
type RawInstance []byte

// Decode sets only the listed fields, given by their JSON names, of the struct that into points to.
func (i RawInstance) Decode(into any, fields ...string) error { return sent.Fields(i, into, fields) }

// EachInstance calls each for every instance while the list is being received, so that memory use does not depend on its
// length. query selects recursion, which must not be 0, and filters. GET /1.0/instances. Blocks until the list is complete or
// each returns an error, which ends it. Errors: *ConnectError, *api.StatusError.
func EachInstance(srv InstanceServer, query url.Values, each func(RawInstance) error) error {
	r, ok := srv.(*ProtocolLXD)
	if !ok {
		return errNotLXD
	}
	resp, err := r.stream(request{path: instances.at(), query: query})
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return eachElement(resp, func(raw []byte) error { return each(raw) })
}

// eachElement reads a response whose metadata is a list.
func eachElement(resp *http.Response, each func(raw []byte) error) error {
	var out envelope
	fields := map[string]any{"type": &out.Type, "error": &out.Error, "error_code": &out.Code}
	d := json.NewDecoder(resp.Body)
	_, err := d.Token()
	for err == nil && d.More() {
		var key json.Token
		if key, err = d.Token(); err != nil {
			break
		}
		name, _ := key.(string)
		into, known := fields[name]
		if !known {
			into = &json.RawMessage{}
		}
		if name != "metadata" || out.Type == api.ErrorResponse {
			err = d.Decode(into)
			continue
		}
		list := wire.NewElements(io.MultiReader(d.Buffered(), resp.Body))
		stopped := list.Each(each)
		if stopped != nil {
			return stopped
		}
		if err = list.Err(); err == nil { // the rest of the response
			d = json.NewDecoder(io.MultiReader(strings.NewReader(`{"":null`), list.Rest()))
			_, err = d.Token()
		}
	}
	if err == nil {
		_, err = d.Token() // the closing brace
	}
	switch {
	case errors.Is(err, io.EOF):
		err = io.ErrUnexpectedEOF
	case err == nil && out.Type == api.ErrorResponse:
		return &api.StatusError{Code: out.Code, Message: out.Error}
	case err == nil:
		return nil
	}
	return fmt.Errorf("unexpected answer from the server (HTTP %d): %w", resp.StatusCode, err)
}
