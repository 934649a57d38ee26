package lxd_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/slowlink"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// rounds is how often a test repeats what a race could break: usual times, or as often as LXC_TEST_ROUNDS says.
func rounds(t testing.TB, usual int) int {
	t.Helper()
	if text := os.Getenv("LXC_TEST_ROUNDS"); text != "" {
		if _, err := fmt.Sscan(text, &usual); err != nil {
			t.Fatal(err)
		}
	}
	return usual
}

// hasEnded waits on the server's side until an operation has ended.
func hasEnded(next http.Handler, id string) {
	wait := httptest.NewRequest(http.MethodGet, "/1.0/operations/"+id+"/wait?timeout=-1", nil)
	wait.RemoteAddr = "@"
	next.ServeHTTP(httptest.NewRecorder(), wait)
}

// TestOperationEndsAtAnyMoment: an operation that has ended before the response to its request, before the event stream is open,
// or at any time after, is noticed, and its handlers see the end.
func TestOperationEndsAtAnyMoment(t *testing.T) {
	t.Parallel()
	for _, moment := range []string{"before the response", "before the stream", "any time"} {
		t.Run(moment, func(t *testing.T) {
			t.Parallel()
			var last atomic.Value // ID of the last operation
			srv, _ := local(t, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					switch {
					case r.Method == http.MethodPut:
						answer := httptest.NewRecorder()
						next.ServeHTTP(answer, r)
						_, id, _ := strings.Cut(answer.Body.String(), `"operation":"/1.0/operations/`)
						id, _, _ = strings.Cut(id, `"`)
						last.Store(id)
						if moment == "before the response" {
							hasEnded(next, id)
						}
						w.WriteHeader(answer.Code)
						_, _ = w.Write(answer.Body.Bytes())
						return
					case r.URL.Path == "/1.0/events" && moment == "before the stream":
						hasEnded(next, last.Load().(string))
					}
					next.ServeHTTP(w, r)
				})
			}})
			running(t, srv, "c1")
			for n := range rounds(t, 100) {
				action := []string{"restart", "nonsense"}[n%2]
				op, err := srv.UpdateInstanceState("c1", api.InstanceStatePut{Action: action, Timeout: -1}, "")
				if err != nil {
					t.Fatal(err)
				}
				var told atomic.Bool
				if n%3 > 0 { // without a handler there is no stream
					_, err = op.AddHandler(func(state api.Operation) { told.Store(told.Load() || state.StatusCode.IsFinal()) })
				} else {
					told.Store(true)
				}
				if err != nil {
					t.Fatal(err)
				}
				already := op.Get().StatusCode.IsFinal()
				if err := op.Wait(); (err == nil) != (action == "restart") || !told.Load() && !already {
					t.Fatalf("round %d: %v, its handler saw the end: %v", n, err, told.Load())
				}
			}
		})
	}
}

// TestFrozenLink freezes the link while an operation is waited for, lets the operation end on the server, and then lets the
// kernel notice: the state is read again over a new connection, and is right, or it is an error if the server has forgotten it.
func TestFrozenLink(t *testing.T) {
	t.Parallel()
	for name, forgotten := range map[string]bool{"known": false, "forgotten": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			waiting := make(chan struct{}, 8)
			var forget atomic.Bool
			link := &slowlink.Link{}
			srv, here := behindBoth(t, link, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if forget.Load() && strings.HasPrefix(r.URL.Path, "/1.0/operations/") {
						w.WriteHeader(http.StatusNotFound)
						_, _ = w.Write([]byte(`{"type":"error","error":"Operation not found","error_code":404}`))
						return
					}
					if strings.HasSuffix(r.URL.Path, "/wait") {
						waiting <- struct{}{}
					}
					next.ServeHTTP(w, r)
				})
			}})
			for len(waiting) > 0 { // those of the preparation
				<-waiting
			}
			gate := filepath.Join(t.TempDir(), "gate")
			if err := syscall.Mkfifo(gate, 0o600); err != nil {
				t.Fatal(err)
			}
			op, err := srv.ExecInstance("c1", api.InstanceExecPost{Command: []string{"sh", "-c", "read x <" + gate + "; exit 7"}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			var mu sync.Mutex
			var seen api.Operation
			_, err = op.AddHandler(func(state api.Operation) { mu.Lock(); defer mu.Unlock(); seen = state })
			if err != nil {
				t.Fatal(err)
			}
			result := make(chan error, 1)
			go func() { result <- op.Wait() }()
			<-waiting
			link.Freeze()
			if err := os.WriteFile(gate, []byte("go\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := lxd.WaitOperation(here, op.Get().ID); err != nil {
				t.Fatal(err)
			}
			forget.Store(forgotten)
			link.Cut()
			err = <-result
			mu.Lock()
			defer mu.Unlock()
			if forgotten {
				if err == nil {
					t.Error("an operation whose end nobody knows passed for a good one")
				}
				return
			}
			if err != nil || op.Get().Metadata["return"] != float64(7) || seen.Metadata["return"] != float64(7) {
				t.Errorf("%v %+v, handlers saw %+v", err, op.Get(), seen)
			}
		})
	}
}

// TestWaitForAnotherOperation: a server that answers with another operation is an error, not a reason to ask for ever.
func TestWaitForAnotherOperation(t *testing.T) {
	t.Parallel()
	srv := answers(t, canned{http.StatusOK, http.Header{}, []byte(`{"type":"sync","metadata":{"id":"other","status_code":200}}`)})
	if _, err := lxd.WaitOperation(srv, "mine"); err == nil || !strings.Contains(err.Error(), `"other" instead of "mine"`) {
		t.Error(err)
	}
}
