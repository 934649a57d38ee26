package lxd

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/openlxc/lxc/pkg/api"
)

// GetOperationUUIDs lists the operations that the server knows now. GET /1.0/operations. Blocks until answered. Errors:
// *api.StatusError.
func (r *ProtocolLXD) GetOperationUUIDs() ([]string, error) {
	byState, _, err := get[map[string][]string](r, route("operations"), nil)
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

// GetOperationWait returns an operation once it has ended, or as it is after timeout seconds; -1 is no limit. GET
// /1.0/operations/UUID/wait. Blocks until then. Errors: *api.StatusError, also for the failure of the operation on some servers.
func (r *ProtocolLXD) GetOperationWait(uuid string, timeout int) (*api.Operation, string, error) {
	return r.GetOperationWaitSecret(uuid, "", timeout)
}

// GetOperationWaitSecret is GetOperationWait for a client that the server does not trust and that knows a secret of the operation.
// GET /1.0/operations/UUID/wait. Blocks until the operation has ended or timeout is over. Errors: *api.StatusError.
func (r *ProtocolLXD) GetOperationWaitSecret(uuid, secret string, timeout int) (*api.Operation, string, error) {
	limit := time.Duration(-1)
	if timeout >= 0 {
		limit = time.Duration(timeout)*time.Second + shortWait
	}
	return call[*api.Operation](r, request{
		method: http.MethodGet, path: route("operations", uuid, "wait"), wait: limit,
		query: url.Values{"secret": {secret}, "timeout": {strconv.Itoa(timeout)}},
	})
}
