package cli

import (
	"context"
	"errors"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/progress"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Progress returns a progress line, or nil if progress is not shown.
func (a *App) Progress(label string) *progress.Line {
	if a.Flags.Quiet || a.Flags.DryRun || !a.Streams.ErrIsTerminal() {
		return nil
	}
	return progress.New(a.Streams.Err, label)
}

// waiter is the common interface of Operation and RemoteOperation.
type waiter interface {
	AddHandler(function func(api.Operation)) (*lxd.EventTarget, error)
	Wait() error
}

// Wait waits for an operation. label begins the progress line on a terminal; "" shows none. When ctx is done first, Wait
// cancels the operation on the server if possible and otherwise reports that it continues.
func (a *App) Wait(ctx context.Context, op *lxd.Operation, label string) error {
	err := a.follow(op, label)
	if ctx.Err() == nil || err == nil {
		return err
	}
	return errors.Join(context.Cause(ctx), a.abandon(ctx, op))
}

// WaitRemote is like Wait, for an operation between two servers.
func (a *App) WaitRemote(ctx context.Context, op *lxd.RemoteOperation, label string) error {
	err := a.follow(op, label)
	if ctx.Err() == nil || err == nil {
		return err
	}
	state, stateErr := op.GetTarget()
	if stateErr != nil {
		return context.Cause(ctx)
	}
	return errors.Join(context.Cause(ctx), errors.New(goesOn(state.ID)))
}

func (a *App) follow(op waiter, label string) error {
	line := a.Progress(label)
	if line == nil || label == "" {
		return op.Wait()
	}
	defer line.Done()
	line.Work()
	_, _ = op.AddHandler(func(state api.Operation) { line.Text(progressText(state)) })
	err := op.Wait()
	if err == nil {
		line.Finished()
	}
	return err
}

// abandon handles an operation after an interrupt.
func (a *App) abandon(ctx context.Context, op *lxd.Operation) error {
	state := op.Get()
	if !state.MayCancel {
		return errors.New(goesOn(state.ID))
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := op.CancelContext(ctx); err != nil {
		return errors.New(goesOn(state.ID))
	}
	return Failed(i18n.G("the operation was canceled on the server"))
}

func goesOn(id string) string {
	return i18n.F("the operation continues on the server; check it with: lxc operation show %s", id)
}

// progressText finds the progress text in the metadata of an operation.
func progressText(state api.Operation) string {
	for key, value := range state.Metadata {
		if text, ok := value.(string); ok && strings.HasSuffix(key, "_progress") {
			return text
		}
	}
	return ""
}

// bulkLimit is the number of objects that one command processes in parallel.
const bulkLimit = 16

// Each calls work for all refs in parallel, continues after failures, and reports each of them.
func (a *App) Each(ctx context.Context, refs []config.Ref, kind Noun, work func(context.Context, config.Ref) error) error {
	failures := make([]error, len(refs))
	var group errgroup.Group
	group.SetLimit(bulkLimit)
	if a.Flags.DryRun {
		group.SetLimit(1) // print requests in order
	}
	for i, ref := range refs {
		group.Go(func() error {
			err := context.Cause(ctx)
			if err == nil {
				err = work(ctx, ref)
			}
			failures[i] = WithObject(kind, ref, err)
			return nil
		})
	}
	_ = group.Wait()
	var out []error
	for _, err := range failures {
		if err != nil {
			out = append(out, err)
		}
	}
	switch {
	case len(out) == 0:
		return nil
	case len(refs) == 1:
		return out[0]
	}
	return &PartlyError{Failures: out, Total: len(refs)}
}
