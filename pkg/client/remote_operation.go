package lxd

import (
	"context"
	"errors"
	"io"
	"slices"
	"sync"

	"github.com/openlxc/lxc/pkg/api"
)

// RemoteOperation is an operation between two servers. It may try several addresses before one works.
type RemoteOperation struct {
	cancel context.CancelFunc
	done   chan struct{}

	mu       sync.Mutex
	err      error
	target   *Operation
	handlers []func(api.Operation)
}

// remoteWork is run by a RemoteOperation. It calls track with the operation on the target as soon as there is one.
type remoteWork func(ctx context.Context, op *RemoteOperation) error

// then returns work that runs w and, if that succeeds, more.
func (w remoteWork) then(more remoteWork) remoteWork {
	return func(ctx context.Context, op *RemoteOperation) error {
		if err := w(ctx, op); err != nil {
			return err
		}
		return more(ctx, op)
	}
}

// tracked starts an operation and returns work that waits for it.
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

// startTracked starts an operation and waits for it in the background.
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

// track makes target the operation that is reported on. The lock is released before the handlers subscribe, which may need a
// connection: a handler that is added meanwhile subscribes itself.
func (op *RemoteOperation) track(target *Operation) {
	op.mu.Lock()
	op.target = target
	handlers := slices.Clone(op.handlers)
	op.mu.Unlock()
	for _, h := range handlers {
		_, _ = target.AddHandler(h)
	}
}

// counted reports to the handlers how much of src was read, in the form in which servers report it for a migration. size is in
// bytes; 0 or less means unknown.
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

// AddHandler calls function with each state of the operation on the target that the server announces, even if the operation
// starts later. GET /1.0/events?type=operation, on the target. Returns once subscribed. Errors: *ConnectError.
func (op *RemoteOperation) AddHandler(function func(api.Operation)) (*EventTarget, error) {
	op.mu.Lock()
	op.handlers = append(op.handlers, function)
	target := op.target
	op.mu.Unlock()
	if target == nil {
		return &EventTarget{progress: function}, nil
	}
	return target.AddHandler(function)
}

// CancelTarget cancels the operation on the target if the server allows it, and ends the work of this client. DELETE
// /1.0/operations/ID, on the target. Blocks until answered. Errors: *api.StatusError.
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

// GetTarget returns the operation on the target, or an error if there is none yet.
func (op *RemoteOperation) GetTarget() (*api.Operation, error) {
	op.mu.Lock()
	defer op.mu.Unlock()
	if op.target == nil {
		return nil, errors.New("the operation at the target has not begun")
	}
	state := op.target.Get()
	return &state, nil
}

// Wait blocks until the work has ended. The error joins the errors for all addresses that were tried. GET
// /1.0/operations/ID/wait, on the target. Errors: *OperationError, *ConnectError, *api.StatusError.
func (op *RemoteOperation) Wait() error {
	<-op.done
	op.mu.Lock()
	defer op.mu.Unlock()
	return op.err
}
