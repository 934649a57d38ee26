package lxd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/internal/pause"
	"github.com/openlxc/lxc/internal/wire"
	"github.com/openlxc/lxc/internal/ws"
	"github.com/openlxc/lxc/pkg/api"
)

// migration is what the target of a migration needs to know.
type migration struct {
	mode        string // "pull" or "push"
	operation   string // URL of the source's operation, for mode "pull"
	certificate string
	secrets     map[string]string
}

// transfer is one copy between two servers: an instance, a snapshot or a volume.
type transfer struct {
	to, from *ProtocolLXD
	mode     string
	// create returns the request that creates the object on the target, which then waits for the data.
	create func(m migration) request
	// offer returns the request that makes the source wait for the target's sockets or, if target is set, connect to them.
	offer func(target *api.InstancePostTarget) request
}

// begin checks that the servers offer what both requests need, before either is sent, and returns the work.
func (t transfer) begin() (remoteWork, error) {
	m, target := migration{mode: "pull"}, (*api.InstancePostTarget)(nil)
	switch t.mode {
	case "push":
		m.mode, target = "push", &api.InstancePostTarget{}
	case "relay":
		m.mode = "push"
	}
	if err := t.to.offers(t.create(m)); err != nil {
		return nil, err
	}
	if err := t.from.offers(t.offer(target)); err != nil {
		return nil, err
	}
	return t.run, nil
}

// within is WithContext inside the library.
func (r *ProtocolLXD) within(ctx context.Context) *ProtocolLXD {
	return r.view(func(s *scope) { s.ctx = ctx })
}

// run performs a transfer.
func (t transfer) run(ctx context.Context, remote *RemoteOperation) error {
	t.to, t.from = t.to.within(ctx), t.from.within(ctx)
	switch t.mode {
	case "push":
		return t.push(remote)
	case "relay":
		return t.relay(remote)
	}
	return t.pull(remote)
}

func checkMode(mode string) error {
	switch mode {
	case "", "pull", "push", "relay", modeBackup:
		return nil
	}
	return fmt.Errorf("unknown transfer mode %q: use pull, push, relay or backup", mode)
}

// pull makes the target connect to the source.
func (t *transfer) pull(remote *RemoteOperation) error {
	info, err := t.from.GetConnectionInfo()
	if err != nil {
		return err
	}
	if len(info.Addresses) == 0 {
		return errNoAddress
	}
	source, err := t.from.async(t.offer(nil))
	if err != nil {
		return err
	}
	m := migration{mode: "pull", certificate: info.Certificate, secrets: secrets(source)}
	var failures []error
	for _, address := range info.Addresses {
		m.operation = address + route("operations", source.Get().ID)
		target, err := t.to.async(t.create(m))
		again := false // a target that refuses the request would do so for each address
		if err == nil {
			remote.track(target)
			again, err = sides{source: source, target: target}.wait(t.to.context())
		}
		if err == nil {
			return nil
		}
		failures = append(failures, err)
		if !again {
			break // the sockets were used, so this failure is final
		}
	}
	_ = source.Cancel()
	return joinDistinct(failures)
}

// push makes the source connect to the target.
func (t *transfer) push(remote *RemoteOperation) error {
	info, err := t.to.GetConnectionInfo()
	if err != nil {
		return err
	}
	if len(info.Addresses) == 0 {
		return errors.New("the target server does not listen on the network: use mode pull or relay")
	}
	target, err := t.to.async(t.create(migration{mode: "push"}))
	if err != nil {
		return err
	}
	remote.track(target)
	var failures []error
	for _, address := range info.Addresses {
		source, err := t.from.async(t.offer(&api.InstancePostTarget{
			Certificate: info.Certificate, Operation: address + route("operations", target.Get().ID), Websockets: secrets(target),
		}))
		again := false
		if err == nil {
			again, err = sides{source: source, target: target, pushing: true}.wait(t.to.context())
		}
		if err == nil {
			return nil
		}
		failures = append(failures, err)
		if !again {
			break
		}
	}
	_ = target.Cancel()
	return joinDistinct(failures)
}

