package lxd_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// barrier blocks the matching requests until it is opened.
type barrier struct {
	matches func(r *http.Request) bool
	seen    atomic.Int32
	arrived chan struct{}
	opened  chan struct{}
}

func newBarrier(matches func(r *http.Request) bool) *barrier {
	return &barrier{matches: matches, arrived: make(chan struct{}, 64), opened: make(chan struct{})}
}

func (g *barrier) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if g.matches(r) {
			g.seen.Add(1)
			g.arrived <- struct{}{}
			select {
			case <-g.opened:
			case <-r.Context().Done():
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// TestServerIsAskedOnce checks that concurrent callers share one GET /1.0, each until its own context ends.
func TestServerIsAskedOnce(t *testing.T) {
	t.Parallel()
	g := newBarrier(func(r *http.Request) bool { return r.URL.Path == "/1.0" })
	srv, _ := local(t, minilxd.Options{Middleware: g.wrap})
	errLeft := errors.New("left")
	impatient, leave := context.WithCancelCause(t.Context())
	first := make(chan error, 1)
	go func() { first <- srv.WithContext(impatient).CheckExtension("network") }()
	<-g.arrived
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if err := srv.CheckExtension("network"); err != nil {
				t.Error(err)
			}
		})
	}
	leave(errLeft) // the caller that started the request
	if err := <-first; !errors.Is(err, errLeft) {
		t.Error(err)
	}
	close(g.opened)
	all.Wait()
	if n := g.seen.Load(); n > 2 { // a second one only if nobody had joined before the first caller left
		t.Errorf("GET /1.0 was asked for %d times", n)
	}
	if !srv.HasExtension("network") || g.seen.Load() > 2 {
		t.Error("the answer was not kept")
	}
}

