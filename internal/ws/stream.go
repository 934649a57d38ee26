package ws

import (
	"errors"
	"io"
	"net"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// NewStream returns the stream of bytes in the binary frames of a websocket.
func NewStream(conn *websocket.Conn) net.Conn { return &stream{Conn: conn} }

// stream is a stream over the binary frames of a websocket.
type stream struct {
	*websocket.Conn
	mu   sync.Mutex // one writer at a time
	rest io.Reader
}

// Read returns the bytes of frames; a text frame or the end of the websocket is the end of the stream.
func (c *stream) Read(p []byte) (int, error) {
	for {
		if c.rest == nil {
			kind, r, err := c.NextReader()
			if err != nil || kind != websocket.BinaryMessage {
				return 0, io.EOF
			}
			c.rest = r
		}
		n, err := c.rest.Read(p)
		if errors.Is(err, io.EOF) {
			c.rest = nil
			err = nil
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

// Write sends one frame.
func (c *stream) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.WriteMessage(websocket.BinaryMessage, p); err != nil {
		return 0, err
	}
	return len(p), nil
}

// SetDeadline sets both limits.
func (c *stream) SetDeadline(t time.Time) error {
	return errors.Join(c.SetReadDeadline(t), c.SetWriteDeadline(t))
}
