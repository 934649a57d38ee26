package wire

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"sync"
)

// record is what a TLS record holds at most.
const record = 16 << 10

// batchedConn is a TLS connection that hands the records of one write to the system together. The library does so with each of
// them, which takes a quarter of the processor time of an upload.
type batchedConn struct {
	*tls.Conn
	under *batch
}

// Write encrypts and sends p.
func (c batchedConn) Write(p []byte) (int, error) {
	if len(p) <= record {
		return c.Conn.Write(p)
	}
	c.under.begin()
	n, err := c.Conn.Write(p)
	if failed := c.under.end(); failed != nil && err == nil {
		return 0, failed
	}
	return n, err
}

// batch is a connection that keeps what is written between begin and end, and then sends it.
type batch struct {
	net.Conn

	mu      sync.Mutex
	open    int // calls of begin without an end
	pending []byte
}

func (b *batch) begin() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open++
}

// Write sends p, or keeps it if there is room.
func (b *batch) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.open == 0 {
		return b.Conn.Write(p)
	}
	if len(b.pending)+len(p) > 9*record {
		if err := b.flush(); err != nil {
			return 0, err
		}
	}
	b.pending = append(b.pending, p...)
	return len(p), nil
}

func (b *batch) end() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open--
	return b.flush()
}

func (b *batch) flush() error {
	if len(b.pending) == 0 {
		return nil
	}
	_, err := b.Conn.Write(b.pending)
	b.pending = b.pending[:0]
	return err
}

// batchedTLS returns a function that dials and speaks TLS, for connections without a proxy.
func batchedTLS(dial func(ctx context.Context, network, address string) (net.Conn, error), config *tls.Config) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		raw, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		own := config.Clone()
		if own.ServerName == "" {
			own.ServerName, _, _ = net.SplitHostPort(address)
		}
		under := &batch{Conn: raw}
		conn := tls.Client(under, own)
		ctx, cancel := context.WithTimeout(ctx, handshakeTimeout)
		defer cancel()
		if err := conn.HandshakeContext(ctx); err != nil {
			return nil, errors.Join(err, raw.Close())
		}
		return batchedConn{conn, under}, nil
	}
}
