// Package lxd is a client for the REST API of LXD and Incus servers, of every release from LXD 2.0 on.
//
// A connection is made by Connect or by one of the published functions ConnectLXD, ConnectLXDUnix, ConnectPublicLXD and
// ConnectSimpleStreams. Connect sends nothing; the published functions read GET /1.0 once, to fail early.
//
// A server value is a view: WithContext, UseProject and UseTarget return a changed copy that shares the connection and
// leave the original as it was. The context of the view ends every dial, request, body, websocket and wait made through
// it. A value is safe for use by many goroutines.
//
// Errors are typed. A refusal by the server is an *api.StatusError and compares with errors.Is to api.ErrNotFound and its
// siblings. A failed operation is an *OperationError. A server that cannot be reached is a *ConnectError, which names the
// address and wraps the cause. What a server lacks is a *MissingExtensionError.
//
// The package never prints, never exits, and reads the environment only for the default socket path and proxy.
package lxd
