package lxd_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
)

// buffer is a WriteCloser for sessions.
type buffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

func (b *buffer) Close() error { return nil }

func TestExecStreamsAndStatus(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{})
	running(t, srv, "c1")
	var out, errOut buffer
	s, err := srv.StartExec("c1", api.InstanceExecPost{
		Command: []string{"sh", "-c", "cat; echo bad >&2; exit 7"}, WaitForWS: true,
	}, lxd.InstanceExecArgs{Stdin: io.NopCloser(strings.NewReader("hello")), Stdout: &out, Stderr: &errOut})
	if err != nil {
		t.Fatal(err)
	}
	code, err := s.Wait(t.Context())
	if err != nil || code != 7 || out.String() != "hello" || errOut.String() != "bad\n" {
		t.Errorf("code %d, %v, %q, %q", code, err, out.String(), errOut.String())
	}
}

func TestExecIsCompleteManyTimes(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{})
	running(t, srv, "c1")
	want := sha256.Sum256(bytes.Repeat([]byte("0123456789abcdef"), 20000))
	for range 40 {
		var out buffer
		s, err := srv.StartExec("c1", api.InstanceExecPost{
			Command: []string{"sh", "-c", "i=0; while [ $i -lt 20000 ]; do printf 0123456789abcdef; i=$((i+1)); done"}, WaitForWS: true,
		}, lxd.InstanceExecArgs{Stdout: &out})
		if err != nil {
			t.Fatal(err)
		}
		if code, err := s.Wait(t.Context()); code != 0 || err != nil {
			t.Fatal(code, err)
		}
		if sha256.Sum256(out.Bytes()) != want {
			t.Fatalf("%d bytes arrived", out.Len())
		}
	}
}

func TestExecInteractive(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{})
	running(t, srv, "c1")
	var out buffer
	in, typed := io.Pipe()
	defer typed.Close() // its reader would wait forever
	s, err := srv.StartExec("c1", api.InstanceExecPost{
		Command:   []string{"sh", "-c", `stty size; read x; until [ "$(stty size)" = "30 100" ]; do :; done; echo "got $x"; exit 5`},
		WaitForWS: true, Interactive: true, Width: 80, Height: 24,
	}, lxd.InstanceExecArgs{Stdin: in, Stdout: &out})
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, func() bool { out.mu.Lock(); defer out.mu.Unlock(); return strings.Contains(out.String(), "24 80") })
	if _, err := typed.Write([]byte("hello\n")); err != nil {
		t.Fatal(err)
	}
	if err := s.Resize(100, 30); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	code, err := s.Wait(ctx)
	if err != nil || code != 5 || !strings.Contains(out.String(), "got hello") {
		t.Errorf("%d %v %q", code, err, out.String())
	}
}

// eventually polls until a condition holds.
func eventually(t *testing.T, condition func() bool) {
	t.Helper()
	for range 1000 {
		if condition() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("it never happened")
}

func TestExecSignal(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{})
	running(t, srv, "c1")
	var out buffer
	s, err := srv.StartExec("c1", api.InstanceExecPost{Command: []string{"sh", "-c", "echo ready; sleep 100"}, WaitForWS: true},
		lxd.InstanceExecArgs{Stdout: &out})
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, func() bool { out.mu.Lock(); defer out.mu.Unlock(); return strings.Contains(out.String(), "ready") })
	if err := s.Signal(15); err != nil {
		t.Fatal(err)
	}
	if code, err := s.Wait(t.Context()); code != 143 || err != nil {
		t.Error(code, err)
	}
}

func TestExecNotFoundAndPublishedForm(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{})
	running(t, srv, "c1")
	s, err := srv.StartExec("c1", api.InstanceExecPost{Command: []string{"no-such-program"}, WaitForWS: true}, lxd.InstanceExecArgs{})
	if err != nil {
		t.Fatal(err)
	}
	code, err := s.Wait(t.Context())
	var failed *lxd.OperationError
	if code != 127 || !errors.As(err, &failed) {
		t.Error(code, err)
	}
	done := make(chan bool)
	var out buffer
	op, err := srv.ExecContainer("c1", api.ContainerExecPost{Command: []string{"echo", "x"}, WaitForWS: true},
		&lxd.ContainerExecArgs{Stdout: &out, DataDone: done})
	wait(t, op, err)
	<-done
	if out.String() != "x\n" || op.Get().Metadata["return"] != float64(0) {
		t.Errorf("%q %v", out.String(), op.Get().Metadata)
	}
}

func TestExecServerGone(t *testing.T) {
	t.Parallel()
	srv, s := local(t, minilxd.Options{})
	running(t, srv, "c1")
	var out buffer
	session, err := srv.StartExec("c1", api.InstanceExecPost{Command: []string{"sh", "-c", "echo ready; sleep 100"}, WaitForWS: true},
		lxd.InstanceExecArgs{Stdout: &out})
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, func() bool { out.mu.Lock(); defer out.mu.Unlock(); return strings.Contains(out.String(), "ready") })
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if code, err := session.Wait(t.Context()); code == 0 || err == nil {
		t.Error("a lost session passed for a good one:", code, err)
	}
}

func TestNoNeedlessRequests(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var seen []string
	srv, _ := local(t, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			seen = append(seen, r.Method+" "+r.URL.Path)
			mu.Unlock()
			next.ServeHTTP(w, r)
		})
	}})
	running(t, srv, "c1")
	mu.Lock()
	seen = nil
	mu.Unlock()
	s, err := srv.StartExec("c1", api.InstanceExecPost{Command: []string{"true"}, WaitForWS: true}, lxd.InstanceExecArgs{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	defer mu.Unlock()
	if len(seen) != 6 { // POST, four websockets, one wait
		t.Error(seen)
	}
}

func TestErrorBodyUnderHTTP200(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/wait") {
				rec := &recorder{header: http.Header{}}
				next.ServeHTTP(rec, r)
				if bytes.Contains(rec.body.Bytes(), []byte(`"status":"Failure"`)) {
					_, _ = w.Write([]byte(`{"type":"error","error_code":500,"error":"it went wrong","metadata":null}`))
					return
				}
				_, _ = w.Write(rec.body.Bytes())
				return
			}
			next.ServeHTTP(w, r)
		})
	}})
	running(t, srv, "c1")
	s, err := srv.StartExec("c1", api.InstanceExecPost{Command: []string{"no-such-program"}, WaitForWS: true}, lxd.InstanceExecArgs{})
	if err != nil {
		t.Fatal(err)
	}
	if code, err := s.Wait(t.Context()); code != 127 || err == nil {
		t.Error("the status behind an error body was lost:", code, err)
	}
}

// recorder records a response for middleware to inspect.
type recorder struct {
	header http.Header
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header { return r.header }

func (r *recorder) Write(p []byte) (int, error) { return r.body.Write(p) }

func (r *recorder) WriteHeader(int) {}