// relay connects both sides to the client, which copies messages between them.
func (t *transfer) relay(remote *RemoteOperation) error {
	target, err := t.to.async(t.create(migration{mode: "push"}))
	if err != nil {
		return err
	}
	remote.track(target)
	source, err := t.from.async(t.offer(nil))
	if err != nil {
		_ = target.Cancel()
		return err
	}
	join := &relay{source: source, target: target}
	if err := join.connect(); err != nil {
		join.close()
		return joinDistinct([]error{err, source.Cancel(), target.Cancel()})
	}
	defer join.close()
	_, err = sides{source: source, target: target, join: join}.wait(t.to.context())
	return err
}

// relaySocket is GetWebsocket tuned for the many small messages of a relay.
func (op *Operation) relaySocket(secret string) (*websocket.Conn, error) {
	dialer := op.r.conn.Dialer
	dialer.NetDialContext = wire.DirectDial(dialer.NetDialContext)
	return op.r.operationSocket(op.Get().ID, secret, dialer)
}

// sides are the two ends of a running migration.
type sides struct {
	source, target *Operation
	pushing        bool   // the source connects to the target
	join           *relay // the relay through this client, or nil if one side connects to the other
}

// How long a side may take to end after the other has failed.
const (
	unreached = 2 * time.Second  // the failure was one of the connection, which the side will hardly have noticed
	unheard   = 12 * time.Second // the side may be slow, but has its own word to say; servers wait ten seconds to be reached
	lingering = 30 * time.Second // the other side has ended well, or was disconnected
)

// wait waits for both ends, first for the one that connects. If that one fails and never reached the other, the other is left
// running for the next attempt, and again is true; with a relay it is disconnected. A side that does not end by itself gets half
// a minute.
func (s sides) wait(ctx context.Context) (again bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	first, second := s.target, s.source
	failed := CopyError{}
	firstErr, secondErr := &failed.Target, &failed.Source
	if s.pushing {
		first, second, firstErr, secondErr = second, first, secondErr, firstErr
	}
	ended := make(chan error, 1)
	go func() { ended <- second.WaitContext(ctx) }()
	*firstErr = first.WaitContext(ctx)
	switch {
	case ctx.Err() != nil:
		return false, *firstErr
	case *firstErr != nil && s.join != nil:
		failed.Link = s.join.close()
	case *firstErr != nil && stillWaiting(second, patienceAfter(*firstErr)):
		return true, *firstErr
	}
	timer := time.NewTimer(lingering)
	defer timer.Stop()
	select {
	case *secondErr = <-ended:
	case <-timer.C:
		*secondErr = errors.Join(errors.New("the other server did not finish its side of the copy"), second.Cancel())
	}
	if *firstErr == nil && *secondErr != nil && s.join != nil {
		failed.Link = s.join.close()
	}
	if failed.Link == nil && failed.Source == nil {
		return false, failed.Target // in the server's own words, if it failed
	}
	return false, &failed
}

func patienceAfter(failure error) time.Duration {
	if couldNotConnect(failure) {
		return unreached
	}
	return unheard
}

// stillWaiting reports whether the waiting side of a migration was never reached: its operation is still running some time after
// the connecting side has failed. A side that was reached notices within moments, but may be slow to end.
func stillWaiting(op *Operation, limit time.Duration) bool {
	for wait, waited := 8*time.Millisecond, time.Duration(0); waited < limit; wait = min(wait*2, time.Second) {
		state, _, err := op.r.GetOperation(op.Get().ID)
		if err != nil || state.StatusCode.IsFinal() {
			return false
		}
		if pause.For(op.r.context(), wait) != nil {
			return false
		}
		waited += wait
	}
	return true
}

