package lxd

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/internal/pause"
	"github.com/openlxc/lxc/internal/wire"
	"github.com/openlxc/lxc/pkg/api"
)

// Operation is a background operation on a server. The embedded api.Operation is the last known state: read it before starting
// to wait or after Wait has returned, or call Get at any time.
type Operation struct {
	api.Operation

	r    *ProtocolLXD
	etag string

	turn         sync.Mutex // serializes handlers
	subscription wire.Shared
	mu           sync.Mutex
	listener     *EventListener
	polling      bool // the server refuses events
	handlers     []*EventTarget
}

// Get returns a copy of the last known state.
func (op *Operation) Get() api.Operation {
	op.mu.Lock()
	defer op.mu.Unlock()
	return op.Operation
}

// AddHandler calls function with each state of the operation that the server announces, in order and one at a time, and with
// the last one before Wait returns. function must not wait for the operation itself. AddHandler opens the connection's event
// stream and reopens it if it breaks; the state is then read again. If the server refuses events, the operation is polled every
// second. Wait needs neither. GET /1.0/events?type=operation. Returns once subscribed. Errors: *ConnectError.
func (op *Operation) AddHandler(function func(api.Operation)) (*EventTarget, error) {
	target := &EventTarget{progress: function}
	op.mu.Lock()
	ended := op.StatusCode.IsFinal()
	if !ended {
		op.handlers = append(op.handlers, target)
	}
	op.mu.Unlock()
	if ended {
		return target, nil
	}
	if err := op.subscription.Ask(op.r.context(), "events", op.subscribe); err != nil {
		return nil, errors.Join(err, op.RemoveHandler(target))
	}
	return target, nil
}

// subscribe listens for events about the operation, unless it already does.
func (op *Operation) subscribe(context.Context) error {
	op.mu.Lock()
	done := op.listener != nil || op.polling || op.StatusCode.IsFinal()
	op.mu.Unlock()
	if done {
		return nil
	}
	listener, err := op.r.listen([]string{"operation"})
	var refused *api.StatusError
	if errors.As(err, &refused) {
		op.mu.Lock()
		op.polling = true
		op.mu.Unlock()
		go op.poll()
		return nil
	}
	if err != nil {
		return err
	}
	listener.OnReconnect(op.reread)
	if _, err := listener.AddEventHandler([]string{"operation"}, op.onEvent); err != nil {
		return err
	}
	op.mu.Lock()
	ended := op.StatusCode.IsFinal()
	if !ended {
		op.listener = listener
	}
	op.mu.Unlock()
	if ended {
		listener.Disconnect()
		return nil
	}
	go op.reread() // it may have ended before the stream was open
	return nil
}

// RemoveHandler removes a handler. Removing it twice does nothing.
func (op *Operation) RemoveHandler(target *EventTarget) error {
	op.mu.Lock()
	defer op.mu.Unlock()
	for i, h := range op.handlers {
		if h == target {
			op.handlers = append(op.handlers[:i:i], op.handlers[i+1:]...)
			break
		}
	}
	return nil
}

func (op *Operation) onEvent(event api.Event) {
	state := api.Operation{}
	if json.Unmarshal(event.Metadata, &state) == nil {
		op.announce(state)
	}
}

// reread reads the state once and calls the handlers.
func (op *Operation) reread() {
	if state, _, err := op.r.GetOperation(op.Get().ID); err == nil {
		op.announce(*state)
	}
}

// poll reads the state repeatedly until the operation has ended.
func (op *Operation) poll() {
	defer func() {
		op.mu.Lock()
		op.polling = false
		op.mu.Unlock()
	}()
	for {
		state, _, err := op.r.GetOperation(op.Get().ID)
		if err != nil {
			return
		}
		op.announce(*state)
		if state.StatusCode.IsFinal() || pause.For(op.r.context(), time.Second) != nil {
			return
		}
	}
}

// announce stores a state and calls the handlers with it, one at a time. Nothing is announced after a final state.
func (op *Operation) announce(state api.Operation) {
	op.turn.Lock()
	defer op.turn.Unlock()
	op.mu.Lock()
	if state.ID != op.ID || op.StatusCode.IsFinal() {
		op.mu.Unlock()
		return
	}
	op.Operation = state
	handlers := append([]*EventTarget{}, op.handlers...)
	op.mu.Unlock()
	for _, h := range handlers {
		h.progress(state)
	}
}

