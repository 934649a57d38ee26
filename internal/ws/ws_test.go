package ws_test

import (
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/internal/ws"
)

// pair returns both ends of a websocket.
func pair(t *testing.T) (client, server *websocket.Conn) {
	t.Helper()
	ends := make(chan *websocket.Conn, 1)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		up := websocket.Upgrader{}
		conn, err := up.Upgrade(w, r, nil)
		if err != nil {
			t.Error(err)
			return
		}
		ends <- conn
	}))
	t.Cleanup(s.Close)
	client, resp, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(s.URL, "http"), nil)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	server = <-ends
	t.Cleanup(func() { client.Close(); server.Close() })
	return client, server
}

func TestSendAndReceive(t *testing.T) {
	t.Parallel()
	a, b := pair(t)
	data := bytes.Repeat([]byte("0123456789"), 100_000)
	go func() { _ = ws.Send(a, bytes.NewReader(data)) }()
	var got bytes.Buffer
	var activity ws.Activity
	if err := ws.Receive(b, &got, &activity); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), data) || activity.Stamp() != int64(len(data)) || activity.Busy() {
		t.Errorf("%d bytes arrived, %d counted", got.Len(), activity.Stamp())
	}
}

func TestEmptyAndBrokenStreams(t *testing.T) {
	t.Parallel()
	a, b := pair(t)
	go func() {
		_ = ws.Send(a, nil)
		_ = a.WriteMessage(websocket.BinaryMessage, []byte("cut"))
		a.Close()
	}()
	var got bytes.Buffer
	if err := ws.Receive(b, &got, &ws.Activity{}); err != nil || got.Len() != 0 {
		t.Error(err, got.String())
	}
	if err := ws.Receive(b, &got, &ws.Activity{}); !errors.Is(err, ws.ErrNoMarker) || got.String() != "cut" {
		t.Error(err, got.String())
	}
}

var errFull = errors.New("full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestAFailedWriterDoesNotBlockThePeer(t *testing.T) {
	t.Parallel()
	a, b := pair(t)
	sent := make(chan error, 1)
	go func() { sent <- ws.Send(a, bytes.NewReader(make([]byte, 8<<20))) }()
	if err := ws.Receive(b, full{}, &ws.Activity{}); !errors.Is(err, errFull) || errors.Is(err, ws.ErrNoMarker) {
		t.Error(err)
	}
	if err := <-sent; err != nil {
		t.Error(err)
	}
}

func TestForwardKeepsFrames(t *testing.T) {
	t.Parallel()
	a, b := pair(t)
	c, d := pair(t)
	go ws.Forward(c, b, func(*ws.BrokenError) {})
	frames := []struct {
		kind int
		data string
	}{{websocket.BinaryMessage, "one"}, {websocket.TextMessage, ""}, {websocket.TextMessage, "barrier"}, {websocket.BinaryMessage, strings.Repeat("x", 300_000)}}
	go func() {
		for _, f := range frames {
			_ = a.WriteMessage(f.kind, []byte(f.data))
		}
		_ = a.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""))
	}()
	for _, f := range frames {
		kind, data, err := d.ReadMessage()
		if err != nil || kind != f.kind || string(data) != f.data {
			t.Fatal(kind, len(data), err)
		}
	}
	if _, _, err := d.ReadMessage(); !websocket.IsCloseError(err, websocket.CloseNormalClosure) {
		t.Error(err)
	}
}

// TestForwardPassesABreakOn checks that the reader of a relayed stream can distinguish its end from a failure.
func TestForwardPassesABreakOn(t *testing.T) {
	t.Parallel()
	half := append([]byte{0x02, 126, 0x10, 0x00}, "the beginning of a frame"...) // sent by a server, so not masked
	for name, breakOff := range map[string]func(server *websocket.Conn) error{
		"between frames": func(server *websocket.Conn) error { return server.NetConn().Close() },
		"in a frame": func(server *websocket.Conn) error {
			_, err := server.NetConn().Write(half)
			return errors.Join(err, server.NetConn().Close())
		},
		"with an error code": func(server *websocket.Conn) error {
			return server.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseInternalServerErr, "disk full"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			near, source := pair(t)
			far, target := pair(t)
			ended := make(chan *ws.BrokenError, 1)
			go func() {
				var broken *ws.BrokenError
				ws.Forward(far, near, func(err *ws.BrokenError) { broken = err })
				ended <- broken
			}()
			if err := source.WriteMessage(websocket.BinaryMessage, []byte("begin")); err != nil {
				t.Fatal(err)
			}
			if err := breakOff(source); err != nil {
				t.Fatal(err)
			}
			var err error
			for err == nil {
				_, _, err = target.ReadMessage()
			}
			if websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseNoStatusReceived) {
				t.Error("the target takes the stream for whole:", err)
			}
			if broken := <-ended; broken == nil || broken.Conn != near {
				t.Error(broken)
			}
			if err := near.WriteMessage(websocket.TextMessage, nil); err == nil {
				t.Error("the broken side is still open")
			}
		})
	}
}

// TestForwardNamesTheReceiver checks that a failed receiver is reported as such.
func TestForwardNamesTheReceiver(t *testing.T) {
	t.Parallel()
	near, source := pair(t)
	far, _ := pair(t)
	if err := far.NetConn().Close(); err != nil {
		t.Fatal(err)
	}
	go func() { _ = source.WriteMessage(websocket.BinaryMessage, []byte("begin")) }()
	var broken *ws.BrokenError
	ws.Forward(far, near, func(err *ws.BrokenError) { broken = err })
	if broken == nil || broken.Conn != far {
		t.Error(broken)
	}
	if _, _, err := source.ReadMessage(); websocket.IsCloseError(err, websocket.CloseNormalClosure) {
		t.Error(err)
	}
}

// TestForwardReportsFirst checks that a failure is reported before the other side can react to it.
func TestForwardReportsFirst(t *testing.T) {
	t.Parallel()
	near, source := pair(t)
	far, target := pair(t)
	told := make(chan error, 1)
	go func() {
		_, _, err := target.ReadMessage()
		told <- err
	}()
	if err := source.NetConn().Close(); err != nil {
		t.Fatal(err)
	}
	ws.Forward(far, near, func(*ws.BrokenError) {
		if err := far.WriteMessage(websocket.TextMessage, nil); err != nil {
			t.Error("closed before the report:", err)
		}
	})
	if err := <-told; err != nil {
		t.Error("the frame of the report did not arrive:", err)
	}
}
