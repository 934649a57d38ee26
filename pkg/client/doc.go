// Package lxd is a client for the REST API of LXD and Incus servers, from LXD 2.0 on.
//
// Connect and the published functions ConnectLXD, ConnectLXDUnix, ConnectPublicLXD and ConnectSimpleStreams return a
// connection. Connect sends nothing; the published functions send GET /1.0 once, to fail early.
//
// A server value is a view: WithContext, UseProject and UseTarget return a modified copy that shares the connection; the
// original is unchanged. The context of the view ends every dial, request, body, websocket and wait made through it. A view is
// safe for concurrent use.
//
// The comment of a method that sends a request documents the endpoint, with parameters in capitals; the API extension that the
// server must have, unless every server has it; what the method waits for; and the types of its errors. It waits in one of
// these ways:
//
//   - Blocks until answered: the server has responded and the whole response is read.
//   - Blocks until done: the same, and any background operation that some servers start has ended as well.
//   - Returns once begun: the server has started an operation. Operation.Wait waits for it, Operation.Cancel cancels it.
//   - Blocks until the first byte, or until connected: the caller reads the rest and closes it.
//
// The context of the view ends all of this, including what the caller reads later; the error is then the cause of the context.
// Operations on the server continue. In addition to the documented errors, every such method can return a *ConnectError or a
// *CertificateError. A *MissingExtensionError is returned before the request is sent.
//
// Errors are typed. An error response of the server is an *api.StatusError; errors.Is matches it with api.ErrNotFound and its
// siblings. A failed operation is an *OperationError. A server that cannot be reached is a *ConnectError, which names the
// address and wraps the cause. A missing extension is a *MissingExtensionError.
//
// The names are those that LXD and Incus publish in their own clients. Where one name has two forms, the form is that of LXD 5 and
// Incus, which wait for changes for which LXD 6 returns an operation.
//
// The package never prints, never exits, and reads the environment only for the default socket path and proxy.
package lxd
