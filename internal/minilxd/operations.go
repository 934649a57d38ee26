package minilxd

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/pkg/api"
)

// operation is a background operation. Its api.Operation is guarded by mu, not by the server's lock.
type operation struct {
	api.Operation
	mu       sync.Mutex
	s        *Server
	project  string
	done     chan struct{}
	cancel   context.CancelFunc
	onCancel func()
	sockets  map[string]chan *websocket.Conn // by secret
}

func (s *Server) newOperationLocked(class, description string, resources map[string][]string) *operation {
	now := time.Now().UTC()
	op := &operation{s: s, done: make(chan struct{}), sockets: map[string]chan *websocket.Conn{}}
	op.Operation = api.Operation{
		ID: uuid(), Class: class, Description: description, CreatedAt: now, UpdatedAt: now,
		Status: "Running", StatusCode: api.Running, Resources: resources, Location: "none",
	}
	s.operations[op.ID] = op
	return op
}

// start runs work in the background as a new operation.
func (s *Server) start(class, description string, resources map[string][]string, work func(context.Context, *operation) error) *operation {
	s.mu.Lock()
	op := s.newOperationLocked(class, description, resources)
	s.mu.Unlock()
	op.begin(work)
	return op
}

func (op *operation) begin(work func(context.Context, *operation) error) {
	ctx, cancel := context.WithCancel(op.s.ctx)
	op.cancel = cancel
	op.announce()
	op.s.work.Add(1)
	go func() {
		defer op.s.work.Done()
		defer cancel()
		op.finish(work(ctx, op))
	}()
}

func (op *operation) id() string { return op.ID }

func (op *operation) state() api.Operation {
	op.mu.Lock()
	defer op.mu.Unlock()
	state := op.Operation
	state.Metadata = map[string]any{}
	for k, v := range op.Metadata {
		state.Metadata[k] = v
	}
	return state
}

// set sets a metadata entry and sends an event.
func (op *operation) set(key string, value any) {
	op.mu.Lock()
	if op.Metadata == nil {
		op.Metadata = map[string]any{}
	}
	op.Metadata[key] = value
	op.UpdatedAt = time.Now().UTC()
	op.mu.Unlock()
	op.announce()
}

func (op *operation) finish(err error) {
	op.s.mu.Lock()
	defer op.s.mu.Unlock()
	op.finishLocked(err)
}

// finishLocked ends the operation. The caller holds the server's lock.
func (op *operation) finishLocked(err error) {
	op.mu.Lock()
	if op.StatusCode.IsFinal() {
		op.mu.Unlock()
		return
	}
	op.StatusCode = api.Success
	if err != nil {
		op.StatusCode, op.Err = api.Failure, err.Error()
		if errors.Is(err, context.Canceled) {
			op.StatusCode = api.Cancelled
		}
	}
	op.Status, op.UpdatedAt = op.StatusCode.String(), time.Now().UTC()
	op.mu.Unlock()
	close(op.done)
	op.announce()
	time.AfterFunc(5*time.Second, func() {
		op.s.mu.Lock()
		defer op.s.mu.Unlock()
		delete(op.s.operations, op.ID)
	})
}

func (op *operation) announce() {
	op.s.events.send("operation", op.project, op.state())
}

// socket creates a websocket under a new secret and returns both.
func (op *operation) socket() (secret string, conn chan *websocket.Conn) {
	secret = randomHex(32)
	conn = make(chan *websocket.Conn, 1)
	op.mu.Lock()
	op.sockets[secret] = conn
	op.mu.Unlock()
	return secret, conn
}

func (s *Server) operationRoutes() {
	s.route("GET /1.0/operations", s.listOperations)
	s.route("GET /1.0/operations/{id}", s.withOperation(func(_ http.ResponseWriter, _ *http.Request, op *operation) (any, error) {
		return op.state(), nil
	}))
	s.route("DELETE /1.0/operations/{id}", s.withOperation(cancelOperation))
	s.route("GET /1.0/operations/{id}/wait", s.withOperation(waitOperation), open)
	s.route("GET /1.0/operations/{id}/websocket", s.withOperation(connectOperation), open)
}

