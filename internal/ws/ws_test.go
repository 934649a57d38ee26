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

// pair returns the two ends of a websocket.
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
	go func() { _ = ws.Forward(c, b) }()
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
