package lxd_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/slowlink"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// together holds the sockets of a session until all four have asked to be connected.
type together struct {
	mu      sync.Mutex
	arrived map[string]int           // by operation
	all     map[string]chan struct{} // closed when all are there
}

func (g *together) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/websocket") {
			g.mu.Lock()
			if g.arrived[r.URL.Path]++; g.arrived[r.URL.Path] == 1 {
				g.all[r.URL.Path] = make(chan struct{})
			}
			all := g.all[r.URL.Path]
			if g.arrived[r.URL.Path] == 4 {
				close(all)
			}
			g.mu.Unlock()
			select {
			case <-all:
			case <-r.Context().Done():
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// TestSocketsAreDialledTogether: no socket of an exec waits for another. Servers allow five seconds for all of them, so that one
// after the other fails on a slow link.
func TestSocketsAreDialledTogether(t *testing.T) {
	t.Parallel()
	g := &together{arrived: map[string]int{}, all: map[string]chan struct{}{}}
	srv := behind(t, &slowlink.Link{}, minilxd.Options{ConnectLimit: time.Minute, Middleware: g.wrap})
	count := rounds(t, 50)
	for n := range count {
		if out, status, err := run(t, srv, "in", "sh", "-c", "cat; exit 3"); err != nil || status != 3 || out != "in" {
			t.Fatalf("round %d: %q %d %v", n, out, status, err)
		}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	for path, n := range g.arrived {
		if n != 4 {
			t.Errorf("%s was dialled %d times", path, n)
		}
	}
	if len(g.arrived) != count {
		t.Errorf("%d sessions, not %d", len(g.arrived), count)
	}
}

// TestRefusedSocketEndsTheSession: when one socket cannot be connected, the session fails as a whole and says so.
func TestRefusedSocketEndsTheSession(t *testing.T) {
	t.Parallel()
	for nth := range 4 {
		var mu sync.Mutex
		seen := 0
		srv, _ := local(t, minilxd.Options{ConnectLimit: time.Minute, Middleware: func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, "/websocket") {
					mu.Lock()
					refused := seen == nth
					seen++
					mu.Unlock()
					if refused {
						w.WriteHeader(http.StatusForbidden)
						_, _ = io.WriteString(w, `{"type":"error","error":"no more sockets","error_code":403}`)
						return
					}
				}
				next.ServeHTTP(w, r)
			})
		}})
		running(t, srv, "c1")
		_, err := srv.StartExec("c1", api.InstanceExecPost{Command: []string{"cat"}, WaitForWS: true}, lxd.InstanceExecArgs{})
		var refused *api.StatusError
		if !errors.As(err, &refused) || refused.Message != "no more sockets" {
			t.Errorf("socket %d: %v", nth, err)
		}
	}
}

// TestExecIsWholeInEveryMode sends data through a command and compares every byte of it, with and without a terminal, on one
// stream and on two, many times if asked.
func TestExecIsWholeInEveryMode(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{ConnectLimit: time.Minute})
	running(t, srv, "c1")
	data := make([]byte, 1<<20)
	if _, err := rand.Read(data); err != nil {
		t.Fatal(err)
	}
	want := sha256.Sum256(data)
	for name, c := range map[string]struct {
		command  string
		terminal bool
		out, err bool // where the data arrives
	}{
		"output":           {"cat; exit 5", false, true, false},
		"errors":           {"cat >&2; exit 5", false, false, true},
		"both":             {"tee /dev/stderr; exit 5", false, true, true},
		"terminal":         {"stty raw -echo; printf .; head -c 1048576; exit 5", true, true, false},
		"background child": {"cat; sleep 0 & exit 5", false, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for range rounds(t, 5) {
				var out, errOut buffer
				in, typed := io.Pipe()
				s, err := srv.StartExec("c1", api.InstanceExecPost{
					Command: []string{"sh", "-c", c.command}, WaitForWS: true, Interactive: c.terminal, Width: 80, Height: 24,
				}, lxd.InstanceExecArgs{Stdin: in, Stdout: &out, Stderr: &errOut})
				if err != nil {
					t.Fatal(err)
				}
				if c.terminal { // what is typed before it is raw would be changed
					eventually(t, func() bool { out.mu.Lock(); defer out.mu.Unlock(); return out.Len() > 0 })
				}
				go func() {
					_, _ = typed.Write(data)
					if !c.terminal {
						typed.Close()
					}
				}()
				ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
				code, err := s.Wait(ctx)
				cancel()
				typed.Close()
				got := out.Bytes()
				if c.terminal {
					got = bytes.TrimPrefix(got, []byte("."))
				}
				if code != 5 || err != nil || c.out != (sha256.Sum256(got) == want) || c.err != (sha256.Sum256(errOut.Bytes()) == want) {
					t.Fatalf("exit code %d, %v: %d and %d bytes", code, err, len(got), errOut.Len())
				}
			}
		})
	}
}
