package wire

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/internal/pause"
	"github.com/openlxc/lxc/pkg/api"
)

const pingPause = 20 * time.Second // between two pings to the server

var errSilent = errors.New("the server has given no sign of life for a minute")

// Streams are the event streams of a connection, one per scope. The lock guards only the map.
type Streams struct {
	mu    sync.Mutex
	byKey map[string]*hub
}

// hub is one events websocket. The first listener opens it and the last one closes it. No lock is held during network calls.
type hub struct {
	dial   func(ctx context.Context) (*websocket.Conn, error)
	ctx    context.Context //nolint:containedctx // of the stream: canceled with the last listener
	cancel context.CancelFunc
	owner  *Streams
	key    string
	opened chan struct{} // closed after the first dial
	// The result of the first dial, valid once opened is closed. It is abandoned if the context of its listener ended.
	failed    error
	abandoned bool

	mu        sync.Mutex
	ws        *websocket.Conn
	over      bool // accepts no more listeners
	listeners map[*Listener]struct{}
}

// at returns the hub for a key; first means that the caller must open it.
func (s *Streams) at(ctx context.Context, key string, dial func(context.Context) (*websocket.Conn, error)) (h *hub, first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if h := s.byKey[key]; h != nil {
		return h, false
	}
	if s.byKey == nil {
		s.byKey = map[string]*hub{}
	}
	h = &hub{dial: dial, owner: s, key: key, opened: make(chan struct{}), listeners: map[*Listener]struct{}{}}
	// The stream outlives the context that it was opened with: it is shared by all listeners.
	h.ctx, h.cancel = context.WithCancel(context.WithoutCancel(ctx))
	s.byKey[key] = h
	return h, true
}

// drop removes a hub, so that the next listener opens a new one.
func (s *Streams) drop(h *hub) {
	h.cancel()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.byKey[h.key] == h {
		delete(s.byKey, h.key)
	}
}

// open starts a hub with its first listener, or records why it could not be opened.
func (h *hub) open(ws *websocket.Conn, err error, l *Listener) {
	if h.failed = err; err != nil {
		h.owner.drop(h)
	} else {
		h.ws = ws
		h.join(l)
		go h.read()
	}
	close(h.opened)
}

// join adds a listener, unless the hub has ended.
func (h *hub) join(l *Listener) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.over {
		l.hub = h
		h.listeners[l] = struct{}{}
	}
	return !h.over
}

// read distributes events until the websocket is closed for good, then ends the listeners.
func (h *hub) read() {
	for {
		ws := h.socket()
		failure := h.distribute(ws)
		ws.Close()
		h.end(failure, false)
		if !h.reopen() {
			h.end(failure, true)
			return
		}
	}
}

// distribute distributes the events of one websocket. A stream that is silent for long is pinged; if it answered pings before
// and stops doing so, it is considered lost. Time in which nobody reads, because a listener lags behind or the program is
// stopped, does not count.
func (h *hub) distribute(ws *websocket.Conn) error {
	var reading, alive atomic.Bool
	var silent atomic.Int32 // pings since the last message or pong
	ws.SetPongHandler(func(string) error { alive.Store(true); silent.Store(0); return nil })
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		tick := time.NewTicker(pingPause)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
			case <-stop:
				return
			}
			if !reading.Load() {
				continue
			}
			if silent.Add(1) > 3 && alive.Load() {
				ws.Close()
				return
			}
			_ = ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(pingPause))
		}
	}()
	var buf bytes.Buffer
	for {
		silent.Store(0)
		reading.Store(true)
		_, r, err := ws.NextReader()
		if err == nil {
			buf.Reset()
			_, err = buf.ReadFrom(r)
		}
		reading.Store(false)
		switch {
		case err == nil:
			h.broadcast(&Message{Data: bytes.Clone(buf.Bytes())})
		case alive.Load() && silent.Load() > 3:
			return errSilent
		default:
			return err
		}
	}
}

func (h *hub) broadcast(m *Message) {
	for _, l := range h.snapshot() {
		l.queue.put(m)
	}
}

func (h *hub) socket() *websocket.Conn {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.ws
}

// end ends the listeners that do not wait for reconnection, or all of them. Without listeners the hub ends as well.
func (h *hub) end(failure error, all bool) {
	h.mu.Lock()
	for l := range h.listeners {
		l.mu.Lock()
		stays := len(l.reopened) > 0 && !all
		l.mu.Unlock()
		if !stays {
			delete(h.listeners, l)
			l.err = failure
			l.queue.end()
		}
	}
	h.over = h.over || len(h.listeners) == 0
	over := h.over
	h.mu.Unlock()
	if over {
		h.owner.drop(h)
	}
}

// reopen reconnects the websocket for the listeners that wait for it, with increasing delays, and notifies them. It gives up
// after about a minute, or when the server refuses.
func (h *hub) reopen() bool {
	for attempt := 0; attempt < 30; attempt++ {
		waiting := h.snapshot()
		if len(waiting) == 0 {
			return false
		}
		ws, err := h.dial(h.ctx)
		if err == nil {
			if !h.replace(ws) {
				return false
			}
			for _, l := range h.snapshot() {
				l.mu.Lock()
				again := slices.Clone(l.reopened)
				l.mu.Unlock()
				for _, function := range again {
					go function()
				}
			}
			return true
		}
		var refused *api.StatusError
		if errors.As(err, &refused) {
			return false
		}
		_ = pause.For(h.ctx, min(time.Duration(100<<min(attempt, 5))*time.Millisecond, 2*time.Second))
	}
	return false
}

// replace switches to a new websocket, unless the last listener has left in the meantime.
func (h *hub) replace(ws *websocket.Conn) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.over {
		ws.Close()
		return false
	}
	h.ws = ws
	return true
}

func (h *hub) snapshot() []*Listener {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := make([]*Listener, 0, len(h.listeners))
	for l := range h.listeners {
		all = append(all, l)
	}
	return all
}

// leave removes a listener, and closes the websocket with the last one.
func (h *hub) leave(l *Listener) {
	h.mu.Lock()
	delete(h.listeners, l)
	last := len(h.listeners) == 0 && !h.over
	h.over = h.over || last
	ws := h.ws
	h.mu.Unlock()
	if last {
		h.owner.drop(h)
		ws.Close()
	}
}
