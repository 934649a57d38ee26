package minilxd

import (
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/internal/ws"
)

// terminalOutput sends what a terminal shows, and then the marker of the end, once.
type terminalOutput struct {
	conn  *websocket.Conn
	mu    sync.Mutex
	over  bool
	steps atomic.Int64 // odd while something is sent
}

// copy sends everything until the other end of the terminal is closed.
func (o *terminalOutput) copy(term io.Reader) {
	defer o.end()
	buf := make([]byte, ws.BufferSize)
	for {
		n, err := term.Read(buf)
		if n > 0 && !o.send(buf[:n]) || err != nil {
			return
		}
	}
}

func (o *terminalOutput) send(data []byte) bool {
	o.steps.Add(1)
	defer o.steps.Add(1)
	o.mu.Lock()
	defer o.mu.Unlock()
	return !o.over && o.conn.WriteMessage(websocket.BinaryMessage, data) == nil
}

func (o *terminalOutput) end() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.over {
		o.over = true
		_ = o.conn.WriteMessage(websocket.TextMessage, nil)
	}
}

func (o *terminalOutput) ended() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.over
}

// settle waits until a command that has ended has sent its output. A background process may still hold the terminal: then it is
// over when nothing comes any more. Silence has no event to wait for, so it looks again and again.
func (o *terminalOutput) settle() {
	const beat = 10 * time.Millisecond
	for idle, last := time.Duration(0), int64(-1); idle < 500*time.Millisecond; idle += beat {
		if o.ended() {
			return
		}
		if now := o.steps.Load(); now != last || now%2 == 1 {
			idle, last = 0, now
		}
		time.Sleep(beat)
	}
	o.end()
}
