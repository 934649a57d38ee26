package cancel_test

import (
	"context"
	"errors"
	"testing"

	"github.com/openlxc/lxc/pkg/cancel"
)

// TestCanceler: what is bound ends, at once or when it is bound later.
func TestCanceler(t *testing.T) {
	t.Parallel()
	c := cancel.NewHTTPRequestCanceller()
	if c.Cancelable() {
		t.Error("cancelable with nothing bound")
	}
	bound, release := c.Bind(t.Context())
	if !c.Cancelable() || bound.Err() != nil {
		t.Error(c.Cancelable(), bound.Err())
	}
	if err := c.Cancel(); err != nil || !errors.Is(bound.Err(), context.Canceled) {
		t.Error(err, bound.Err())
	}
	release()
	if err := c.Cancel(); !errors.Is(err, cancel.ErrNothing) {
		t.Error(err)
	}
	late, release := c.Bind(t.Context())
	defer release()
	if !errors.Is(late.Err(), context.Canceled) {
		t.Error(late.Err())
	}
	var none *cancel.Canceler
	free, release := none.Bind(t.Context())
	defer release()
	if free.Err() != nil {
		t.Error(free.Err())
	}
}
