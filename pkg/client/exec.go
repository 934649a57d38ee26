package lxd

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/internal/ws"
	"github.com/openlxc/lxc/pkg/api"
)

// drainIdle is how long to wait for more output after the command has ended: a background child may keep the stream open
// forever.
const drainIdle = 2 * time.Second

// InstanceExecArgs are the streams of an exec session. Each may be nil.
type InstanceExecArgs struct {
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	// Control is called with the control socket in its own goroutine. With ExecInstance it may write and read; with StartExec
	// and StartConsole, which read from the socket themselves, it must not read.
	Control func(conn *websocket.Conn)
	// DataDone is closed once all output has been written, even after an error.
	DataDone chan bool
}

// ContainerExecArgs are the streams of ExecContainer, as published in 2017.
type ContainerExecArgs struct {
	Stdin    io.ReadCloser
	Stdout   io.WriteCloser
	Stderr   io.WriteCloser
	Control  func(conn *websocket.Conn)
	DataDone chan bool
}

// Session is a running exec or console with its sockets connected.
type Session struct {
	op          *Operation
	interactive bool
	console     bool // without an exit status
	args        InstanceExecArgs
	// controlReads means that the control handler reads from the socket, as handlers for the published API do.
	controlReads bool
	sockets      map[string]*websocket.Conn
	controlMu    sync.Mutex
	activity     ws.Activity
	outputs      sync.WaitGroup
	drained      chan struct{}
	mu           sync.Mutex
	lost         error // first stream that ended without an end marker
	writeErr     error // first error of a local writer
}

// ErrSessionLost means that the connection of a session broke before the exit status was known.
var ErrSessionLost = errors.New("the connection to the session was lost")

// ExecInstance starts a command and, if the request waits for websockets, connects the streams. The exit status is
// metadata.return of the finished operation. Output may still arrive after the operation has ended: wait for DataDone. POST
// /1.0/instances/NAME/exec, extension for user, group and directory container_exec_user_group_cwd, to record
// container_exec_recording. Returns once the streams are connected. Errors: *MissingExtensionError, *OperationError,
// *api.StatusError.
func (r *ProtocolLXD) ExecInstance(name string, exec api.InstanceExecPost, args *InstanceExecArgs) (*Operation, error) {
	if args == nil {
		args = &InstanceExecArgs{}
	}
	session, err := r.startExec(name, exec, *args, args.Control != nil)
	if err != nil {
		return nil, err
	}
	return session.op, nil
}

// StartExec is ExecInstance for callers that need the whole session: Session.Wait returns the exit status after the last byte
// of output. POST /1.0/instances/NAME/exec, extension as ExecInstance. Returns once the streams are connected. Errors:
// *MissingExtensionError, *OperationError, *api.StatusError.
func (r *ProtocolLXD) StartExec(name string, exec api.InstanceExecPost, args InstanceExecArgs) (*Session, error) {
	return r.startExec(name, exec, args, false)
}

func (r *ProtocolLXD) startExec(name string, exec api.InstanceExecPost, args InstanceExecArgs, controlReads bool) (*Session, error) {
	op, err := r.async(request{
		method: http.MethodPost, path: instances.at(name, "exec"), body: exec,
		needs: needs{}.when(exec.User != 0 || exec.Group != 0 || exec.Cwd != "", "container_exec_user_group_cwd").
			when(exec.RecordOutput, "container_exec_recording"),
	})
	if err != nil {
		return nil, err
	}
	s := &Session{op: op, interactive: exec.Interactive, args: args, controlReads: controlReads, drained: make(chan struct{})}
	if !exec.WaitForWS {
		close(s.drained)
		if args.DataDone != nil {
			close(args.DataDone)
		}
		return s, nil
	}
	return s, s.start()
}

// StartConsole attaches to the console of an instance. POST /1.0/instances/NAME/console, extension console, to take it over
// from another client console_force (Incus). Returns once the streams are connected. Errors: *MissingExtensionError,
// *OperationError, *api.StatusError.
func (r *ProtocolLXD) StartConsole(name string, console api.InstanceConsolePost, args InstanceExecArgs) (*Session, error) {
	op, err := r.async(consoleRequest(name, console))
	if err != nil {
		return nil, err
	}
	s := &Session{op: op, interactive: true, console: true, args: args, drained: make(chan struct{})}
	return s, s.start()
}

// start dials all sockets of the session concurrently, since servers allow five seconds for all of them together, and starts
// copying. If one socket fails, the whole session ends.
func (s *Session) start() error {
	fds, _ := s.op.Metadata["fds"].(map[string]any)
	type dialled struct {
		name string
		conn *websocket.Conn
		err  error
	}
	results := make(chan dialled, len(fds))
	for name, value := range fds {
		go func() {
			secret, _ := value.(string)
			conn, err := s.op.r.dialSession(s.op.Get().ID, secret, name, s.interactive)
			results <- dialled{name, conn, err}
		}()
	}
	s.sockets = map[string]*websocket.Conn{}
	var failure, noControl error
	for range fds {
		d := <-results
		switch {
		case d.err != nil && d.name == "control" && !s.interactive:
			noControl = d.err
		case d.err != nil && failure == nil:
			failure = d.err
		}
		if d.conn != nil {
			s.sockets[d.name] = d.conn
		}
	}
	if failure == nil && noControl != nil && !s.endedEarly(noControl) {
		failure = noControl
	}
	if failure == nil && s.sockets["0"] == nil {
		failure = errors.New("the server offered no sockets for the session")
	}
	if failure != nil {
		s.closeAll()
		if s.args.DataDone != nil {
			close(s.args.DataDone)
		}
		return s.explain(failure)
	}
	s.copy()
	return nil
}

