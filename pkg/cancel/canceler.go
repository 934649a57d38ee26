// Package cancel provides Canceler, which cancels requests from outside.
package cancel

import (
	"context"
	"errors"
	"sync"
)

// ErrNothing is returned by Cancel if no request was under way. Requests that are bound later are cancelled nevertheless.
var ErrNothing = errors.New("no request is under way that could be cancelled")

// Canceler cancels the requests bound to it. The zero value is ready to use. It is safe for concurrent use.
type Canceler struct {
	mu        sync.Mutex
	next      int
	funcs     map[int]context.CancelFunc
	cancelled bool
}

// NewCanceler returns a Canceler.
func NewCanceler() *Canceler { return &Canceler{} }

// HTTPRequestCanceller is the name of Canceler in newer programs.
type HTTPRequestCanceller = Canceler

// NewHTTPRequestCanceller is the name of NewCanceler in newer programs.
func NewHTTPRequestCanceller() *HTTPRequestCanceller { return NewCanceler() }

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

// Cancel cancels all bound contexts, and those bound later. It does not block. Errors: ErrNothing.
func (c *Canceler) Cancel() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cancelled = true
	for _, stop := range c.funcs {
		stop()
	}
	if len(c.funcs) == 0 {
		return ErrNothing
	}
	return nil
}

// Cancelable reports whether a context is bound and not canceled yet.
func (c *Canceler) Cancelable() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return !c.cancelled && len(c.funcs) > 0
}
