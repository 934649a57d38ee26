package wire

import (
	"context"
	"sync"

	"golang.org/x/sync/singleflight"
)

// Shared lets concurrent callers with the same key share one request. Each of them waits until its own context ends; the
// request is canceled when the last of them has left.
type Shared struct {
	group singleflight.Group

	mu      sync.Mutex
	waiting map[string]*waiters
}

// waiters are the callers waiting for one request.
type waiters struct {
	count  int
	ctx    context.Context //nolint:containedctx // of the request
	cancel context.CancelFunc
}

// Ask runs fetch for a key, or waits for one that is already running.
func (s *Shared) Ask(ctx context.Context, key string, fetch func(ctx context.Context) error) error {
	for {
		w := s.join(ctx, key)
		done := s.group.DoChan(key, func() (any, error) { return nil, fetch(w.ctx) })
		select {
		case result := <-done:
			abandoned := w.ctx.Err() != nil // its callers have left
			s.leave(key, w)
			if abandoned && result.Err != nil && ctx.Err() == nil {
				continue
			}
			return result.Err
		case <-ctx.Done():
			s.leave(key, w)
			return context.Cause(ctx)
		}
	}
}

func (s *Shared) join(ctx context.Context, key string) *waiters {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.waiting == nil {
		s.waiting = map[string]*waiters{}
	}
	w := s.waiting[key]
	if w == nil {
		w = &waiters{}
		w.ctx, w.cancel = context.WithCancel(context.WithoutCancel(ctx))
		s.waiting[key] = w
	}
	w.count++
	return w
}

func (s *Shared) leave(key string, w *waiters) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if w.count--; w.count > 0 {
		return
	}
	w.cancel()
	s.group.Forget(key)
	if s.waiting[key] == w {
		delete(s.waiting, key)
	}
}
