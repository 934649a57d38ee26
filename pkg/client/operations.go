package lxd

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/pkg/api"
)

// GetOperation returns an operation. Finished ones are forgotten after about five seconds. GET /1.0/operations/ID. Blocks
// until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetOperation(uuid string) (*api.Operation, string, error) {
	return get[*api.Operation](r, request{path: route("operations", uuid)})
}

// GetOperations lists the operations that the server knows now. GET /1.0/operations?recursion=1. Blocks until answered.
// Errors: *api.StatusError.
func (r *ProtocolLXD) GetOperations() ([]api.Operation, error) {
	byState, err := read[map[string][]api.Operation](r, request{path: route("operations"), query: recursion("1")})
	if err != nil {
		return nil, err
	}
	var all []api.Operation
	for _, state := range slices.Sorted(maps.Keys(byState)) {
		all = append(all, byState[state]...)
	}
	return all, nil
}

// DeleteOperation cancels an operation; a server refuses with 400 where it cannot be cancelled. DELETE /1.0/operations/ID.
// Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) DeleteOperation(uuid string) error {
	_, err := read[json.RawMessage](r, request{method: http.MethodDelete, path: route("operations", uuid), wait: shortWait})
	return err
}

// GetOperationWebsocket connects to one socket of an operation. Each secret connects once. GET
// /1.0/operations/ID/websocket?secret=…. Blocks until connected. Errors: *api.StatusError.
func (r *ProtocolLXD) GetOperationWebsocket(uuid string, secret string) (*websocket.Conn, error) {
	return r.operationSocket(uuid, secret, r.conn.Dialer)
}

// RawWebsocket connects to the websocket at an absolute API path, which may carry a query. GET /1.0/…, as a websocket. The
// caller closes it. Blocks until connected. Errors: *api.StatusError.
func (r *ProtocolLXD) RawWebsocket(path string) (*websocket.Conn, error) {
	path, query, _ := cutQuery(path)
	return r.dial(path, query, r.conn.Dialer)
}

// GetOperationUUIDs lists the operations that the server knows now. GET /1.0/operations. Blocks until answered. Errors:
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
	return get[*api.Operation](r, request{
		path: route("operations", uuid, "wait"), wait: limit,
		query: url.Values{"secret": {secret}, "timeout": {strconv.Itoa(timeout)}},
	})
}
