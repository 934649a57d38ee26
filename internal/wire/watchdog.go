package wire

import (
	"io"
	"sync"
	"time"
)

// watchdogSteps is how many times a watchdog checks before it fires. Time in which this program (or the whole machine) is
// stopped counts as one check, however long it was: a response that arrived in the meantime is still accepted.
const watchdogSteps = 10

// watchdog fires unless it is stopped or fed in time. A negative limit never fires.
type watchdog struct {
	step time.Duration
	fire func()

	mu    sync.Mutex
	left  int // checks until it fires; 0 if it has fired or was stopped
	timer *time.Timer
}

func newWatchdog(limit time.Duration, fire func()) *watchdog {
	w := &watchdog{step: limit / watchdogSteps, fire: fire}
	if limit > 0 {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.left = watchdogSteps
		w.timer = time.AfterFunc(w.step, w.look)
	}
	return w
}

func (w *watchdog) look() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.left == 0 {
		return
	}
	if w.left--; w.left == 0 {
		w.fire()
		return
	}
	w.timer.Reset(w.step)
}

func (w *watchdog) stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.left = 0; w.timer != nil {
		w.timer.Stop()
	}
}

// feed restarts the limit, unless it has ended.
func (w *watchdog) feed() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.left > 0 {
		w.left = watchdogSteps
		w.timer.Reset(w.step)
	}
}

// reader feeds the watchdog with every read, so that a long upload continues as long as data is sent.
func (w *watchdog) reader(src io.Reader) io.Reader {
	return ReaderFunc(func(p []byte) (int, error) {
		w.feed()
		return src.Read(p)
	})
}

// ReaderFunc is a function that implements io.Reader.
type ReaderFunc func([]byte) (int, error)

// Read calls the function.
func (f ReaderFunc) Read(p []byte) (int, error) { return f(p) }
