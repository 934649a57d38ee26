package lxd

import (
	"maps"
	"slices"
	"strings"

	"github.com/openlxc/lxc/pkg/api"
)

// GetOperations lists the current operations. GET /1.0/operations?recursion=1. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetOperations() ([]api.Operation, error) { return r.operations(nil) }

func (r *ProtocolLXD) operations(needed needs) ([]api.Operation, error) {
	byState, err := read[map[string][]api.Operation](r, request{path: route("operations"), query: recursion("1"), needs: needed})
	if err != nil {
		return nil, err
	}
	var all []api.Operation
	for _, state := range slices.Sorted(maps.Keys(byState)) {
		all = append(all, byState[state]...)
	}
	return all, nil
}

// GetOperationsAllProjects lists the current operations of all projects. GET /1.0/operations?all-projects=true&recursion=1,
// extension operations_get_query_all_projects. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetOperationsAllProjects() ([]api.Operation, error) {
	return r.inAllProjects().operations(needs{"operations_get_query_all_projects"})
}

// GetOperationUUIDs lists the UUIDs of the current operations. GET /1.0/operations. Blocks until answered. Errors:
// *api.StatusError.
func (r *ProtocolLXD) GetOperationUUIDs() ([]string, error) {
	byState, err := read[map[string][]string](r, request{path: route("operations")})
	if err != nil {
		return nil, err
	}
	uuids := []string{}
	for _, urls := range byState {
		for _, u := range urls {
			uuids = append(uuids, u[strings.LastIndexByte(u, '/')+1:])
		}
	}
	return uuids, nil
}
