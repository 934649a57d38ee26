package ws_test

import (
	"bytes"
	"errors"
	"io"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/internal/ws"
)

// TestStream: bytes go over frames of any size, a text frame ends them, and limits hold.
func TestStream(t *testing.T) {
	t.Parallel()
	a, b := pair(t)
	one, two := ws.NewStream(a), ws.NewStream(b)
	data := bytes.Repeat([]byte("0123456789"), 50_000)
	var writers sync.WaitGroup
	writers.Go(func() {
		for rest := data; len(rest) > 0; {
			n, err := one.Write(rest[:min(len(rest), 77_777)])
			if err != nil {
				t.Error(err)
				return
			}
			rest = rest[n:]
		}
		if err := a.WriteMessage(websocket.TextMessage, nil); err != nil {
			t.Error(err)
		}
	})
	got, err := io.ReadAll(two)
	if err != nil || !bytes.Equal(got, data) {
		t.Errorf("%d bytes of %d, %v", len(got), len(data), err)
	}
	writers.Wait()
	for range 8 { // one frame at a time, whoever writes
		writers.Go(func() {
			if n, err := two.Write([]byte("xyz")); n != 3 || err != nil {
				t.Error(n, err)
			}
		})
	}
	back := make([]byte, 24)
	if _, err := io.ReadFull(one, back); err != nil || string(back) != "xyzxyzxyzxyzxyzxyzxyzxyz" {
		t.Errorf("%q %v", back, err)
	}
	writers.Wait()
	if err := one.SetDeadline(time.Now().Add(-time.Second)); err != nil {
		t.Error(err)
	}
	if _, err := one.Write([]byte("late")); err == nil {
		t.Error("a write after the limit")
	}
	if _, err := one.Read(back); !errors.Is(err, io.EOF) {
		t.Errorf("a read after the limit: %v", err)
	}
}
