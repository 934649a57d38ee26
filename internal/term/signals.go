package term

import (
	"context"
	"os"
	"os/signal"
	"slices"
	"sync"
	"sync/atomic"
)

// Signals receives the signals of the process and passes each to the latest claimer.
type Signals struct {
	mu     sync.Mutex
	claims []func(os.Signal)
	ch     chan os.Signal

	started  sync.Once
	receives atomic.Bool
}

// NewSignals returns signals that are received after Start; base is called for those that end a command, while there is no
// claim.
func NewSignals(base func(os.Signal)) *Signals {
	s := &Signals{ch: make(chan os.Signal, 16)}
	s.claims = []func(os.Signal){func(sig os.Signal) {
		if slices.Contains(interrupts, sig) {
			base(sig)
		}
	}}
	return s
}

// Start starts receiving signals; Stop stops it. On nil, as in tests, it does nothing.
func (s *Signals) Start() {
	if s == nil {
		return
	}
	s.started.Do(func() {
		s.receives.Store(true)
		signal.Notify(s.ch, interrupts...)
		go func() {
			for sig := range s.ch {
				s.mu.Lock()
				claim := s.claims[len(s.claims)-1]
				s.mu.Unlock()
				claim(sig)
			}
		}()
	})
}

// Started reports whether signals are received.
func (s *Signals) Started() bool { return s.receives.Load() }

// Claim redirects the signals, and the additional ones, to handle until release is called. The additional ones are still caught
// after release: resetting each would cost two thread switches at the end of the program.
func (s *Signals) Claim(handle func(os.Signal), more ...os.Signal) (release func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.claims = append(s.claims, handle)
	if len(more) > 0 {
		signal.Notify(s.ch, more...)
	}
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.claims = s.claims[:len(s.claims)-1]
	}
}

// Stop stops receiving signals.
func (s *Signals) Stop() {
	signal.Stop(s.ch)
	close(s.ch)
}

// Size is the size of a terminal in characters.
type Size struct{ Width, Height int }

// Resizes returns a channel that receives the new size of the terminal after each change. It is closed when ctx ends.
func (s *Streams) Resizes(ctx context.Context) <-chan Size {
	out := make(chan Size, 1)
	changed := make(chan os.Signal, 1)
	stop := notifyResize(changed)
	go func() {
		defer close(out)
		defer stop()
		s.sendSizes(ctx, changed, out)
	}()
	return out
}

// sendSizes sends the size when it may have changed, which is often on systems that do not tell, unless it was sent already.
func (s *Streams) sendSizes(ctx context.Context, changed <-chan os.Signal, out chan<- Size) {
	var last Size
	for {
		select {
		case <-ctx.Done():
			return
		case <-changed:
			w, h := s.Size()
			if now := (Size{w, h}); w == 0 || now == last {
				continue
			}
			last = Size{w, h}
			select {
			case out <- last:
			case <-ctx.Done():
				return
			}
		}
	}
}
