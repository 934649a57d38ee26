package wire

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
)

// counted counts the writes to a connection, and refuses them after a number of bytes if there is a limit.
type counted struct {
	net.Conn
	writes atomic.Int64
	left   atomic.Int64
}

var errFull = errors.New("no more")

func (c *counted) Write(p []byte) (int, error) {
	c.writes.Add(1)
	if c.left.Add(-int64(len(p))) < 0 {
		return 0, errFull
	}
	return c.Conn.Write(p)
}

// batchedTo returns a connection to a TLS server, and what is below it. It sends so many bytes.
func batchedTo(t *testing.T, server *httptest.Server, bytes int64) (net.Conn, *counted) {
	t.Helper()
	below := &counted{}
	below.left.Store(bytes)
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
		below.Conn = conn
		return below, err
	}
	config := server.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	config.ServerName = "example.com" // which the certificate of the test is for
	conn, err := batchedTLS(dial, config)(t.Context(), "tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn, below
}

// TestRecordsTogether sends large and small writes, each in as few pieces as it takes, and in their order.
func TestRecordsTogether(t *testing.T) {
	t.Parallel()
	got := make(chan []byte, 1)
	server := httptest.NewTLSServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		data, _ := io.ReadAll(r.Body)
		got <- data
	}))
	t.Cleanup(server.Close)
	conn, below := batchedTo(t, server, 1<<40)
	var want []byte
	for n, size := range []int{3, 128 << 10, 16 << 10, 16<<10 + 1, 1, 300 << 10, 5} {
		piece := bytes.Repeat([]byte{byte('a' + n)}, size)
		want = append(want, piece...)
	}
	head := []byte("POST / HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\nContent-Length: 471050\r\n\r\n")
	rest := want
	for n, size := range []int{len(head), 3, 128 << 10, 16 << 10, 16<<10 + 1, 1, 300 << 10, 5} {
		piece := head
		if n > 0 {
			piece, rest = rest[:size], rest[size:]
		}
		before := below.writes.Load()
		if n, err := conn.Write(piece); n != len(piece) || err != nil {
			t.Fatal(n, err)
		}
		if pieces := below.writes.Load() - before; pieces > int64(size/(8*record)+1) {
			t.Errorf("%d bytes were sent in %d pieces", size, pieces)
		}
	}
	if data := <-got; !bytes.Equal(data, want) {
		t.Errorf("%d of %d bytes came, or others", len(data), len(want))
	}
}

// TestBatchFails returns the error of what is below, also when the library had taken everything already.
func TestBatchFails(t *testing.T) {
	t.Parallel()
	server := httptest.NewTLSServer(nil)
	t.Cleanup(server.Close)
	conn, _ := batchedTo(t, server, 50<<10)
	for range 3 {
		if n, err := conn.Write(make([]byte, 100<<10)); n != 0 || !errors.Is(err, errFull) {
			t.Errorf("%d, %v", n, err)
		}
	}
}

// TestBatchHandshake: a refused certificate is the error, and nothing stays open.
func TestBatchHandshake(t *testing.T) {
	t.Parallel()
	server := httptest.NewTLSServer(nil)
	t.Cleanup(server.Close)
	why := errors.New("not this one")
	config := &tls.Config{InsecureSkipVerify: true, VerifyConnection: func(tls.ConnectionState) error { return why }} //nolint:gosec // it is refused
	below := &counted{}
	below.left.Store(1 << 20)
	_, err := batchedTLS(func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
		below.Conn = conn
		return below, err
	}, config)(t.Context(), "tcp", server.Listener.Addr().String())
	if !errors.Is(err, why) {
		t.Error(err)
	}
	if _, err := below.Conn.Write([]byte{0}); !errors.Is(err, net.ErrClosed) {
		t.Errorf("the connection is open: %v", err)
	}
}
