package lxd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/pkg/api"
)

const pingPause = 20 * time.Second // between two pings to the server

var errSilent = errors.New("the server has given no sign of life for a minute")

// hubs are the event streams of a connection, one per scope.
type hubs struct {
	mu    sync.Mutex
	byKey map[string]*hub
}

// hub is one events websocket. It is opened by the first listener and closed with the last one.
type hub struct {
	dial      func() (*websocket.Conn, error)
	owner     *hubs
	key       string
	ws        *websocket.Conn
	listeners map[*EventListener]struct{}
}

// EventListener receives the events of a connection: in order, none lost while it is connected. Its handlers run one
// after the other in a goroutine of its own. A listener that lags behind by more than 64 MiB holds up the stream, and the
// server may then end it.
type EventListener struct {
	hub      *hub
	queue    *mailbox
	done     chan struct{} // closed by Disconnect
	ended    chan struct{} // closed when no more events will come and the queue is empty
	once     sync.Once
	mu       sync.Mutex
	handlers []*EventTarget
	again    []func() // what to do after the stream was opened anew
	err      error
}

// GetEvents subscribes to every kind of event. Listeners of one connection and project share one websocket. The listener
// ends with the context of the view, with Disconnect, or when the server goes. GET /1.0/events. Returns once subscribed.
// Errors: *api.StatusError.
func (r *ProtocolLXD) GetEvents() (*EventListener, error) { return r.listen(nil) }

// GetEventsByType subscribes to some kinds only ("operation", "logging", "lifecycle"), which spares the others. A server
// refuses the whole subscription when it does not know one of them. GET /1.0/events?type=…. Returns once subscribed.
// Errors: *api.StatusError.
func (r *ProtocolLXD) GetEventsByType(types []string) (*EventListener, error) { return r.listen(types) }

func (r *ProtocolLXD) listen(types []string) (*EventListener, error) {
	if err := r.checkScope(); err != nil {
		return nil, err
	}
	query := url.Values{"type": {strings.Join(types, ",")}}
	v := r.view(func(s *scope) { s.target = "" })
	key := encodeQuery(v.query(), query)

	hs := &r.conn.hubs
	hs.mu.Lock()
	defer hs.mu.Unlock()
	if hs.byKey == nil {
		hs.byKey = map[string]*hub{}
	}
	h := hs.byKey[key]
	if h == nil {
		// The stream outlives the view that opened it: it belongs to all listeners.
		outlive := v.view(func(s *scope) { s.ctx = context.WithoutCancel(v.context()) })
		dial := func() (*websocket.Conn, error) { return outlive.dial("/1.0/events", query, r.conn.dialer) }
		ws, err := v.dial("/1.0/events", query, r.conn.dialer)
		if err != nil {
			return nil, err
		}
		h = &hub{dial: dial, owner: hs, key: key, ws: ws, listeners: map[*EventListener]struct{}{}}
		hs.byKey[key] = h
		go h.read()
	}
	l := &EventListener{
		hub: h, queue: newMailbox(mailboxLimit), done: make(chan struct{}), ended: make(chan struct{}),
	}
	h.listeners[l] = struct{}{}
	go l.deliver()
	if ctx := r.context(); ctx.Done() != nil {
		go func() {
			select {
			case <-ctx.Done():
				l.Disconnect()
			case <-l.done:
			}
		}()
	}
	return l, nil
}

// read distributes events until the websocket ends for good, then ends the listeners.
func (h *hub) read() {
	for {
		failure := h.distribute(h.ws)
		h.ws.Close()
		h.end(failure, false)
		if !h.reopen() {
			h.end(failure, true)
			return
		}
	}
}

// distribute hands out the events of one websocket. A stream that is silent for long is asked for a sign of life; one that
// has given such signs before and then gives none is lost. Time in which nobody reads, because a listener lags behind or
// the program is stopped, proves nothing.
func (h *hub) distribute(ws *websocket.Conn) error {
	var reading, alive atomic.Bool
	var silent atomic.Int32 // pings since the last sign of life
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
			h.handOut(&message{data: bytes.Clone(buf.Bytes())})
		case alive.Load() && silent.Load() > 3:
			return errSilent
		default:
			return err
		}
	}
}

func (h *hub) handOut(m *message) {
	for _, l := range h.snapshot() {
		l.queue.put(m)
	}
}

// end ends the listeners that do not wait for a new websocket, or all of them.
func (h *hub) end(failure error, all bool) {
	h.owner.mu.Lock()
	defer h.owner.mu.Unlock()
	if all && h.owner.byKey[h.key] == h {
		delete(h.owner.byKey, h.key)
	}
	for l := range h.listeners {
		l.mu.Lock()
		stays := len(l.again) > 0 && !all
		l.mu.Unlock()
		if !stays {
			delete(h.listeners, l)
			l.err = failure
			l.queue.end()
		}
	}
	if len(h.listeners) == 0 && h.owner.byKey[h.key] == h {
		delete(h.owner.byKey, h.key)
	}
}

