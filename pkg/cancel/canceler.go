// Package cancel provides Canceler, which cancels requests from outside.
package cancel

import (
	"context"
	"sync"
)

// Canceler cancels the requests bound to it. The zero value is ready to use. It is safe for concurrent use.
type Canceler struct {
	mu        sync.Mutex
	next      int
	funcs     map[int]context.CancelFunc
	cancelled bool
}

// NewCanceler returns a Canceler.
func NewCanceler() *Canceler { return &Canceler{} }

// Bind returns a context that is done when ctx is done or Cancel is called. The caller must call release.
func (c *Canceler) Bind(ctx context.Context) (bound context.Context, release context.CancelFunc) {
	bound, stop := context.WithCancel(ctx)
	if c == nil {
		return bound, stop
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cancelled {
		stop()
	}
	if c.funcs == nil {
		c.funcs = map[int]context.CancelFunc{}
	}
	c.next++
	id := c.next
	c.funcs[id] = stop
	return bound, func() {
		c.mu.Lock()
		delete(c.funcs, id)
		c.mu.Unlock()
		stop()
	}
}

// Cancel cancels all bound contexts, and those bound later.
func (c *Canceler) Cancel() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cancelled = true
	for _, stop := range c.funcs {
		stop()
	}
}

// Cancelable reports whether a context is bound and not canceled yet.
func (c *Canceler) Cancelable() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return !c.cancelled && len(c.funcs) > 0
}
