package wire

import (
	"context"
	"encoding/json"
	"sync"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/pkg/api"
)

// Listener gets what comes on an event stream: in order, nothing lost while it is connected. One that lags behind by more than
// 64 MiB holds up the stream, and the server may then end it.
type Listener struct {
	hub   *hub
	queue *mailbox
	left  chan struct{} // closed by Leave
	ended chan struct{} // closed when nothing more will come and the queue is empty
	once  sync.Once

	mu       sync.Mutex
	reopened []func() // called after the stream was opened again
	err      error
}

// Message is what the server sent. It is decoded once, for the first who needs that.
type Message struct {
	Data   []byte
	decode sync.Once
	event  api.Event
}

// Event decodes the message; its type is empty where it is no event.
func (m *Message) Event() api.Event {
	m.decode.Do(func() {
		if json.Unmarshal(m.Data, &m.event) != nil {
			m.event.Type = ""
		}
	})
	return m.event
}

// Listen adds a listener to the stream under a key, which dial opens for the first one, and again when it breaks. Take must be
// called. The listener ends with ctx, with Leave, or with the stream.
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
		joined = h.failed == nil && h.join(l) // else the hub is gone, and the next one may be ours to open
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

// OnReopen lets the listener outlive a broken stream: it is opened again, and function is called after each time, since what
// came in between is lost. Without it a listener ends with the stream.
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

// Active reports whether more may come.
func (l *Listener) Active() bool {
	select {
	case <-l.left:
	case <-l.ended:
	default:
		return true
	}
	return false
}

// Leave ends this listener; others go on. The websocket closes with the last one. Leaving twice does nothing.
func (l *Listener) Leave() {
	l.once.Do(func() {
		close(l.left)
		l.queue.end()
		l.hub.leave(l)
	})
}

// Wait blocks until the listener ends. It returns nil after Leave, else why the stream ended.
func (l *Listener) Wait() error {
	<-l.ended
	if l.gone() {
		return nil
	}
	return Cause(l.err)
}
