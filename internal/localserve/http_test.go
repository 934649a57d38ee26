package localserve

import (
	"context"
	"errors"
	"net"
	"testing"
)

// TestLimited checks that excess connections wait until another one is closed, at most as long as the listener is open.
func TestLimited(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer inner.Close()
	l := limited{inner, make(chan struct{}, 1), ctx}
	for range 2 {
		c, err := net.Dial("tcp", inner.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
	}
	first, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	second := make(chan error, 1)
	go func() {
		c, err := l.Accept()
		if err == nil {
			defer c.Close()
		}
		second <- err
	}()
	select {
	case err := <-second:
		t.Fatalf("two at once: %v", err)
	default:
	}
	_ = first.Close()
	_ = first.Close() // frees one slot, not two
	if err := <-second; err != nil {
		t.Fatal(err)
	}
	l.slots <- struct{}{}
	cancel()
	if _, err := l.Accept(); !errors.Is(err, net.ErrClosed) {
		t.Errorf("after the end: %v", err)
	}
}