// settle waits until the handlers have been called with the last known state.
func (op *Operation) settle() {
	op.turn.Lock()
	defer op.turn.Unlock()
}

// Cancel asks the server to cancel the operation. Many kinds cannot be canceled. DELETE /1.0/operations/ID. Blocks until
// answered. Errors: *api.StatusError.
func (op *Operation) Cancel() error { return op.r.DeleteOperation(op.Get().ID) }

// GetWebsocket connects to the operation's websocket that the secret identifies. GET /1.0/operations/ID/websocket?secret=….
// Blocks until connected. Errors: *api.StatusError.
func (op *Operation) GetWebsocket(secret string) (*websocket.Conn, error) {
	return op.r.GetOperationWebsocket(op.Get().ID, secret)
}

// Refresh reads the state of the operation again. GET /1.0/operations/ID. Blocks until answered. Errors: *api.StatusError.
func (op *Operation) Refresh() error {
	state, _, err := op.r.GetOperation(op.Get().ID)
	if err != nil {
		return err
	}
	op.set(state)
	return nil
}

func (op *Operation) set(state *api.Operation) {
	op.mu.Lock()
	op.Operation = *state
	op.mu.Unlock()
}

// Wait blocks until the operation has ended, using one long poll of GET /1.0/operations/ID/wait, which every server has. If the
// operation fails, it returns an *OperationError. The context of the view ends the wait, not the operation. GET
// /1.0/operations/ID/wait. Errors: *OperationError, *ConnectError, *api.StatusError.
func (op *Operation) Wait() error { return op.WaitContext(op.r.context()) }

// WaitContext is Wait with another context. GET /1.0/operations/ID/wait. Blocks until the operation or ctx has ended. Errors:
// *OperationError, *ConnectError, *api.StatusError.
func (op *Operation) WaitContext(ctx context.Context) error {
	defer op.release()
	r := op.r.view(func(s *scope) { s.ctx, s.target = ctx, "" })
	for failures, refusals := 0, 0; ; {
		state := op.Get()
		if state.StatusCode.IsFinal() {
			op.settle()
			return outcome(&state, "")
		}
		next, err := r.pollOperation(state.ID)
		var refused *api.StatusError
		switch {
		case err == nil && next.ID != state.ID:
			return fmt.Errorf("unexpected answer from the server: operation %q instead of %q", next.ID, state.ID)
		case err == nil:
			failures = 0
			op.announce(*next)
			// A server that answers at once without an end is not asked again without a pause.
			if !next.StatusCode.IsFinal() {
				if refusals++; pause.For(ctx, min(time.Duration(refusals)*100*time.Millisecond, 5*time.Second)) != nil {
					return context.Cause(ctx)
				}
			}
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case errors.As(err, &refused):
			goesOn, err := op.afterRefusal(r, refused)
			if !goesOn {
				return err
			}
			// The poll timed out on the server; the operation is still running.
			if refusals++; pause.For(ctx, min(time.Duration(refusals)*100*time.Millisecond, 5*time.Second)) != nil {
				return context.Cause(ctx)
			}
		default:
			// The connection broke, not the operation: retry with increasing delays before giving up.
			if failures++; failures > 4 || pause.For(ctx, time.Duration(failures*failures)*100*time.Millisecond) != nil {
				return err
			}
		}
	}
}

// pollOperation sends one long poll.
func (r *ProtocolLXD) pollOperation(id string) (*api.Operation, error) {
	return read[*api.Operation](r, request{path: route("operations", id, "wait"), query: url.Values{"timeout": {"-1"}}, wait: -1})
}

// afterRefusal decides whether an error response to the long poll means that the operation has ended or that it goes on. For a
// failed operation, some servers respond with an error under HTTP 200 and without its state; the operation itself can be read
// for another five seconds.
func (op *Operation) afterRefusal(r *ProtocolLXD, refused *api.StatusError) (goesOn bool, err error) {
	state, _, err := r.GetOperation(op.Get().ID)
	switch {
	case err == nil && state.StatusCode.IsFinal():
		op.announce(*state)
		if state.StatusCode == api.Success {
			return false, nil
		}
		if state.ErrCode == 0 && refused.Code != http.StatusInternalServerError {
			state.ErrCode = refused.Code
		}
		return false, outcome(state, refused.Message)
	case err == nil:
		op.announce(*state)
		return true, nil
	case errors.Is(refused, api.ErrNotFound):
		return false, refused
	}
	last := op.Get()
	return false, &OperationError{ID: op.Get().ID, Code: refused.Code, Message: refused.Message, Operation: last}
}

