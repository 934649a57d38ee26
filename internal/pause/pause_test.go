package pause_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/openlxc/lxc/internal/pause"
)

func TestFor(t *testing.T) {
	t.Parallel()
	if err := pause.For(t.Context(), time.Nanosecond); err != nil {
		t.Error(err)
	}
	why := errors.New("an interrupt")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(why)
	if err := pause.For(ctx, time.Hour); !errors.Is(err, why) {
		t.Errorf("%v, want %v", err, why)
	}
}
