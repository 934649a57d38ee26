// Package ws copies between websockets and byte streams with the framing of exec, console and migration sockets: binary
// frames carry data, any text frame marks the end.
package ws

import (
	"errors"
	"io"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// BufferSize is the size of one copy step in bytes.
const BufferSize = 128 << 10

// ErrNoMarker means that a stream ended without its end marker.
var ErrNoMarker = errors.New("the connection was lost before the end of the stream")

// Activity counts the bytes of a stream, to tell a slow stream from a stalled one.
type Activity struct {
	bytes   atomic.Int64
	writing atomic.Int32
}

// Stamp returns a value that changes with every byte copied.
func (a *Activity) Stamp() int64 { return a.bytes.Load() }

// Busy reports whether a write to the consumer is in progress.
func (a *Activity) Busy() bool { return a.writing.Load() > 0 }

// Receive copies data frames to dst until the end marker. It returns nil at the marker, the writer's error if dst fails (the
// rest is then discarded, so that the peer does not block), and ErrNoMarker if the connection ends first. A nil dst discards
// the data.
func Receive(conn *websocket.Conn, dst io.Writer, activity *Activity) error {
	var failed error
	if dst == nil {
		dst = io.Discard
	}
	var buf []byte // allocated on demand: most sockets of a session carry no data
	for {
		kind, frame, err := conn.NextReader()
		if err != nil {
			return errors.Join(failed, ErrNoMarker)
		}
		if kind == websocket.TextMessage {
			return failed
		}
		if buf == nil {
			buf = make([]byte, BufferSize)
		}
		for {
			n, err := frame.Read(buf)
			if n > 0 && failed == nil {
				activity.writing.Add(1)
				_, failed = dst.Write(buf[:n])
				activity.writing.Add(-1)
			}
			activity.bytes.Add(int64(n))
			if err == io.EOF {
				break
			}
			if err != nil {
				return errors.Join(failed, ErrNoMarker)
			}
		}
	}
}

// Send copies src to data frames and sends the end marker, even if src fails: the peer must not wait for more. A nil src is
// empty.
func Send(conn *websocket.Conn, src io.Reader) error {
	if src != nil {
		buf := make([]byte, BufferSize)
		for {
			n, err := src.Read(buf)
			if n > 0 {
				if err := conn.WriteMessage(websocket.BinaryMessage, buf[:n]); err != nil {
					return err
				}
			}
			if err == io.EOF {
				break
			}
			if err != nil {
				return errors.Join(err, conn.WriteMessage(websocket.TextMessage, nil))
			}
		}
	}
	return conn.WriteMessage(websocket.TextMessage, nil)
}

// BrokenError tells which of two relayed websockets failed before its peer closed it.
type BrokenError struct {
	Conn *websocket.Conn
	Err  error
}

// Error returns the cause.
func (e *BrokenError) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *BrokenError) Unwrap() error { return e.Err }

// Forward copies frames from one websocket to another unchanged, including text frames, which migration protocols use as
// barriers. When the peer of from closes it cleanly, Forward passes the close frame on and returns. After any other error it
// calls broken before it closes the other side, so that the other side's reaction is not taken for the cause. Then it closes
// both abruptly, unless the peer gave a reason: a normal close frame would make a partial stream look complete.
func Forward(to, from *websocket.Conn, broken func(*BrokenError)) {
	failed := forward(to, from)
	if failed == nil {
		return
	}
	broken(failed)
	if failed.Conn == from {
		_ = passClose(to, failed.Err)
	}
	to.Close()
	from.Close()
}

func forward(to, from *websocket.Conn) *BrokenError {
	buf := make([]byte, BufferSize)
	for {
		kind, src, err := from.NextReader()
		if websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseNoStatusReceived) {
			if err := passClose(to, err); err != nil {
				return &BrokenError{to, err}
			}
			return nil
		}
		if err != nil {
			return &BrokenError{from, err}
		}
		dst, err := to.NextWriter(kind)
		if err != nil {
			return &BrokenError{to, err}
		}
		read := &failingReader{src: src}
		if _, err := io.CopyBuffer(onlyWriter{dst}, read, buf); err != nil {
			if read.err != nil {
				return &BrokenError{from, read.err}
			}
			return &BrokenError{to, err}
		}
		if err := dst.Close(); err != nil {
			return &BrokenError{to, err}
		}
	}
}

// passClose passes on the close frame that ended reading. gorilla/websocket also reports a missing close frame as a
// CloseError, with a code that must not be sent.
func passClose(to *websocket.Conn, err error) error {
	var closed *websocket.CloseError
	if !errors.As(err, &closed) || closed.Code == websocket.CloseAbnormalClosure {
		return nil
	}
	frame := websocket.FormatCloseMessage(closed.Code, closed.Text)
	err = to.WriteControl(websocket.CloseMessage, frame, time.Now().Add(5*time.Second))
	if errors.Is(err, websocket.ErrCloseSent) {
		return nil
	}
	return err
}

// failingReader hides WriteTo, which would copy in smaller steps, and keeps the read error.
type failingReader struct {
	src io.Reader
	err error
}

func (r *failingReader) Read(p []byte) (int, error) {
	n, err := r.src.Read(p)
	if err != nil && err != io.EOF {
		r.err = err
	}
	return n, err
}

// onlyWriter hides ReadFrom for the same reason.
type onlyWriter struct{ io.Writer }
