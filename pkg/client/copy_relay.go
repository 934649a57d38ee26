package lxd

import (
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"sync/atomic"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/internal/wire"
	"github.com/openlxc/lxc/internal/ws"
)

// migrationSockets are the sockets of a migration, in the order in which servers expect them.
var migrationSockets = []string{"control", "fs", "criu"}

// relay connects the sockets of a migration on two servers through this client.
type relay struct {
	source, target *Operation
	open           []*websocket.Conn
	running        sync.WaitGroup

	mu     sync.Mutex
	closed bool
	broken *LinkError // the first failure; later ones may be its consequences
}

// connect opens the sockets of both operations in pairs and joins them.
func (r *relay) connect() error {
	offered, wanted := secrets(r.source), secrets(r.target)
	for _, name := range migrationSockets {
		if offered[name] == "" {
			continue
		}
		if wanted[name] == "" {
			return fmt.Errorf("the target has no %q socket for the migration", name)
		}
		near, err := r.dial("source", name, r.source, offered[name])
		if err != nil {
			return err
		}
		far, err := r.dial("target", name, r.target, wanted[name])
		if err != nil {
			return err
		}
		side := map[*websocket.Conn]string{near: "source", far: "target"}
		note := func(broken *ws.BrokenError) { r.note(side[broken.Conn], name, broken.Err) }
		r.running.Go(func() { ws.Forward(far, near, note) })
		r.running.Go(func() { ws.Forward(near, far, note) })
	}
	return nil
}

func (r *relay) dial(side, name string, op *Operation, secret string) (*websocket.Conn, error) {
	conn, err := op.relaySocket(secret)
	if err != nil {
		return nil, &LinkError{Side: side, Address: op.r.conn.Address(), Stream: name, Err: err}
	}
	r.open = append(r.open, conn)
	return conn, nil
}

// note records the first failure that close did not cause.
func (r *relay) note(side, name string, err error) {
	if errors.Is(err, net.ErrClosed) { // closed by Forward or close: a consequence
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed || r.broken != nil {
		return
	}
	at := map[string]*Operation{"source": r.source, "target": r.target}[side]
	r.broken = &LinkError{Side: side, Address: at.r.conn.Address(), Stream: name, Err: linkCause(err)}
}

// close closes the sockets without a close frame, waits until all copying has stopped, and returns the earlier failure, if any.
func (r *relay) close() *LinkError {
	r.mu.Lock()
	r.closed = true
	broken := r.broken
	r.mu.Unlock()
	for _, c := range r.open {
		c.Close()
	}
	r.running.Wait()
	return broken
}

// linkCause replaces the error for a missing close frame by io.ErrUnexpectedEOF.
func linkCause(err error) error {
	if websocket.IsCloseError(err, websocket.CloseAbnormalClosure) {
		return io.ErrUnexpectedEOF
	}
	return wire.Cause(err)
}

// watched is a stream from a source that is sent on to a receiver. It tells failures of the source from those of the receiver.
type watched struct {
	io.Reader
	address string
	stream  string
	broken  atomic.Pointer[LinkError] // atomic: the transport may still be reading when it has a response
}

// Read reads from the source and records its failure.
func (w *watched) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		broken := &LinkError{Side: "source", Address: w.address, Stream: w.stream, Err: linkCause(err)}
		w.broken.CompareAndSwap(nil, broken)
		return n, broken
	}
	return n, err
}

// explain adds to the receiver's error what broke on the way to it, and what had failed on the receiver itself.
func (w *watched) explain(to *ProtocolLXD, err error) error {
	var unreachable *ConnectError
	link := w.broken.Load()
	switch {
	case err == nil, to.context().Err() != nil:
		return err
	case link != nil:
		return &CopyError{Link: link, Target: err}
	case errors.As(err, &unreachable):
		return &CopyError{Link: &LinkError{Side: "target", Address: to.conn.Address(), Stream: w.stream, Err: unreachable.Err}, Target: err}
	}
	return err
}
