// Package wire is the transport of the client library: how a server is reached and authenticated, single exchanges, downloads
// that survive a broken connection, raw streams, and shared event streams. It does not know the objects of the API.
package wire

import (
	"net"
	"sync"
	"time"
)

// A LazyConn is a socket connection that is made by the first write. The sockets of LXD and Incus accept no other client while
// a new connection is silent, and the HTTP transport keeps unused connections: those dialed for a request that was then sent
// over another one.
type LazyConn struct {
	dial func() (net.Conn, error)

	mu     sync.Mutex
	conn   net.Conn
	closed bool
	opened chan struct{} // closed when connected, or when it will never be
}

// NewLazyConn returns a connection that calls dial when the first byte is written.
func NewLazyConn(dial func() (net.Conn, error)) *LazyConn {
	return &LazyConn{dial: dial, opened: make(chan struct{})}
}

// Read blocks until there is a connection.
func (c *LazyConn) Read(p []byte) (int, error) {
	<-c.opened
	conn, err := c.opening(false)
	if err != nil {
		return 0, err
	}
	return conn.Read(p)
}

// Write connects if necessary; it may return the error of connecting.
func (c *LazyConn) Write(p []byte) (int, error) {
	conn, err := c.opening(true)
	if err != nil {
		return 0, err
	}
	return conn.Write(p)
}

// opening returns the connection; if create is set, it may dial.
func (c *LazyConn) opening(create bool) (net.Conn, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed || (c.conn == nil && !create) {
		return nil, net.ErrClosed
	}
	if c.conn == nil {
		conn, err := c.dial()
		if err != nil {
			return nil, err
		}
		c.conn = conn
		close(c.opened)
	}
	return c.conn, nil
}

// Close closes the connection and unblocks waiting readers.
func (c *LazyConn) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return net.ErrClosed
	}
	c.closed = true
	if c.conn == nil {
		close(c.opened)
		return nil
	}
	return c.conn.Close()
}

// CloseWrite closes the writing direction only.
func (c *LazyConn) CloseWrite() error {
	conn, err := c.opening(false)
	if err != nil {
		return err
	}
	if half, ok := conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return net.ErrClosed
}

// LocalAddr returns an unnamed address.
func (c *LazyConn) LocalAddr() net.Addr { return &net.UnixAddr{Net: "unix"} }

// RemoteAddr returns an unnamed address.
func (c *LazyConn) RemoteAddr() net.Addr { return &net.UnixAddr{Net: "unix"} }

// SetDeadline sets both deadlines if connected.
func (c *LazyConn) SetDeadline(t time.Time) error {
	return c.set(func(conn net.Conn) error { return conn.SetDeadline(t) })
}

// SetReadDeadline sets the read deadline if connected.
func (c *LazyConn) SetReadDeadline(t time.Time) error {
	return c.set(func(conn net.Conn) error { return conn.SetReadDeadline(t) })
}

// SetWriteDeadline sets the write deadline if connected.
func (c *LazyConn) SetWriteDeadline(t time.Time) error {
	return c.set(func(conn net.Conn) error { return conn.SetWriteDeadline(t) })
}

func (c *LazyConn) set(deadline func(net.Conn) error) error {
	conn, err := c.opening(false)
	if err != nil {
		return err
	}
	return deadline(conn)
}
