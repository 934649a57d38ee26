package wire

import (
	"context"
	"encoding/json"
	"sync"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/pkg/api"
)

// Listener receives the messages of an event stream in order, without losing any while it is connected. A listener that lags
// behind by more than 64 MiB blocks the stream, and the server may then close it.
type Listener struct {
	hub   *hub
	queue *mailbox
	left  chan struct{} // closed by Leave
	ended chan struct{} // closed when no more messages will arrive and the queue is empty
	once  sync.Once

	mu       sync.Mutex
	reopened []func() // called after the stream was reopened
	err      error
}

// Message is a message from the server. It is decoded once, on demand.
type Message struct {
	Data   []byte
	decode sync.Once
	event  api.Event
}

// Event decodes the message; the type is empty if it is not an event.
func (m *Message) Event() api.Event {
	m.decode.Do(func() {
		if json.Unmarshal(m.Data, &m.event) != nil {
			m.event.Type = ""
		}
	})
	return m.event
}

// Listen adds a listener to the stream for a key, which dial opens for the first listener, and again if it breaks. The caller
// must call Take. The listener ends with ctx, on Leave, or with the stream.
func (s *Streams) Listen(ctx context.Context, key string, dial func(ctx context.Context) (*websocket.Conn, error)) (*Listener, error) {
	l := &Listener{queue: newMailbox(mailboxLimit), left: make(chan struct{}), ended: make(chan struct{})}
	for joined := false; !joined; {
		h, first := s.at(ctx, key, dial)
		if first {
			conn, err := dial(ctx)
			h.abandoned = ctx.Err() != nil
			h.open(conn, err, l)
			if err != nil {
				return nil, err
			}
			break
		}
		select {
		case <-h.opened:
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
		if h.failed != nil && !h.abandoned {
			return nil, h.failed
		}
		joined = h.failed == nil && h.join(l) // otherwise the hub has ended: try again, maybe as the first
	}
	if ctx.Done() != nil {
		go func() {
			select {
			case <-ctx.Done():
				l.Leave()
			case <-l.left:
			}
		}()
	}
	return l, nil
}

// Close ends all listeners.
func (s *Streams) Close() {
	s.mu.Lock()
	var all []*Listener
	for _, h := range s.byKey {
		all = append(all, h.snapshot()...)
	}
	s.mu.Unlock()
	for _, l := range all {
		l.Leave()
	}
}

// Take calls each with every message until the listener ends.
func (l *Listener) Take(each func(*Message)) {
	defer close(l.ended)
	for {
		all := l.queue.take()
		if len(all) == 0 {
			return
		}
		for _, m := range all {
			if l.gone() {
				return
			}
			each(m)
		}
	}
}

// OnReopen makes the listener survive a broken stream: the stream is reopened, and function is called each time, since messages
// may have been lost. Without it, a listener ends with the stream.
func (l *Listener) OnReopen(function func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.reopened = append(l.reopened, function)
}

func (l *Listener) gone() bool {
	select {
	case <-l.left:
		return true
	default:
		return false
	}
}

// Active reports whether more messages may arrive.
func (l *Listener) Active() bool {
	select {
	case <-l.left:
	case <-l.ended:
	default:
		return true
	}
	return false
}

// Leave ends this listener but no others. The websocket is closed with the last one. Leaving twice does nothing.
func (l *Listener) Leave() {
	l.once.Do(func() {
		close(l.left)
		l.queue.end()
		l.hub.leave(l)
	})
}

// Wait blocks until the listener ends. It returns nil after Leave, otherwise why the stream ended.
func (l *Listener) Wait() error {
	<-l.ended
	if l.gone() {
		return nil
	}
	return Cause(l.err)
}