// TestLastWaiterEndsTheRequest checks that a request is canceled when nobody waits for it any longer.
func TestLastWaiterEndsTheRequest(t *testing.T) {
	t.Parallel()
	g := newBarrier(func(r *http.Request) bool { return r.URL.Path == "/1.0" })
	srv, _ := local(t, minilxd.Options{Middleware: g.wrap})
	ctx, leave := context.WithCancel(t.Context())
	go func() { <-g.arrived; leave() }()
	if err := srv.WithContext(ctx).CheckExtension("network"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	close(g.opened)
	if err := srv.CheckExtension("network"); err != nil {
		t.Error(err)
	}
}

// TestSlowEventStreamHoldsUpNobody checks that while the event stream of one project is being opened, another delivers events,
// and others can be opened and closed.
func TestSlowEventStreamHoldsUpNobody(t *testing.T) {
	t.Parallel()
	g := newBarrier(func(r *http.Request) bool {
		return r.URL.Path == "/1.0/events" && r.URL.Query().Get("project") == "slow"
	})
	srv, _ := local(t, minilxd.Options{Middleware: g.wrap})
	if err := srv.CreateProject(api.ProjectsPost{Name: "slow"}); err != nil {
		t.Fatal(err)
	}
	ctx, giveUp := context.WithCancel(t.Context())
	slow := srv.WithContext(ctx).UseProject("slow")
	failed := make(chan error, 2)
	for range 2 {
		go func() { _, err := slow.GetEvents(); failed <- err }()
	}
	<-g.arrived
	listener, err := srv.GetEvents()
	if err != nil {
		t.Fatal(err)
	}
	came := make(chan struct{}, 100)
	if _, err := listener.AddEventHandler([]string{"operation"}, func(api.Event) { came <- struct{}{} }); err != nil {
		t.Fatal(err)
	}
	running(t, srv, "c1")
	<-came
	listener.Disconnect()
	giveUp()
	for range 2 {
		if err := <-failed; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
	close(g.opened)
	again, err := srv.UseProject("slow").GetEvents()
	if err != nil {
		t.Fatal(err)
	}
	again.Disconnect()
	if err := again.Wait(); err != nil {
		t.Error(err)
	}
}

// TestListenersComeAndGo adds and removes listeners on one stream concurrently.
func TestListenersComeAndGo(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{})
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			for range 10 {
				l, err := srv.GetEvents()
				if err != nil {
					t.Error(err)
					return
				}
				l.Disconnect()
				if err := l.Wait(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
}

// TestSlowEventsHoldUpNoOperation checks that an operation can be read and waited for while the event stream for a handler is
// being opened.
func TestSlowEventsHoldUpNoOperation(t *testing.T) {
	t.Parallel()
	g := newBarrier(func(r *http.Request) bool { return r.URL.Path == "/1.0/events" })
	srv, _ := local(t, minilxd.Options{Middleware: g.wrap})
	running(t, srv, "c1")
	op, err := srv.UpdateInstanceState("c1", api.InstanceStatePut{Action: "restart", Timeout: -1}, "")
	if err != nil {
		t.Fatal(err)
	}
	added := make(chan error, 2)
	var told atomic.Int32
	for range 2 {
		go func() {
			_, err := op.AddHandler(func(api.Operation) { told.Add(1) })
			added <- err
		}()
	}
	<-g.arrived
	if state := op.Get(); state.ID == "" {
		t.Errorf("%+v", state)
	}
	if err := op.Wait(); err != nil {
		t.Error(err)
	}
	close(g.opened)
	for range 2 {
		if err := <-added; err != nil {
			t.Error(err)
		}
	}
	if told.Load() == 0 || g.seen.Load() > 1 {
		t.Errorf("%d states were announced, events were asked for %d times", told.Load(), g.seen.Load())
	}
}

// TestSlowEventsHoldUpNoRemoteOperation checks that work between servers can be asked for its state and given more handlers
// while the event stream for a handler is being opened.
func TestSlowEventsHoldUpNoRemoteOperation(t *testing.T) {
	t.Parallel()
	slowEvents := func() *barrier {
		return newBarrier(func(r *http.Request) bool { return r.URL.Path == "/1.0/events" })
	}
	t.Run("handler before the target", func(t *testing.T) {
		t.Parallel()
		_, far := local(t, minilxd.Options{})
		source := overTLS(t, far)
		image, _, err := source.GetImage(upload(t, source, map[string]string{"root/a": "1"}, "img"))
		if err != nil {
			t.Fatal(err)
		}
		events := slowEvents()
		creation := newBarrier(func(r *http.Request) bool { return r.Method == http.MethodPost && r.URL.Path == "/1.0/instances" })
		srv, _ := local(t, minilxd.Options{Middleware: func(next http.Handler) http.Handler { return creation.wrap(events.wrap(next)) }})
		remote, err := srv.CreateInstanceFromImage(source, *image, api.InstancesPost{Name: "c1"})
		if err != nil {
			t.Fatal(err)
		}
		<-creation.arrived
		var told atomic.Int32
		if _, err := remote.AddHandler(func(api.Operation) { told.Add(1) }); err != nil {
			t.Fatal(err)
		}
		close(creation.opened)
		<-events.arrived // the work subscribes the handler
		whileDialing(t, remote, events)
		if err := remote.Wait(); err != nil || told.Load() == 0 {
			t.Errorf("%v, %d states were announced", err, told.Load())
		}
	})
	t.Run("handler after the target", func(t *testing.T) {
		t.Parallel()
		var copying atomic.Bool
		events := slowEvents()
		polls := newBarrier(func(r *http.Request) bool { return copying.Load() && strings.HasSuffix(r.URL.Path, "/wait") })
		srv, _ := local(t, minilxd.Options{Middleware: func(next http.Handler) http.Handler { return polls.wrap(events.wrap(next)) }})
		image, _, err := srv.GetImage(upload(t, srv, map[string]string{"root/a": "1"}, "img"))
		if err != nil {
			t.Fatal(err)
		}
		copying.Store(true)
		remote, err := srv.CreateInstanceFromImage(srv, *image, api.InstancesPost{Name: "c1"})
		if err != nil {
			t.Fatal(err)
		}
		<-polls.arrived // after the target is known
		added := make(chan error, 1)
		go func() {
			_, err := remote.AddHandler(func(api.Operation) {})
			added <- err
		}()
		<-events.arrived
		whileDialing(t, remote, events)
		close(polls.opened)
		if err := errors.Join(<-added, remote.Wait()); err != nil {
			t.Error(err)
		}
	})
}

// whileDialing reads the state of remote and adds a handler while the event stream is being opened, and then lets it open.
func whileDialing(t *testing.T, remote *lxd.RemoteOperation, events *barrier) {
	t.Helper()
	added := make(chan error, 1)
	go func() {
		_, err := remote.AddHandler(func(api.Operation) {})
		added <- err
	}()
	if state, err := remote.GetTarget(); err != nil || state.ID == "" {
		t.Errorf("%+v %v", state, err)
	}
	close(events.opened)
	if err := <-added; err != nil {
		t.Error(err)
	}
}
