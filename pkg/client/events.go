package lxd

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/internal/wire"
	"github.com/openlxc/lxc/pkg/api"
)

// EventListener receives the events of a connection in order, without losing any while it is connected. Its handlers run one at
// a time in a separate goroutine. A listener that lags behind by more than 64 MiB blocks the stream, and the server may then
// close it.
type EventListener struct {
	stream   *wire.Listener
	mu       sync.Mutex
	handlers []*EventTarget
}

// GetEvents subscribes to all types of events. Listeners of the same connection and project share one websocket. The listener
// ends with the context of the view, on Disconnect, or when the server closes the stream. GET /1.0/events. Returns once
// subscribed. Errors: *api.StatusError.
func (r *ProtocolLXD) GetEvents() (*EventListener, error) { return r.listen(nil) }

// GetEventsByType subscribes to the given types only ("operation", "logging", "lifecycle"). A server refuses the whole
// subscription if it does not know one of them. GET /1.0/events?type=…. Returns once subscribed. Errors: *api.StatusError.
func (r *ProtocolLXD) GetEventsByType(types []string) (*EventListener, error) { return r.listen(types) }

func (r *ProtocolLXD) listen(types []string) (*EventListener, error) {
	if err := r.check(r.scope.needs()); err != nil {
		return nil, err
	}
	query := url.Values{"type": {strings.Join(types, ",")}}
	v := r.view(func(s *scope) { s.target = "" })
	stream, err := r.conn.events.Listen(r.context(), encodeQuery(v.query(), query), func(ctx context.Context) (*websocket.Conn, error) {
		return v.view(func(s *scope) { s.ctx = ctx }).dial("/1.0/events", query, r.conn.Dialer)
	})
	if err != nil {
		return nil, err
	}
	l := &EventListener{stream: stream}
	go stream.Take(l.deliver)
	return l, nil
}

// OnReconnect makes the listener survive a broken stream: the stream is reopened, and function is called each time, since
// events may have been lost. Without it, a listener ends with the stream.
func (l *EventListener) OnReconnect(function func()) { l.stream.OnReopen(function) }

func (l *EventListener) deliver(m *wire.Message) {
	l.mu.Lock()
	handlers := slices.Clone(l.handlers)
	l.mu.Unlock()
	for _, h := range handlers {
		h.call(m)
	}
}

func (t *EventTarget) call(m *wire.Message) {
	if t.raw != nil {
		t.raw(m.Data)
		return
	}
	event := m.Event()
	if event.Type != "" && (len(t.types) == 0 || slices.Contains(t.types, event.Type)) {
		t.function(event)
	}
}

// AddRawHandler calls function with each event exactly as the server sent it; it may not be valid JSON. The bytes must not be
// modified. GetEventsByType selects the types.
func (l *EventListener) AddRawHandler(function func(data []byte)) (*EventTarget, error) {
	return l.add(&EventTarget{raw: function})
}

// AddHandler calls function with each event of the given types, decoded from JSON to a map[string]any; no types means all.
// AddEventHandler passes a struct instead.
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

// AddEventHandler calls function with each event of the given types; no types means all. The handlers of a listener run one at
// a time, in the order of the events.
func (l *EventListener) AddEventHandler(types []string, function func(api.Event)) (*EventTarget, error) {
	return l.add(&EventTarget{function: function, types: types})
}

func (l *EventListener) add(target *EventTarget) (*EventTarget, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.handlers = append(l.handlers, target)
	return target, nil
}

// RemoveHandler removes a handler. Removing it twice does nothing.
func (l *EventListener) RemoveHandler(target *EventTarget) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.handlers = slices.DeleteFunc(l.handlers, func(h *EventTarget) bool { return h == target })
	return nil
}

// Disconnect ends this listener but no others. The websocket is closed with its last listener. Safe to call twice.
func (l *EventListener) Disconnect() { l.stream.Leave() }

// Wait blocks until the listener ends. It returns nil after Disconnect, otherwise why the stream ended.
func (l *EventListener) Wait() error {
	if err := l.stream.Wait(); err != nil {
		return fmt.Errorf("the event stream ended: %w", err)
	}
	return nil
}

// IsActive reports whether more events may arrive.
func (l *EventListener) IsActive() bool { return l.stream.Active() }

// GetEventsAllProjects subscribes to the events of all projects. GET /1.0/events?all-projects=true, extension projects. Returns
// once subscribed; the listener ends with the context of the view or with Disconnect. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) GetEventsAllProjects() (*EventListener, error) {
	return r.GetEventsAllProjectsByType(nil)
}

// GetEventsAllProjectsByType is GetEventsAllProjects for some types only. GET /1.0/events?all-projects=true&type=…, extension
// projects. Returns once subscribed. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetEventsAllProjectsByType(types []string) (*EventListener, error) {
	return r.inAllProjects().listen(types)
}

// EventTarget identifies a handler, for RemoveHandler.
type EventTarget struct {
	function func(api.Event)
	progress func(api.Operation)
	raw      func([]byte)
	types    []string
}
