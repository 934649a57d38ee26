package lxd

import (
	"net"
	"sync"
	"time"
)

// lateConn is a connection to a socket that is made with the first write. The sockets of LXD and Incus accept nobody else
// while a new connection is silent, for all clients, and the HTTP transport keeps connections in reserve on which nothing
// was sent: one that it began for a request that another connection then took.
type lateConn struct {
	dial func() (net.Conn, error)

	mu     sync.Mutex
	conn   net.Conn
	closed bool
	opened chan struct{} // closed when there is a connection, or none will be
}

func newLateConn(dial func() (net.Conn, error)) *lateConn {
	return &lateConn{dial: dial, opened: make(chan struct{})}
}

// Read waits for the connection.
func (c *lateConn) Read(p []byte) (int, error) {
	<-c.opened
	conn, err := c.opening(false)
	if err != nil {
		return 0, err
	}
	return conn.Read(p)
}

// Write connects if nobody did so before; an error may be that of connecting.
func (c *lateConn) Write(p []byte) (int, error) {
	conn, err := c.opening(true)
	if err != nil {
		return 0, err
	}
	return conn.Write(p)
}

// opening returns the connection, and makes one if it may.
func (c *lateConn) opening(create bool) (net.Conn, error) {
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
func (c *lateConn) Close() error {
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
func (c *lateConn) CloseWrite() error {
	conn, err := c.opening(false)
	if err != nil {
		return err
	}
	if half, ok := conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return net.ErrClosed
}

func (c *lateConn) LocalAddr() net.Addr  { return &net.UnixAddr{Net: "unix"} }
func (c *lateConn) RemoteAddr() net.Addr { return &net.UnixAddr{Net: "unix"} }

// SetDeadline sets both limits of a connection that was made.
func (c *lateConn) SetDeadline(t time.Time) error {
	return c.set(func(conn net.Conn) error { return conn.SetDeadline(t) })
}

// SetReadDeadline sets the limit for reading from a connection that was made.
func (c *lateConn) SetReadDeadline(t time.Time) error {
	return c.set(func(conn net.Conn) error { return conn.SetReadDeadline(t) })
}

// SetWriteDeadline sets the limit for writing to a connection that was made.
func (c *lateConn) SetWriteDeadline(t time.Time) error {
	return c.set(func(conn net.Conn) error { return conn.SetWriteDeadline(t) })
}

func (c *lateConn) set(deadline func(net.Conn) error) error {
	conn, err := c.opening(false)
	if err != nil {
		return err
	}
	return deadline(conn)
}