func (s *Server) withOperation(h func(http.ResponseWriter, *http.Request, *operation) (any, error)) handler {
	return func(w http.ResponseWriter, r *http.Request) (any, error) {
		s.mu.Lock()
		op := s.operations[r.PathValue("id")]
		s.mu.Unlock()
		if op == nil {
			return nil, notFound("Operation not found")
		}
		return h(w, r, op)
	}
}

func (s *Server) listOperations(_ http.ResponseWriter, r *http.Request) (any, error) {
	s.mu.Lock()
	all := sortedValues(s.operations)
	s.mu.Unlock()
	objects, urls := map[string][]api.Operation{}, map[string][]string{}
	for _, op := range all {
		state := op.state()
		key := map[bool]string{true: "success", false: "running"}[state.StatusCode.IsFinal()]
		if state.StatusCode == api.Failure {
			key = "failure"
		}
		objects[key] = append(objects[key], state)
		urls[key] = append(urls[key], "/1.0/operations/"+state.ID)
	}
	if r.URL.Query().Get("recursion") == "1" {
		return objects, nil
	}
	return urls, nil
}

func cancelOperation(_ http.ResponseWriter, _ *http.Request, op *operation) (any, error) {
	if !op.state().MayCancel {
		return nil, badRequest("This operation can't be cancelled")
	}
	if op.cancel != nil {
		op.cancel()
	}
	op.s.mu.Lock()
	defer op.s.mu.Unlock()
	if op.onCancel != nil {
		op.onCancel()
	}
	op.finishLocked(context.Canceled)
	return nil, nil
}

func waitOperation(_ http.ResponseWriter, r *http.Request, op *operation) (any, error) {
	timeout := -1
	if text := r.URL.Query().Get("timeout"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			return nil, badRequest("bad timeout")
		}
		timeout = n
	}
	var limit <-chan time.Time
	if timeout >= 0 {
		limit = time.After(time.Duration(timeout) * time.Second)
	}
	select {
	case <-op.done:
	case <-limit:
	case <-r.Context().Done():
	case <-op.s.ctx.Done():
	}
	return op.state(), nil
}

var upgrader = websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }, ReadBufferSize: 64 << 10, WriteBufferSize: 64 << 10}

func connectOperation(w http.ResponseWriter, r *http.Request, op *operation) (any, error) {
	secret := r.URL.Query().Get("secret")
	op.mu.Lock()
	slot := op.sockets[secret]
	delete(op.sockets, secret)
	op.mu.Unlock()
	if slot == nil {
		return nil, &api.StatusError{Code: http.StatusForbidden, Message: "permission denied"}
	}
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return raw{}, nil // the upgrader has responded
	}
	slot <- conn
	return raw{}, nil
}

// broadcaster sends events to all listeners.
type broadcaster struct {
	mu        sync.Mutex
	listeners map[*eventConn]struct{}
}

type eventConn struct {
	mu      sync.Mutex
	conn    *websocket.Conn
	types   map[string]bool
	project string // "" means all
}

func (b *broadcaster) send(kind, project string, metadata any) {
	data, _ := json.Marshal(metadata)
	if project == "" {
		project = "default"
	}
	event, _ := json.Marshal(api.Event{Type: kind, Timestamp: time.Now().UTC(), Metadata: data, Location: "none", Project: project})
	b.mu.Lock()
	defer b.mu.Unlock()
	for l := range b.listeners {
		if l.types[kind] && (l.project == "" || l.project == project) {
			l.mu.Lock()
			_ = l.conn.SetWriteDeadline(time.Now().Add(10 * time.Second))
			_ = l.conn.WriteMessage(websocket.TextMessage, event)
			l.mu.Unlock()
		}
	}
}

func (b *broadcaster) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for l := range b.listeners {
		l.conn.Close()
	}
}