func outcome(state *api.Operation, message string) error {
	if state.StatusCode == api.Success {
		return nil
	}
	if state.Err != "" {
		message = state.Err
	}
	return &OperationError{
		ID: state.ID, Code: state.ErrCode, Message: message,
		Cancelled: state.StatusCode == api.Cancelled, Operation: *state,
	}
}

// release closes the event stream that AddHandler opened.
func (op *Operation) release() {
	op.mu.Lock()
	listener := op.listener
	op.listener = nil
	op.mu.Unlock()
	if listener != nil {
		listener.Disconnect()
	}
}

// CancelContext is Cancel with another context. DELETE /1.0/operations/ID. Blocks until answered. Errors: *api.StatusError.
func (op *Operation) CancelContext(ctx context.Context) error {
	return op.r.view(func(s *scope) { s.ctx = ctx }).DeleteOperation(op.Get().ID)
}

// WaitOperation waits for an operation that another client started and returns its last state. A failed operation is not an
// error: check its status code and error text. GET /1.0/operations/ID/wait. Blocks until it has ended. Errors:
// *api.StatusError.
func WaitOperation(srv InstanceServer, id string) (*api.Operation, error) {
	r, ok := srv.(*ProtocolLXD)
	if !ok {
		return nil, errNotLXD
	}
	op := &Operation{r: r}
	op.ID = id
	err := op.Wait()
	state := op.Get()
	var failed *OperationError
	if errors.As(err, &failed) {
		state, err = failed.Operation, nil
		if state.Err == "" {
			state.Err, state.StatusCode = failed.Message, api.Failure
		}
	}
	return &state, err
}

// GetOperation returns an operation. Servers forget finished ones after about five seconds. GET /1.0/operations/ID. Blocks
// until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetOperation(uuid string) (*api.Operation, string, error) {
	return get[*api.Operation](r, request{path: route("operations", uuid)})
}

// DeleteOperation cancels an operation; a server responds 400 if it cannot be canceled. DELETE /1.0/operations/ID. Blocks until
// answered. Errors: *api.StatusError.
func (r *ProtocolLXD) DeleteOperation(uuid string) error {
	_, err := read[json.RawMessage](r, request{method: http.MethodDelete, path: route("operations", uuid), wait: shortWait})
	return err
}

// GetOperationWebsocket connects to one websocket of an operation. Each secret can be used once. GET
// /1.0/operations/ID/websocket?secret=…. Blocks until connected. Errors: *api.StatusError.
func (r *ProtocolLXD) GetOperationWebsocket(uuid string, secret string) (*websocket.Conn, error) {
	return r.operationSocket(uuid, secret, r.conn.Dialer)
}

// GetOperationWait returns an operation once it has ended, or its state after timeout seconds; -1 means no limit. GET
// /1.0/operations/UUID/wait. Blocks until then. Errors: *api.StatusError, which on some servers also reports a failed
// operation.
func (r *ProtocolLXD) GetOperationWait(uuid string, timeout int) (*api.Operation, string, error) {
	return r.GetOperationWaitSecret(uuid, "", timeout)
}

// GetOperationWaitSecret is GetOperationWait for an untrusted client that knows a secret of the operation. GET
// /1.0/operations/UUID/wait. Blocks until the operation has ended or timeout has passed. Errors: *api.StatusError.
func (r *ProtocolLXD) GetOperationWaitSecret(uuid, secret string, timeout int) (*api.Operation, string, error) {
	limit := time.Duration(-1)
	if timeout >= 0 {
		limit = time.Duration(timeout)*time.Second + shortWait
	}
	return get[*api.Operation](r, request{
		path: route("operations", uuid, "wait"), wait: limit,
		query: url.Values{"secret": {secret}, "timeout": {strconv.Itoa(timeout)}},
	})
}
