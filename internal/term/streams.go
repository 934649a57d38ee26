// Package term contains all code that uses the terminal: streams, raw mode, size, signals, passwords and the editor.
package term

import (
	"context"
	"io"
	"os"
	"sync"
	"time"
)

// Streams are the standard streams of a command. Tests replace them with buffers.
type Streams struct {
	In  io.Reader
	Out io.Writer
	Err io.Writer

	// Patience is how long a question waits for an answer from a pipe; 0 means half a minute.
	Patience time.Duration

	mu      sync.Mutex
	restore func() // restores the terminal; nil if it is not raw
}

// Standard returns the streams of the process.
func Standard() *Streams { return &Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr} }

// InputIsTerminal reports whether the user can type.
func (s *Streams) InputIsTerminal() bool { return isTerminal(s.In) }

// OutputIsTerminal reports whether results are shown on a screen.
func (s *Streams) OutputIsTerminal() bool { return isTerminal(s.Out) }

// ErrIsTerminal reports whether messages are shown on a screen.
func (s *Streams) ErrIsTerminal() bool { return isTerminal(s.Err) }

func isTerminal(stream any) bool {
	_, ok := consoleOf(stream)
	return ok
}

// Size returns the size of the terminal in characters, or 0 and 0 if there is none.
func (s *Streams) Size() (width, height int) {
	for _, stream := range []any{s.Out, s.In, s.Err} {
		if c, ok := consoleOf(stream); ok {
			if w, h, err := c.size(); err == nil && w > 0 {
				return w, h
			}
		}
	}
	return 0, 0
}

// Raw runs work with the terminal in raw mode and restores it when work returns, fails or panics, and when Restore is called
// from another goroutine. A program that was stopped and goes on makes it raw again, since the shell has changed it in the
// meantime. Without a terminal Raw just runs work.
func (s *Streams) Raw(ctx context.Context, work func(context.Context) error) error {
	c, ok := consoleOf(s.In)
	if !ok {
		return work(ctx)
	}
	if err := s.enterRaw(c); err != nil {
		return err
	}
	defer s.Restore()
	stop := onContinue(func() { s.rawAgain(c) })
	defer stop()
	return work(ctx)
}

func (s *Streams) enterRaw(c console) error {
	cooked, err := c.makeRaw()
	if err != nil {
		return err
	}
	plain := func() error { return nil }
	if out, ok := consoleOf(s.Out); ok {
		if restore, err := out.sequences(); err == nil { // an old Windows shows them as they are
			plain = restore
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.restore = func() {
		_ = plain()
		_ = cooked()
	}
	return nil
}

// rawAgain repeats enterRaw, unless the terminal has been restored or belongs to another job.
func (s *Streams) rawAgain(c console) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.restore != nil && c.foreground() {
		_, _ = c.makeRaw()
	}
}

// Restore restores the terminal immediately. It may be called at any time and more than once.
func (s *Streams) Restore() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.restore != nil {
		s.restore()
		s.restore = nil
	}
}
