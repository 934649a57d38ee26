package wire

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
)

// pipeListener accepts one connection.
type pipeListener chan net.Conn

func (l pipeListener) Accept() (net.Conn, error) {
	if c, open := <-l; open {
		return c, nil
	}
	return nil, net.ErrClosed
}
func (l pipeListener) Close() error   { return nil }
func (l pipeListener) Addr() net.Addr { return &net.UnixAddr{} }

// streamed runs a hub on a stream that serve writes to, and returns its only listener.
func streamed(t *testing.T, serve func(*websocket.Conn)) (*Listener, <-chan error) {
	t.Helper()
	here, there := net.Pipe()
	l := make(pipeListener, 1)
	l <- there
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ws, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		defer ws.Close()
		serve(ws)
	})}
	go func() { _ = server.Serve(l) }()
	dialer := websocket.Dialer{NetDialContext: func(context.Context, string, string) (net.Conn, error) { return here, nil }}
	ws, _, err := dialer.Dial("ws://server/1.0/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ws.Close(); close(l); server.Close() })
	h := &hub{owner: &Streams{}, ws: ws, listeners: map[*Listener]struct{}{}}
	listener := &Listener{hub: h, queue: newMailbox(1), left: make(chan struct{}), ended: make(chan struct{})}
	h.listeners[listener] = struct{}{}
	ended := make(chan error, 1)
	go func() { ended <- h.distribute(ws) }()
	return listener, ended
}

// reads answers pings for a while, or forever.
func reads(ws *websocket.Conn, limit time.Duration) {
	if limit > 0 {
		_ = ws.SetReadDeadline(time.Now().Add(limit))
	}
	for {
		if _, _, err := ws.NextReader(); err != nil {
			return
		}
	}
}

// A server that answered pings and then stops is considered lost.
func TestStreamThatFellSilent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		gone := make(chan struct{})
		start := time.Now()
		_, ended := streamed(t, func(ws *websocket.Conn) { reads(ws, 50*time.Second); <-gone })
		if err := <-ended; !errors.Is(err, errSilent) {
			t.Error(err)
		}
		if took := time.Since(start); took < 90*time.Second || took > 3*time.Minute {
			t.Errorf("lost after %v", took)
		}
		close(gone)
	})
}

// A server that never answers pings is not considered lost, and neither is one whose events are not read for an hour.
func TestStreamThatLives(t *testing.T) {
	t.Parallel()
	for name, deaf := range map[string]bool{"never answers pings": true, "slow listener": false} {
		synctest.Test(t, func(t *testing.T) {
			listener, ended := streamed(t, func(ws *websocket.Conn) {
				if !deaf {
					go reads(ws, 0)
				}
				time.Sleep(10*time.Minute + 5*time.Second) // between two pings
				for range 100 {
					if err := ws.WriteMessage(websocket.TextMessage, []byte("event")); err != nil {
						t.Error(err)
					}
				}
			})
			time.Sleep(time.Hour)
			for got := 0; got < 100; {
				got += len(listener.queue.take())
			}
			if err := <-ended; errors.Is(err, errSilent) {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
}

// Messages come out of a mailbox in order; put blocks while it is full, and end unblocks all callers.
func TestMailbox(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newMailbox(2)
		var put atomic.Int32
		go func() {
			for _, word := range []string{"a", "b", "c", "d", "e"} {
				b.put(&Message{Data: []byte(word)})
				put.Add(1)
			}
		}()
		synctest.Wait()
		if put.Load() != 3 {
			t.Errorf("%d messages went into a mailbox for 2 bytes", put.Load())
		}
		got := ""
		for got != "abcde" && len(got) < 5 {
			for _, m := range b.take() {
				got += string(m.Data)
			}
			synctest.Wait()
		}
		if got != "abcde" {
			t.Errorf("taken: %s", got)
		}
		b.put(&Message{Data: []byte("last")})
		b.end()
		b.put(&Message{Data: []byte("late")})
		if rest := b.take(); len(rest) != 1 || string(rest[0].Data) != "last" {
			t.Errorf("after the end: %d messages", len(rest))
		}
		if rest := b.take(); len(rest) != 0 {
			t.Error("something came after the last")
		}
	})
}
