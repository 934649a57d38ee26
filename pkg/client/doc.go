// Package lxd is a client for the REST API of LXD and Incus servers, of every release from LXD 2.0 on.
//
// A connection is made by Connect or by one of the published functions ConnectLXD, ConnectLXDUnix, ConnectPublicLXD and
// ConnectSimpleStreams. Connect sends nothing; the published functions read GET /1.0 once, to fail early.
//
// A server value is a view: WithContext, UseProject and UseTarget return a changed copy that shares the connection and
// leave the original as it was. The context of the view ends every dial, request, body, websocket and wait made through
// it. A value is safe for use by many goroutines.
//
// The comment of a method that sends a request says which, with parameters in capitals; the API extension that the server must have,
// if it is not in every server; what the method waits for; and the types of its errors. It waits in one of these ways:
//
//   - Blocks until answered: the server has answered and all of the answer is read.
//   - Blocks until done: the same, and what some servers go on to do in the background has ended, too.
//   - Returns once begun: the server has accepted the work. Operation.Wait blocks until that has ended, Operation.Cancel stops it.
//   - Blocks until the first byte, or until connected: the caller reads the rest, and closes it.
//
// All of it, also what the caller reads later, ends with the context of the view; the error is then the cause of the context. The
// work at the server goes on. Besides the errors that it names, every such method can return a *ConnectError or a
// *CertificateError. A *MissingExtensionError is returned before the request is sent.
//
// Errors are typed. A refusal by the server is an *api.StatusError and compares with errors.Is to api.ErrNotFound and its
// siblings. A failed operation is an *OperationError. A server that cannot be reached is a *ConnectError, which names the
// address and wraps the cause. What a server lacks is a *MissingExtensionError.
//
// The package never prints, never exits, and reads the environment only for the default socket path and proxy.
package lxd
