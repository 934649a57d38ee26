package wire

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

// TestShared checks that callers wait for a running fetch, each until its own context ends, and share its failure.
func TestShared(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var s Shared
		var asked atomic.Int32
		answer := make(chan error)
		fetch := func(ctx context.Context) error {
			asked.Add(1)
			select {
			case err := <-answer:
				return err
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
		errFailed, errLeft := errors.New("failed"), errors.New("left")
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() {
				if err := s.Ask(t.Context(), "key", fetch); !errors.Is(err, errFailed) {
					t.Error(err)
				}
			})
		}
		ctx, leave := context.WithCancelCause(t.Context())
		all.Go(func() {
			if err := s.Ask(ctx, "key", fetch); !errors.Is(err, errLeft) {
				t.Error(err)
			}
		})
		synctest.Wait()
		leave(errLeft)
		synctest.Wait()
		answer <- errFailed
		all.Wait()
		if n := asked.Load(); n != 1 {
			t.Errorf("asked %d times", n)
		}
		all.Go(func() {
			if err := s.Ask(t.Context(), "key", fetch); err != nil {
				t.Error(err)
			}
		})
		answer <- nil // a failure is not cached
		all.Wait()
	})
}

// TestSharedEndsWithTheLast checks that the request ends with its last caller, and that a new caller is not affected.
func TestSharedEndsWithTheLast(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var s Shared
		var ended atomic.Int32
		fetch := func(ctx context.Context) error {
			<-ctx.Done()
			ended.Add(1)
			return context.Cause(ctx)
		}
		ctx, leave := context.WithCancel(t.Context())
		var all sync.WaitGroup
		for range 3 {
			all.Go(func() {
				if err := s.Ask(ctx, "key", fetch); !errors.Is(err, context.Canceled) {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		leave()
		all.Wait()
		if err := s.Ask(t.Context(), "key", func(context.Context) error { return nil }); err != nil {
			t.Error(err)
		}
		synctest.Wait()
		if ended.Load() != 1 || len(s.waiting) != 0 {
			t.Errorf("%d requests ended, %d are left", ended.Load(), len(s.waiting))
		}
	})
}
