package lxd

import (
	"context"
	"errors"
	"io"
	"slices"
	"sync"

	"github.com/openlxc/lxc/pkg/api"
)

// RemoteOperation is work between two servers. It may try several addresses before one works.
type RemoteOperation struct {
	cancel context.CancelFunc
	done   chan struct{}

	mu       sync.Mutex
	err      error
	target   *Operation
	handlers []func(api.Operation)
}

// remoteWork is what a RemoteOperation runs. It calls track with the operation at the target as soon as it has one.
type remoteWork func(ctx context.Context, op *RemoteOperation) error

// then is the work and, where that has succeeded, more of it.
func (w remoteWork) then(more remoteWork) remoteWork {
	return func(ctx context.Context, op *RemoteOperation) error {
		if err := w(ctx, op); err != nil {
			return err
		}
		return more(ctx, op)
	}
}

// tracked begins an operation and returns the wait for it.
func tracked(begin func() (*Operation, error)) (remoteWork, error) {
	op, err := begin()
	if err != nil {
		return nil, err
	}
	return func(_ context.Context, remote *RemoteOperation) error {
		remote.track(op)
		return op.Wait()
	}, nil
}

// startTracked begins an operation and waits for it in the background.
func (r *ProtocolLXD) startTracked(begin func() (*Operation, error)) (*RemoteOperation, error) {
	waiting, err := tracked(begin)
	if err != nil {
		return nil, err
	}
	return startRemote(r.context(), waiting), nil
}

// startRemote runs work in the background.
func startRemote(ctx context.Context, work remoteWork) *RemoteOperation {
	ctx, cancel := context.WithCancel(ctx)
	op := &RemoteOperation{cancel: cancel, done: make(chan struct{})}
	go func() {
		defer cancel()
		err := work(ctx, op)
		op.mu.Lock()
		op.err = err
		op.mu.Unlock()
		close(op.done)
	}()
	return op
}

func (op *RemoteOperation) track(target *Operation) {
	op.mu.Lock()
	defer op.mu.Unlock()
	op.target = target
	for _, h := range op.handlers {
		_, _ = target.AddHandler(h)
	}
}

// counted tells the handlers how much of a stream was read, as the servers tell it of a migration. size is in bytes, 0 or less
// where it is not known.
func (op *RemoteOperation) counted(src io.Reader, size int64) io.Reader {
	return newCounter(max(size, 0), func(progress ProgressData) {
		op.mu.Lock()
		state, handlers := op.target.Get(), slices.Clone(op.handlers)
		op.mu.Unlock()
		state.Metadata = map[string]any{"fs_progress": progress.Text}
		for _, h := range handlers {
			h(state)
		}
	}).reader(src)
}

// AddHandler calls function with each announced state of the operation at the target, also of one that begins later. GET
// /1.0/events?type=operation, at the target. Returns once subscribed. Errors: *ConnectError.
func (op *RemoteOperation) AddHandler(function func(api.Operation)) (*EventTarget, error) {
	op.mu.Lock()
	defer op.mu.Unlock()
	op.handlers = append(op.handlers, function)
	if op.target != nil {
		return op.target.AddHandler(function)
	}
	return &EventTarget{progress: function}, nil
}

// CancelTarget ends the work: at the target where the operation allows it, and here. DELETE /1.0/operations/ID, at the
// target. Blocks until answered. Errors: *api.StatusError.
func (op *RemoteOperation) CancelTarget() error {
	op.mu.Lock()
	target := op.target
	op.mu.Unlock()
	defer op.cancel()
	if target == nil {
		return errors.New("the operation at the target has not begun")
	}
	return target.Cancel()
}

// GetTarget returns the operation at the target, or an error while there is none.
func (op *RemoteOperation) GetTarget() (*api.Operation, error) {
	op.mu.Lock()
	defer op.mu.Unlock()
	if op.target == nil {
		return nil, errors.New("the operation at the target has not begun")
	}
	state := op.target.Get()
	return &state, nil
}

// Wait blocks until the work has ended. The error joins what went wrong at each address that was tried. GET
// /1.0/operations/ID/wait, at the target. Errors: *OperationError, *ConnectError, *api.StatusError.
func (op *RemoteOperation) Wait() error {
	<-op.done
	op.mu.Lock()
	defer op.mu.Unlock()
	return op.err
}
