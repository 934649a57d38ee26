package lxd_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"math/rand/v2"
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

// hashed is an output of which only the hash is kept. What a terminal shows first is not part of it.
type hashed struct {
	hash.Hash
	skip  int
	begun chan struct{} // closed with the first byte
	once  sync.Once
	count int64
}

func newHashed(skip int) *hashed {
	return &hashed{Hash: sha256.New(), skip: skip, begun: make(chan struct{})}
}

func (h *hashed) Write(p []byte) (int, error) {
	h.once.Do(func() { close(h.begun) })
	rest := p[min(h.skip, len(p)):]
	h.skip -= len(p) - len(rest)
	h.count += int64(len(rest))
	if n, err := h.Hash.Write(rest); err != nil {
		return n, err
	}
	return len(p), nil
}

// random is size bytes of data that are always the same.
func random(size int64) io.Reader { return io.LimitReader(rand.NewChaCha8([32]byte{1}), size) }

// TestExecIsWholeInEveryMode sends data through a command and compares the hash of every byte of it, with and without a terminal,
// on one stream and on two: four megabytes, or a hundred of them many times if asked.
func TestExecIsWholeInEveryMode(t *testing.T) {
	t.Parallel()
	srv, _ := local(t, minilxd.Options{ConnectLimit: time.Minute})
	running(t, srv, "c1")
	count, size := rounds(t, 5), int64(4<<20)
	if count > 5 {
		count, size = min(count, 1000), 100<<20
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, random(size)); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]wholeMode{
		"output":           {"cat; exit 5", false, true, false},
		"errors":           {"cat >&2; exit 5", false, false, true},
		"both":             {"tee /dev/stderr; exit 5", false, true, true},
		"terminal":         {fmt.Sprintf("stty raw -echo; printf .; head -c %d; exit 5", size), true, true, false},
		"background child": {"cat; sleep 0 & exit 5", false, true, false},
		"neither":          {"cat >/dev/null; exit 5", false, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for range count {
				c.round(t, srv, size, sum.Sum(nil))
			}
		})
	}
}

// wholeMode is a way for data through a command.
type wholeMode struct {
	command  string
	terminal bool
	out, err bool // where the data arrives
}

func (c wholeMode) round(t *testing.T, srv lxd.InstanceServer, size int64, want []byte) {
	t.Helper()
	out, errOut := newHashed(0), newHashed(0)
	if c.terminal {
		out.skip = 1
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	in, typed := io.Pipe()
	defer typed.Close()
	s, err := srv.StartExec("c1", api.InstanceExecPost{
		Command: []string{"sh", "-c", c.command}, WaitForWS: true, Interactive: c.terminal, Width: 80, Height: 24,
	}, lxd.InstanceExecArgs{Stdin: in, Stdout: out, Stderr: errOut})
	if err != nil {
		t.Fatal(err)
	}
	if c.terminal { // what is typed before it is raw would be changed
		select {
		case <-out.begun:
		case <-ctx.Done():
			t.Fatal("the terminal is silent")
		}
	}
	go func() {
		_, _ = io.Copy(typed, random(size))
		if !c.terminal {
			typed.Close()
		}
	}()
	code, err := s.Wait(ctx)
	if code != 5 || err != nil {
		t.Fatalf("exit code %d, %v", code, err)
	}
	for h, expected := range map[*hashed]bool{out: c.out, errOut: c.err} {
		if arrived := bytes.Equal(h.Sum(nil), want); arrived != expected || !arrived && h.count > 0 {
			t.Fatalf("%d of %d bytes arrived, expected: %v", h.count, size, expected)
		}
	}
}