// secrets returns the websocket secrets of a migration: the string entries of the metadata.
func secrets(op *Operation) map[string]string {
	all, state := map[string]string{}, op.Get() // a copy: a handler may be changing the original
	for _, name := range migrationSockets {
		if s := state.Secret(name); s != "" {
			all[name] = s
		}
	}
	return all
}

// migrationSockets are the sockets of a migration, in the order in which servers expect them.
var migrationSockets = []string{"control", "fs", "criu"}

// relay connects the sockets of a migration on two servers through this client.
type relay struct {
	source, target *Operation
	open           []*websocket.Conn
	running        sync.WaitGroup

	mu     sync.Mutex
	closed bool
	broken *LinkError // the first failure; later ones may be its consequences
}

// connect opens the sockets of both operations in pairs and joins them.
func (r *relay) connect() error {
	offered, wanted := secrets(r.source), secrets(r.target)
	for _, name := range migrationSockets {
		if offered[name] == "" {
			continue
		}
		if wanted[name] == "" {
			return fmt.Errorf("the target has no %q socket for the migration", name)
		}
		near, err := r.dial("source", name, r.source, offered[name])
		if err != nil {
			return err
		}
		far, err := r.dial("target", name, r.target, wanted[name])
		if err != nil {
			return err
		}
		side := map[*websocket.Conn]string{near: "source", far: "target"}
		note := func(broken *ws.BrokenError) { r.note(side[broken.Conn], name, broken.Err) }
		r.running.Go(func() { ws.Forward(far, near, note) })
		r.running.Go(func() { ws.Forward(near, far, note) })
	}
	return nil
}

func (r *relay) dial(side, name string, op *Operation, secret string) (*websocket.Conn, error) {
	conn, err := op.relaySocket(secret)
	if err != nil {
		return nil, &LinkError{Side: side, Address: op.r.conn.Address(), Stream: name, Err: err}
	}
	r.open = append(r.open, conn)
	return conn, nil
}

// note records the first failure that close did not cause.
func (r *relay) note(side, name string, err error) {
	if errors.Is(err, net.ErrClosed) { // closed by Forward or close: a consequence
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed || r.broken != nil {
		return
	}
	at := map[string]*Operation{"source": r.source, "target": r.target}[side]
	r.broken = &LinkError{Side: side, Address: at.r.conn.Address(), Stream: name, Err: linkCause(err)}
}

// close closes the sockets without a close frame, waits until all copying has stopped, and returns the earlier failure, if any.
func (r *relay) close() *LinkError {
	r.mu.Lock()
	r.closed = true
	broken := r.broken
	r.mu.Unlock()
	for _, c := range r.open {
		c.Close()
	}
	r.running.Wait()
	return broken
}

// linkCause keeps a missing close frame an io.ErrUnexpectedEOF, in words for people.
func linkCause(err error) error {
	if websocket.IsCloseError(err, websocket.CloseAbnormalClosure) {
		err = io.ErrUnexpectedEOF
	}
	return wire.Cause(err)
}

// watched is a stream from a source that is sent on to a receiver. It tells failures of the source from those of the receiver.
type watched struct {
	io.Reader
	address string
	stream  string
	broken  atomic.Pointer[LinkError] // atomic: the transport may still be reading when it has a response
}

// Read reads from the source and records its failure.
func (w *watched) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		broken := &LinkError{Side: "source", Address: w.address, Stream: w.stream, Err: linkCause(err)}
		w.broken.CompareAndSwap(nil, broken)
		return n, broken
	}
	return n, err
}

// explain adds to the receiver's error what broke on the way to it, and what had failed on the receiver itself.
func (w *watched) explain(to *ProtocolLXD, err error) error {
	var unreachable *ConnectError
	link := w.broken.Load()
	switch {
	case err == nil, to.context().Err() != nil:
		return err
	case link != nil:
		return &CopyError{Link: link, Target: err}
	case errors.As(err, &unreachable):
		return &CopyError{Link: &LinkError{Side: "target", Address: to.conn.Address(), Stream: w.stream, Err: unreachable.Err}, Target: err}
	}
	return err
}
