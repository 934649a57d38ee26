package lxd

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/pkg/api"
)

const queueLength = 256 // events that one listener may lag behind before it holds up the stream

// hubs are the event streams of a connection, one per scope.
type hubs struct {
	mu    sync.Mutex
	byKey map[string]*hub
}

// hub is one events websocket. It is opened by the first listener and closed with the last one.
type hub struct {
	owner     *hubs
	key       string
	ws        *websocket.Conn
	listeners map[*EventListener]struct{}
}

// EventListener receives the events of a connection: in order, none lost while it is connected. Its handlers run one
// after the other in a goroutine of its own. A listener that lags far behind holds up the stream.
type EventListener struct {
	hub      *hub
	queue    chan api.Event
	done     chan struct{} // closed by Disconnect
	ended    chan struct{} // closed when no more events will come and the queue is empty
	once     sync.Once
	mu       sync.Mutex
	handlers []*EventTarget
	err      error
}

// GetEvents subscribes to every kind of event (GET /1.0/events). Listeners of one connection and project share one
// websocket. The listener ends with the context of the view, with Disconnect, or when the server goes.
func (r *ProtocolLXD) GetEvents() (*EventListener, error) { return r.listen(nil) }

// GetEventsByType subscribes to some kinds only ("operation", "logging", "lifecycle"), which spares the others. A server
// refuses the whole subscription when it does not know one of them.
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
		ws, err := v.dial("/1.0/events", query, r.conn.dialer)
		if err != nil {
			return nil, err
		}
		h = &hub{owner: hs, key: key, ws: ws, listeners: map[*EventListener]struct{}{}}
		hs.byKey[key] = h
		go h.read()
	}
	l := &EventListener{
		hub: h, queue: make(chan api.Event, queueLength), done: make(chan struct{}), ended: make(chan struct{}),
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

// read distributes events until the websocket ends, then ends its listeners.
func (h *hub) read() {
	var failure error
	for {
		_, data, err := h.ws.ReadMessage()
		if err != nil {
			failure = err
			break
		}
		event := api.Event{}
		if json.Unmarshal(data, &event) != nil || event.Type == "" {
			continue
		}
		for _, l := range h.snapshot() {
			select {
			case l.queue <- event:
			case <-l.done:
			}
		}
	}
	h.owner.mu.Lock()
	if h.owner.byKey[h.key] == h {
		delete(h.owner.byKey, h.key)
	}
	h.owner.mu.Unlock()
	h.ws.Close()
	for _, l := range h.snapshot() {
		l.err = failure
		close(l.queue)
	}
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
		select {
		case <-l.done:
			return
		case event, open := <-l.queue:
			if !open {
				return
			}
			l.mu.Lock()
			handlers := slices.Clone(l.handlers)
			l.mu.Unlock()
			for _, h := range handlers {
				if len(h.types) == 0 || slices.Contains(h.types, event.Type) {
					h.function(event)
				}
			}
		}
	}
}

// AddHandler calls function with each event of the given types; no types means all.
func (l *EventListener) AddHandler(types []string, function func(api.Event)) (*EventTarget, error) {
	target := &EventTarget{function: function, types: types}
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
	select {
	case <-l.done:
		return nil
	default:
		return &ConnectError{Address: "event stream", Err: plainCause(l.err)}
	}
}
