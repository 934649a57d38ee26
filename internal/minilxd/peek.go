package minilxd

import (
	"bufio"
	"net"
	"sync"
)

// peeking is a listener that behaves like the unix sockets of LXD and Incus: it waits for the first bytes of each
// connection, which may start TLS, before it accepts the next one. A client that connects and sends nothing blocks all
// others.
type peeking struct {
	net.Listener
	mu      sync.Mutex
	closed  bool
	pending net.Conn
}

// Accept waits for a connection and its first eight bytes.
func (l *peeking) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	if !l.hold(conn) {
		_ = conn.Close()
		return nil, net.ErrClosed
	}
	buffered := bufio.NewReader(conn)
	_, _ = buffered.Peek(8) // an error is returned again by the first read
	l.hold(nil)
	return &peeked{Conn: conn, buffered: buffered}, nil
}

func (l *peeking) hold(conn net.Conn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pending = conn
	return !l.closed
}

// Close also closes a connection that has not sent anything yet.
func (l *peeking) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	if l.pending != nil {
		_ = l.pending.Close()
	}
	return l.Listener.Close()
}

type peeked struct {
	net.Conn
	buffered *bufio.Reader
}

func (c *peeked) Read(p []byte) (int, error) { return c.buffered.Read(p) }
