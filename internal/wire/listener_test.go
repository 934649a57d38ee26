package wire

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/pkg/api"
)

// station is a server of event streams: it sends each websocket to opened.
type station struct {
	url    string
	opened chan *websocket.Conn
}

func newStation(t *testing.T) *station {
	t.Helper()
	s := &station{opened: make(chan *websocket.Conn, 16)}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		s.opened <- conn
		for err == nil { // answers pings and close frames
			_, _, err = conn.NextReader()
		}
		conn.Close()
	}))
	t.Cleanup(server.Close)
	s.url = "ws" + strings.TrimPrefix(server.URL, "http")
	return s
}

func (s *station) dial(ctx context.Context) (*websocket.Conn, error) {
	conn, resp, err := websocket.DefaultDialer.DialContext(ctx, s.url, nil)
	if resp != nil {
		resp.Body.Close()
	}
	return conn, err
}

// taken returns a channel of the messages that a listener receives.
func taken(l *Listener) <-chan string {
	texts := make(chan string, 16)
	go l.Take(func(m *Message) { texts <- string(m.Data) })
	return texts
}

func say(t *testing.T, conn *websocket.Conn, text string) {
	t.Helper()
	if err := conn.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
		t.Error(err)
	}
}

func listen(t *testing.T, s *Streams, key string, dial func(context.Context) (*websocket.Conn, error)) *Listener {
	t.Helper()
	l, err := s.Listen(t.Context(), key, dial)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Leave)
	return l
}

// TestOneStreamForManyListeners ends the listeners one by one; the websocket closes with the last.
func TestOneStreamForManyListeners(t *testing.T) {
	t.Parallel()
	at := newStation(t)
	var s Streams
	first, second := listen(t, &s, "a", at.dial), listen(t, &s, "a", at.dial)
	one, two := taken(first), taken(second)
	conn := <-at.opened
	say(t, conn, "hello")
	if a, b := <-one, <-two; a != "hello" || b != "hello" || len(at.opened) != 0 {
		t.Errorf("%q %q, and %d more websockets", a, b, len(at.opened))
	}
	first.Leave()
	first.Leave()
	if err := first.Wait(); err != nil || first.Active() || !second.Active() {
		t.Error(err, first.Active(), second.Active())
	}
	say(t, conn, "again")
	if text := <-two; text != "again" || len(one) != 0 {
		t.Errorf("%q, and %d for the one that left", text, len(one))
	}
	s.Close()
	if err := second.Wait(); err != nil {
		t.Error(err)
	}
	third := listen(t, &s, "a", at.dial)
	say(t, <-at.opened, "new")
	if text := <-taken(third); text != "new" {
		t.Error(text)
	}
}

// TestSlowDialHoldsUpNoOtherStream checks that while one stream is being opened, another one delivers, opens and closes.
func TestSlowDialHoldsUpNoOtherStream(t *testing.T) {
	t.Parallel()
	at := newStation(t)
	var s Streams
	dialling, open := make(chan struct{}), make(chan struct{})
	slow := func(ctx context.Context) (*websocket.Conn, error) {
		close(dialling)
		<-open
		return at.dial(ctx)
	}
	quick := listen(t, &s, "quick", at.dial)
	texts, conn := taken(quick), <-at.opened
	var all sync.WaitGroup
	all.Go(func() {
		l, err := s.Listen(t.Context(), "slow", slow)
		if err != nil {
			t.Error(err)
			return
		}
		l.Leave()
	})
	<-dialling
	errLeft := errors.New("left")
	ctx, leave := context.WithCancelCause(t.Context())
	leave(errLeft)
	if _, err := s.Listen(ctx, "slow", slow); !errors.Is(err, errLeft) {
		t.Error(err)
	}
	say(t, conn, "still there")
	if text := <-texts; text != "still there" {
		t.Error(text)
	}
	listen(t, &s, "third", at.dial).Leave()
	close(open)
	all.Wait()
}

// TestReopen checks that a listener with OnReopen survives a broken stream and is notified; the others end with the cause. A
// refusal ends all of them.
func TestReopen(t *testing.T) {
	t.Parallel()
	at := newStation(t)
	var s Streams
	var refusing atomic.Bool
	dial := func(ctx context.Context) (*websocket.Conn, error) {
		if refusing.Load() {
			return nil, &api.StatusError{Code: http.StatusForbidden, Message: "no more"}
		}
		return at.dial(ctx)
	}
	stays, goes := listen(t, &s, "a", dial), listen(t, &s, "a", dial)
	told := make(chan struct{}, 1)
	stays.OnReopen(func() { told <- struct{}{} })
	texts, none := taken(stays), taken(goes)
	conn := <-at.opened
	conn.Close()
	if err := goes.Wait(); err == nil || len(none) != 0 {
		t.Error("the stream broke and the listener did not end with it")
	}
	<-told
	conn = <-at.opened
	say(t, conn, "after")
	if text := <-texts; text != "after" || !stays.Active() {
		t.Error(text)
	}
	refusing.Store(true)
	conn.Close()
	if err := stays.Wait(); err == nil || stays.Active() {
		t.Error("a refusal did not end the listener")
	}
	if _, err := s.Listen(t.Context(), "a", dial); !errors.Is(err, api.ErrForbidden) {
		t.Error(err)
	}
}

// TestMessages are decoded once; a message that is not an event has no type.
func TestMessages(t *testing.T) {
	t.Parallel()
	m := &Message{Data: []byte(`{"type":"lifecycle","project":"p"}`)}
	if e := m.Event(); e.Type != "lifecycle" || e.Project != "p" {
		t.Errorf("%+v", e)
	}
	m.Data = []byte("nonsense")
	if m.Event().Type != "lifecycle" {
		t.Error("decoded twice")
	}
	if e := (&Message{Data: []byte(`{"type":"x","metadata":`)}).Event(); e.Type != "" {
		t.Errorf("%+v", e)
	}
}
