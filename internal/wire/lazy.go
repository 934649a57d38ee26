// Package wire is what the client library stands on: how a server is reached and trusted, one exchange with it, downloads that
// survive a broken link, raw streams, and the event streams that many listen to. It knows no object of the API.
package wire

import (
	"net"
	"sync"
	"time"
)

// A LazyConn is a connection to a socket that is made with the first write. The sockets of LXD and Incus accept nobody else
// while a new connection is silent, for all clients, and the HTTP transport keeps connections in reserve on which nothing
// was sent: one that it began for a request that another connection then took.
type LazyConn struct {
	dial func() (net.Conn, error)

	mu     sync.Mutex
	conn   net.Conn
	closed bool
	opened chan struct{} // closed when there is a connection, or none will be
}

// NewLazyConn returns a connection that dial makes when the first byte is written.
func NewLazyConn(dial func() (net.Conn, error)) *LazyConn {
	return &LazyConn{dial: dial, opened: make(chan struct{})}
}

// Read waits for the connection.
func (c *LazyConn) Read(p []byte) (int, error) {
	<-c.opened
	conn, err := c.opening(false)
	if err != nil {
		return 0, err
	}
	return conn.Read(p)
}

// Write connects first if necessary; the error may be that of connecting.
func (c *LazyConn) Write(p []byte) (int, error) {
	conn, err := c.opening(true)
	if err != nil {
		return 0, err
	}
	return conn.Write(p)
}

// opening returns the connection, and makes one if it may.
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

// Close ends the connection and those who wait for it.
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

// CloseWrite ends what is sent and leaves the other direction open.
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

// LocalAddr returns an address without a name.
func (c *LazyConn) LocalAddr() net.Addr { return &net.UnixAddr{Net: "unix"} }

// RemoteAddr returns an address without a name.
func (c *LazyConn) RemoteAddr() net.Addr { return &net.UnixAddr{Net: "unix"} }

// SetDeadline sets both limits of a connection that was made.
func (c *LazyConn) SetDeadline(t time.Time) error {
	return c.set(func(conn net.Conn) error { return conn.SetDeadline(t) })
}

// SetReadDeadline sets the limit for reading from a connection that was made.
func (c *LazyConn) SetReadDeadline(t time.Time) error {
	return c.set(func(conn net.Conn) error { return conn.SetReadDeadline(t) })
}

// SetWriteDeadline sets the limit for writing to a connection that was made.
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
