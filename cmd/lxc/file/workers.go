package file

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// inFlight is how many files travel at once.
const inFlight = 16

// workers run jobs, some at a time, and collect what fails.
type workers struct {
	single bool // there is one file: its errors need no name

	ctx   context.Context //nolint:containedctx // one command
	slots chan struct{}
	wg    sync.WaitGroup
	mu    sync.Mutex
	errs  []error
}

func newWorkers(ctx context.Context) *workers {
	return &workers{ctx: ctx, slots: make(chan struct{}, inFlight)}
}

func (w *workers) run(name string, job func() error) {
	w.slots <- struct{}{}
	w.wg.Add(1)
	go func() {
		defer w.wg.Done()
		defer func() { <-w.slots }()
		if w.stopped() {
			return
		}
		if err := job(); err != nil {
			w.fail(name, err)
		}
	}()
}

func (w *workers) stopped() bool { return w.ctx.Err() != nil }

func (w *workers) fail(name string, err error) {
	var pathError *fs.PathError
	if !w.single && !errors.As(err, &pathError) {
		err = fmt.Errorf("%s: %w", name, err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.errs = append(w.errs, err)
}

func (w *workers) wait() error {
	w.wg.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.errs) > 20 {
		more := cli.Failed(i18n.F("… and %d more failures", len(w.errs)-20))
		return errors.Join(append(w.errs[:20:20], more)...)
	}
	return errors.Join(w.errs...)
}
