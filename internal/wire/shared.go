package wire

import (
	"context"
	"sync"

	"golang.org/x/sync/singleflight"
)

// Shared lets all who want to know the same thing wait for one request. Each of them waits as long as its own context; the
// request ends with the last of them.
type Shared struct {
	group singleflight.Group

	mu      sync.Mutex
	waiting map[string]*waiters
}

// waiters are those who wait for one request.
type waiters struct {
	count  int
	ctx    context.Context //nolint:containedctx // of the request
	cancel context.CancelFunc
}

// Ask runs fetch under a key, unless it runs already.
func (s *Shared) Ask(ctx context.Context, key string, fetch func(ctx context.Context) error) error {
	for {
		w := s.join(ctx, key)
		done := s.group.DoChan(key, func() (any, error) { return nil, fetch(w.ctx) })
		select {
		case result := <-done:
			abandoned := w.ctx.Err() != nil // by those who have left meanwhile
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
