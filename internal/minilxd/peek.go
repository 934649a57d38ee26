package minilxd

import (
	"bufio"
	"net"
	"sync"
)

// peeking accepts as LXD and Incus do on their unix sockets: each connection is asked for its first bytes, which may ask
// for TLS, before the next one is accepted. A client that connects and stays silent shuts out all others.
type peeking struct {
	net.Listener
	mu      sync.Mutex
	closed  bool
	pending net.Conn
}

// Accept waits for a connection and for its first eight bytes.
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
	_, _ = buffered.Peek(8) // an error comes again with the first read
	l.hold(nil)
	return &peeked{Conn: conn, buffered: buffered}, nil
}

func (l *peeking) hold(conn net.Conn) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pending = conn
	return !l.closed
}

// Close also ends a connection that has not spoken yet.
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
