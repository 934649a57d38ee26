// Package ws copies between websockets and byte streams, in the framing of exec, console and migration sockets:
// binary frames carry data, any text frame marks the end.
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

// ErrNoMarker means that a stream broke off before its end was marked.
var ErrNoMarker = errors.New("the connection was lost before the end of the stream")

// Activity counts what a stream does, so that a waiting party can tell a slow one from a dead one.
type Activity struct {
	bytes   atomic.Int64
	writing atomic.Int32
}

// Stamp returns a value that changes with every byte copied.
func (a *Activity) Stamp() int64 { return a.bytes.Load() }

// Busy reports whether a write to the consumer is under way.
func (a *Activity) Busy() bool { return a.writing.Load() > 0 }

// Receive copies data frames to dst until the end marker. It returns nil at the marker, the writer's error when dst fails
// (the rest is then read and dropped, so that the peer is not blocked), and ErrNoMarker when the connection ends first.
// A nil dst drops the data.
func Receive(conn *websocket.Conn, dst io.Writer, activity *Activity) error {
	var failed error
	if dst == nil {
		dst = io.Discard
	}
	var buf []byte // made when there is something to copy: most sockets of a session stay silent
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

// Send copies src to data frames and marks its end, also when src fails: the peer must not wait for more. A nil src is
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

// BrokenError says which of two joined websockets failed before its peer closed it.
type BrokenError struct {
	Conn *websocket.Conn
	Err  error
}

// Error returns the cause.
func (e *BrokenError) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *BrokenError) Unwrap() error { return e.Err }

// Forward copies frames from one websocket to another as they are, text frames included: migration protocols use them as
// barriers. It ends when the peer of from closes it in order, which the peer of to is told in the same words. After anything
// else it calls broken and only then lets the other side know, so that what that one does about it is not taken for the cause.
// Both are closed without a word, unless the peer gave a reason: a normal close frame would make half a stream look whole.
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

// passClose hands the close frame on with which reading ended. The end of a connection without one is no such frame, and
// gorilla's code for it must not be sent.
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

// failingReader hides WriteTo, which would copy in small steps of its own, and keeps the error of reading.
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

// onlyWriter hides ReadFrom, which would do the same.
type onlyWriter struct{ io.Writer }
