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

// GetOperation returns an operation. Servers forget finished ones after about five seconds. GET /1.0/operations/ID. Blocks
// until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetOperation(uuid string) (*api.Operation, string, error) {
	return get[*api.Operation](r, request{path: route("operations", uuid)})
}

// GetOperations lists the current operations. GET /1.0/operations?recursion=1. Blocks until answered. Errors: *api.StatusError.
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

// DeleteOperation cancels an operation; a server responds 400 if it cannot be canceled. DELETE /1.0/operations/ID. Blocks until
// answered. Errors: *api.StatusError.
func (r *ProtocolLXD) DeleteOperation(uuid string) error {
	_, err := read[json.RawMessage](r, request{method: http.MethodDelete, path: route("operations", uuid), wait: shortWait})
	return err
}

// GetOperationWebsocket connects to one websocket of an operation. Each secret can be used once. GET
// /1.0/operations/ID/websocket?secret=…. Blocks until connected. Errors: *api.StatusError.
func (r *ProtocolLXD) GetOperationWebsocket(uuid string, secret string) (*websocket.Conn, error) {
	return r.operationSocket(uuid, secret, r.conn.Dialer)
}

// RawWebsocket connects to the websocket at an absolute API path, which may have a query. GET /1.0/…, as a websocket. The
// caller closes it. Blocks until connected. Errors: *api.StatusError.
func (r *ProtocolLXD) RawWebsocket(path string) (*websocket.Conn, error) {
	path, query, _ := cutQuery(path)
	return r.dial(path, query, r.conn.Dialer)
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

// GetOperationWait returns an operation once it has ended, or its state after timeout seconds; -1 means no limit. GET
// /1.0/operations/UUID/wait. Blocks until then. Errors: *api.StatusError, which on some servers also reports a failed
// operation.
func (r *ProtocolLXD) GetOperationWait(uuid string, timeout int) (*api.Operation, string, error) {
	return r.GetOperationWaitSecret(uuid, "", timeout)
}

// GetOperationWaitSecret is GetOperationWait for an untrusted client that knows a secret of the operation. GET
// /1.0/operations/UUID/wait. Blocks until the operation has ended or timeout has passed. Errors: *api.StatusError.
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
