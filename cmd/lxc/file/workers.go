package file

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// inFlight is the number of files transferred in parallel.
const inFlight = 16

// workers run jobs in parallel and collect errors.
type workers struct {
	single bool // there is only one file, whose errors need no name

	ctx   context.Context //nolint:containedctx // lives as long as the command
	group errgroup.Group
	mu    sync.Mutex
	errs  []error
}

func newWorkers(ctx context.Context) *workers {
	w := &workers{ctx: ctx}
	w.group.SetLimit(inFlight)
	return w
}

func (w *workers) run(name string, job func() error) {
	w.group.Go(func() error {
		if w.stopped() {
			return nil
		}
		if err := job(); err != nil {
			w.fail(name, err)
		}
		return nil
	})
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
	_ = w.group.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.stopped() { // jobs were left out, without an error of their own
		return errors.Join(append(w.errs, context.Cause(w.ctx))...)
	}
	if len(w.errs) > 20 {
		more := cli.Failed(i18n.F("… and %d more failures", len(w.errs)-20))
		return errors.Join(append(w.errs[:20:20], more)...)
	}
	return errors.Join(w.errs...)
}
