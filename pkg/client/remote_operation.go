package lxd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/openlxc/lxc/internal/wire"
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

// tryEach tries the ways in order until one works, and joins the errors. Only a failed connection leads to the next way: work
// that was done and failed would fail again, or be done twice.
func tryEach[T any](ways []T, attempt func(T) error) error {
	var failures []error
	for _, w := range ways {
		err := attempt(w)
		if err == nil {
			return nil
		}
		failures = append(failures, err)
		if !couldNotConnect(err) {
			break
		}
	}
	return joinDistinct(failures)
}

// couldNotConnect reports whether this client, or a server in an operation, could not reach the other side. Servers forward the
// error text of Go's net package and nothing else that would identify it.
func couldNotConnect(err error) bool {
	var unreachable *ConnectError
	if errors.As(err, &unreachable) {
		return true
	}
	text := err.Error()
	return slices.ContainsFunc([]string{"dial tcp", "dial unix", "connection refused", "no such host", "no route to host",
		"network is unreachable", "i/o timeout", "TLS handshake", "x509:", "deadline exceeded"},
		func(words string) bool { return strings.Contains(text, words) })
}

// joinDistinct joins errors, omitting duplicate messages.
func joinDistinct(errs []error) error {
	seen := map[string]bool{}
	var out []error
	for _, err := range errs {
		if err != nil && !seen[err.Error()] {
			seen[err.Error()] = true
			out = append(out, err)
		}
	}
	if len(out) == 1 {
		return out[0]
	}
	return errors.Join(out...)
}

// ProgressData describes the progress of a transfer. TotalBytes is 0 and Percentage is -1 if the size is unknown.
type ProgressData struct {
	Text             string
	Percentage       int
	TransferredBytes int64
	TotalBytes       int64
}

// counter counts the bytes of one transfer and reports them at most ten times a second.
type counter struct {
	total   int64
	handler func(ProgressData)
	done    atomic.Int64
	start   time.Time
	last    time.Time
}

func newCounter(total int64, handler func(ProgressData)) *counter {
	return &counter{total: total, handler: handler, start: time.Now()}
}

// add adds n bytes. It is not safe for concurrent use.
func (c *counter) add(n int) {
	done := c.done.Add(int64(n))
	now := time.Now()
	if c.handler == nil || (now.Sub(c.last) < 100*time.Millisecond && done != c.total) {
		return
	}
	c.last = now
	data := ProgressData{TransferredBytes: done, Percentage: -1}
	if c.total > 0 {
		data.TotalBytes = c.total
		data.Percentage = int(min(done*100/c.total, 100))
	}
	data.Text = progressText(data, now.Sub(c.start))
	c.handler(data)
}

func progressText(data ProgressData, took time.Duration) string {
	rate := float64(data.TransferredBytes) / max(took.Seconds(), 0.001) / 1e6
	if data.Percentage >= 0 {
		return fmt.Sprintf("%d%% (%.2fMB/s)", data.Percentage, rate)
	}
	return fmt.Sprintf("%.2fMB (%.2fMB/s)", float64(data.TransferredBytes)/1e6, rate)
}

func (c *counter) reader(src io.Reader) io.Reader {
	return wire.ReaderFunc(func(p []byte) (int, error) {
		n, err := src.Read(p)
		c.add(n)
		return n, err
	})
}

// GetOperations lists the current operations. GET /1.0/operations?recursion=1. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetOperations() ([]api.Operation, error) { return r.operations(nil) }

func (r *ProtocolLXD) operations(needed needs) ([]api.Operation, error) {
	byState, err := read[map[string][]api.Operation](r, request{path: route("operations"), query: recursion("1"), needs: needed})
	if err != nil {
		return nil, err
	}
	var all []api.Operation
	for _, state := range slices.Sorted(maps.Keys(byState)) {
		all = append(all, byState[state]...)
	}
	return all, nil
}

// GetOperationsAllProjects lists the current operations of all projects. GET /1.0/operations?all-projects=true&recursion=1,
// extension operations_get_query_all_projects. Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetOperationsAllProjects() ([]api.Operation, error) {
	return r.inAllProjects().operations(needs{"operations_get_query_all_projects"})
}

// GetOperationUUIDs lists the UUIDs of the current operations. GET /1.0/operations. Blocks until answered. Errors:
// *api.StatusError.
func (r *ProtocolLXD) GetOperationUUIDs() ([]string, error) {
	byState, err := read[map[string][]string](r, request{path: route("operations")})
	if err != nil {
		return nil, err
	}
	uuids := []string{}
	for _, urls := range byState {
		for _, u := range urls {
			uuids = append(uuids, u[strings.LastIndexByte(u, '/')+1:])
		}
	}
	return uuids, nil
}
