//go:build linux && !nodirect

package wire

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// direct returns the two ends of a socket connection, the first of which is a directConn.
func direct(t *testing.T) (net.Conn, net.Conn) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "s")
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	here, err := DirectDial((&net.Dialer{}).DialContext)(context.Background(), "unix", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := here.(*directConn); !ok {
		t.Fatalf("%T", here)
	}
	there, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { here.Close(); there.Close() })
	return here, there
}

// More data than fits the socket buffer arrives complete in both directions, followed by EOF.
func TestDirectConnCopies(t *testing.T) {
	t.Parallel()
	here, there := direct(t)
	data := bytes.Repeat([]byte("0123456789abcdef"), 1<<18)
	go func() { _, _ = io.Copy(there, there); there.Close() }()
	go func() {
		if n, err := here.Write(data); n != len(data) || err != nil {
			t.Errorf("wrote %d: %v", n, err)
		}
		half, ok := here.(*directConn).Conn.(*net.UnixConn)
		if !ok || half.CloseWrite() != nil {
			t.Error("the end was not sent")
		}
	}()
	hash := sha256.New()
	n, err := io.Copy(hash, here)
	if err != nil || n != int64(len(data)) || !bytes.Equal(hash.Sum(nil), sum(data)) {
		t.Errorf("%d bytes came back: %v", n, err)
	}
}

func sum(data []byte) []byte { s := sha256.Sum256(data); return s[:] }

// A deadline, a closed peer and Close unblock waiting calls.
func TestDirectConnEnds(t *testing.T) {
	t.Parallel()
	here, there := direct(t)
	if err := here.SetReadDeadline(time.Now().Add(10 * time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	if _, err := here.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("at the limit: %v", err)
	}
	if err := here.SetReadDeadline(time.Time{}); err != nil {
		t.Fatal(err)
	}
	if err := here.SetWriteDeadline(time.Now().Add(10 * time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	if _, err := here.Write(make([]byte, 8<<20)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("a full socket at the limit: %v", err)
	}
	if err := here.SetWriteDeadline(time.Time{}); err != nil {
		t.Fatal(err)
	}
	there.Close()
	if _, err := here.Write(make([]byte, 8<<20)); err == nil {
		t.Error("a write to nobody succeeded")
	}
	other, _ := direct(t)
	ended := make(chan error)
	go func() { _, err := other.Read(make([]byte, 1)); ended <- err }()
	other.Close()
	if err := <-ended; err == nil {
		t.Error("a read from a closed connection succeeded")
	}
}
