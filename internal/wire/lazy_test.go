package wire_test

import (
	"errors"
	"io"
	"net"
	"testing"

	"github.com/openlxc/lxc/internal/wire"
)

// A lazy connection is made once, by the first write; Close unblocks waiting readers.
func TestLazyConn(t *testing.T) {
	t.Parallel()
	dials := 0
	here, there := net.Pipe()
	c := wire.NewLazyConn(func() (net.Conn, error) { dials++; return here, nil })
	read := make(chan string)
	go func() { all, _ := io.ReadAll(c); read <- string(all) }()
	if err := c.CloseWrite(); !errors.Is(err, net.ErrClosed) || dials != 0 {
		t.Errorf("before the first write: %v, %d dials", err, dials)
	}
	go func() {
		if _, err := io.ReadFull(there, make([]byte, 2)); err != nil {
			t.Error(err)
		}
		_, _ = there.Write([]byte("answer"))
		there.Close()
	}()
	for range 2 {
		if _, err := c.Write([]byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	if got := <-read; got != "answer" || dials != 1 {
		t.Errorf("read %q, %d dials", got, dials)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}

	failure := errors.New("nobody there")
	c = wire.NewLazyConn(func() (net.Conn, error) { return nil, failure })
	ended := make(chan error)
	go func() { _, err := c.Read(make([]byte, 1)); ended <- err }()
	if _, err := c.Write([]byte("x")); !errors.Is(err, failure) {
		t.Error(err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	if err := <-ended; !errors.Is(err, net.ErrClosed) {
		t.Error(err)
	}
	if _, err := c.Write([]byte("x")); !errors.Is(err, net.ErrClosed) {
		t.Error(err)
	}
}