// reopen opens the websocket anew for the listeners that wait for it, with growing pauses, and tells them. It gives up after
// about a minute, or when the server refuses.
func (h *hub) reopen() bool {
	for attempt := 0; attempt < 30; attempt++ {
		waiting := h.snapshot()
		if len(waiting) == 0 {
			return false
		}
		ws, err := h.dial()
		if err == nil {
			h.owner.mu.Lock()
			h.ws = ws
			h.owner.mu.Unlock()
			for _, l := range h.snapshot() {
				l.mu.Lock()
				again := slices.Clone(l.again)
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
		pause(context.Background(), min(time.Duration(100<<min(attempt, 5))*time.Millisecond, 2*time.Second))
	}
	return false
}

// OnReconnect lets the listener outlive a broken stream: it is opened again, and function is called after each time, since
// the events in between are lost. Without it a listener ends with the stream.
func (l *EventListener) OnReconnect(function func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.again = append(l.again, function)
}

func (h *hub) snapshot() []*EventListener {
	h.owner.mu.Lock()
	defer h.owner.mu.Unlock()
	all := make([]*EventListener, 0, len(h.listeners))
	for l := range h.listeners {
		all = append(all, l)
	}
	return all
}

func (l *EventListener) deliver() {
	defer close(l.ended)
	for {
		all := l.queue.take()
		if len(all) == 0 {
			return
		}
		for _, m := range all {
			if l.disconnected() {
				return
			}
			l.mu.Lock()
			handlers := slices.Clone(l.handlers)
			l.mu.Unlock()
			for _, h := range handlers {
				h.call(m)
			}
		}
	}
}

func (l *EventListener) disconnected() bool {
	select {
	case <-l.done:
		return true
	default:
		return false
	}
}

// message is what the server sent. It is decoded once, for the first handler that needs that.
type message struct {
	data   []byte
	decode sync.Once
	event  api.Event // its type is empty where the data are no event
}

func (t *EventTarget) call(m *message) {
	if t.raw != nil {
		t.raw(m.data)
		return
	}
	m.decode.Do(func() {
		if json.Unmarshal(m.data, &m.event) != nil {
			m.event.Type = ""
		}
	})
	if m.event.Type != "" && (len(t.types) == 0 || slices.Contains(t.types, m.event.Type)) {
		t.function(m.event)
	}
}

// AddRawHandler calls function with each event as the server sent it, which nothing has decoded or checked: it may be no
// JSON. The bytes must not be changed. Which types come is said by GetEventsByType.
func (l *EventListener) AddRawHandler(function func(data []byte)) (*EventTarget, error) {
	return l.add(&EventTarget{raw: function})
}

// AddHandler calls function with each event of the given types as a map[string]any, the way JSON decodes it; no types means
// all. AddEventHandler gives it as a struct.
func (l *EventListener) AddHandler(types []string, function func(any)) (*EventTarget, error) {
	return l.AddEventHandler(types, func(e api.Event) {
		message := map[string]any{"type": e.Type, "timestamp": e.Timestamp.Format(time.RFC3339Nano)}
		if e.Project != "" {
			message["project"] = e.Project
		}
		if e.Location != "" {
			message["location"] = e.Location
		}
		var metadata any
		if json.Unmarshal(e.Metadata, &metadata) == nil {
			message["metadata"] = metadata
		}
		function(message)
	})
}

// AddEventHandler calls function with each event of the given types; no types means all. The handlers of a listener run one
// after the other, in the order of the events.
func (l *EventListener) AddEventHandler(types []string, function func(api.Event)) (*EventTarget, error) {
	return l.add(&EventTarget{function: function, types: types})
}

func (l *EventListener) add(target *EventTarget) (*EventTarget, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.handlers = append(l.handlers, target)
	return target, nil
}

// RemoveHandler ends the calls to a handler. Removing it twice does nothing.
func (l *EventListener) RemoveHandler(target *EventTarget) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.handlers = slices.DeleteFunc(l.handlers, func(h *EventTarget) bool { return h == target })
	return nil
}

// Disconnect ends this listener; others go on. The websocket closes with its last listener. Safe to call twice.
func (l *EventListener) Disconnect() {
	l.once.Do(func() {
		close(l.done)
		l.queue.end()
		hs := l.hub.owner
		hs.mu.Lock()
		defer hs.mu.Unlock()
		delete(l.hub.listeners, l)
		if len(l.hub.listeners) == 0 {
			if hs.byKey[l.hub.key] == l.hub {
				delete(hs.byKey, l.hub.key)
			}
			l.hub.ws.Close()
		}
	})
}

// Wait blocks until the listener ends. It returns nil after Disconnect, else why the stream ended.
func (l *EventListener) Wait() error {
	<-l.ended
	if l.disconnected() {
		return nil
	}
	return fmt.Errorf("the event stream ended: %w", plainCause(l.err))
}