// endedEarly reports whether the control socket was refused because the command has already ended: without a terminal, a
// command starts as soon as its three streams are connected, and a short one may end before the fourth socket connects.
func (s *Session) endedEarly(refusal error) bool {
	var refused *api.StatusError
	if !errors.As(refusal, &refused) {
		return false
	}
	state, _, err := s.op.r.GetOperation(s.op.Get().ID)
	return err == nil && state.StatusCode.IsFinal()
}

// explain prefers the error of the operation, such as "command not found", to that of a socket.
func (s *Session) explain(failure error) error {
	var refused *api.StatusError
	if !errors.As(failure, &refused) {
		return failure
	}
	if s.op.Refresh() == nil && s.op.Get().StatusCode.IsFinal() {
		if err := outcome(&s.op.Operation, ""); err != nil {
			return err
		}
	}
	return failure
}

func (s *Session) copy() {
	if s.interactive {
		s.receive("0", s.args.Stdout)
	} else {
		s.receive("1", s.args.Stdout)
		s.receive("2", s.args.Stderr)
		go func() { _ = ws.Receive(s.sockets["0"], nil, &s.activity) }() // reading answers pings
	}
	go s.feed()
	if control := s.sockets["control"]; control != nil {
		if !s.controlReads {
			go func() { _ = ws.Receive(control, nil, &ws.Activity{}) }()
		}
		if s.args.Control != nil {
			go s.args.Control(control)
		}
	}
	go func() {
		s.outputs.Wait()
		if s.interactive {
			// The server waits until the client closes its side of the terminal before it ends the operation.
			closeMessage := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
			_ = s.sockets["0"].WriteControl(websocket.CloseMessage, closeMessage, time.Now().Add(time.Second))
			s.sockets["0"].Close()
		}
		close(s.drained)
		if s.args.DataDone != nil {
			close(s.args.DataDone)
		}
	}()
}

func (s *Session) receive(name string, dst io.Writer) {
	conn := s.sockets[name]
	if conn == nil {
		return
	}
	s.outputs.Add(1)
	go func() {
		defer s.outputs.Done()
		err := ws.Receive(conn, dst, &s.activity)
		s.mu.Lock()
		defer s.mu.Unlock()
		switch {
		case err == nil:
		case errors.Is(err, ws.ErrNoMarker):
			s.lost = err
		case s.writeErr == nil:
			s.writeErr = err
		}
	}()
}

// feed sends standard input. At the end of input a command sees EOF; for a terminal nothing is sent.
func (s *Session) feed() {
	conn := s.sockets["0"]
	if !s.interactive {
		var src io.Reader
		if s.args.Stdin != nil {
			src = s.args.Stdin
		}
		_ = ws.Send(conn, src)
		return
	}
	if s.args.Stdin == nil {
		return
	}
	buf := make([]byte, 32<<10)
	for {
		n, err := s.args.Stdin.Read(buf)
		if n > 0 && conn.WriteMessage(websocket.BinaryMessage, buf[:n]) != nil {
			return
		}
		if err != nil {
			return
		}
	}
}

// Operation returns the operation of the session.
func (s *Session) Operation() *Operation { return s.op }

// Wait blocks until the command has ended and its output is written, and returns its exit status. The status is -1 with an
// *OperationError if the command did not run, with ErrSessionLost if the connection broke first, and with the context's error
// if ctx ended. An error of a local writer is returned along with the status. GET /1.0/operations/ID/wait. Blocks until
// answered. Errors: *api.StatusError.
func (s *Session) Wait(ctx context.Context) (int, error) {
	defer s.closeAll()
	ended := make(chan error, 1)
	go func() { ended <- s.op.WaitContext(ctx) }()
	var err error
	select {
	case err = <-ended:
	case <-s.drained:
		// All streams have ended; the operation is about to end, unless the connection is lost.
		err = s.afterDrain(ctx, ended)
	}
	if ctx.Err() != nil {
		return -1, context.Cause(ctx)
	}
	s.drain(ctx)
	return s.status(err)
}

func (s *Session) afterDrain(ctx context.Context, ended <-chan error) error {
	s.mu.Lock()
	lost := s.lost
	s.mu.Unlock()
	if lost == nil {
		return <-ended
	}
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(10 * time.Second):
		return ErrSessionLost
	}
}

// drain waits for the remaining output of a command that has ended, as long as data keeps arriving.
func (s *Session) drain(ctx context.Context) {
	for stamp := int64(-1); ; {
		now := s.activity.Stamp()
		if now == stamp && !s.activity.Busy() {
			return
		}
		stamp = now
		t := time.NewTimer(drainIdle)
		select {
		case <-s.drained:
			t.Stop()
			return
		case <-ctx.Done():
			t.Stop()
			return
		case <-t.C:
		}
	}
}

// Close ends the session. The server kills the command of an exec when its control socket closes.
func (s *Session) Close() { s.closeAll() }

func (s *Session) closeAll() {
	for _, conn := range s.sockets {
		conn.Close()
	}
}

// Resize sets the size of the session's terminal, in characters.
func (s *Session) Resize(width, height int) error {
	return s.control(api.InstanceExecControl{
		Command: "window-resize",
		Args:    map[string]string{"width": strconv.Itoa(width), "height": strconv.Itoa(height)},
	})
}

// Signal sends a signal, given as a Linux signal number, to the command.
func (s *Session) Signal(number int) error {
	return s.control(api.InstanceExecControl{Command: "signal", Signal: number})
}

func (s *Session) control(message api.InstanceExecControl) error {
	conn := s.sockets["control"]
	if conn == nil {
		return nil
	}
	s.controlMu.Lock()
	defer s.controlMu.Unlock()
	_ = conn.SetWriteDeadline(time.Now().Add(5 * time.Second))
	return conn.WriteJSON(message)
}
