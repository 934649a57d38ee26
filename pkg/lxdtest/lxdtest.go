// Package lxdtest gives Go tests a server to talk to, in one line and without a daemon: instances that are directories, real
// processes behind exec, events, images and everything else that is stored. Faults can be made on purpose.
//
//	srv := lxdtest.NewServer(t)
//	op, err := srv.Client().CreateInstance(…)
package lxdtest

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/openlxc/lxc/internal/minilxd"
	lxd "github.com/openlxc/lxc/pkg/client"
)

// Option chooses what kind of server it is.
type Option func(*minilxd.Options)

// Incus makes the server one of that family; the default is LXD.
func Incus() Option { return func(o *minilxd.Options) { o.Family = "incus" } }

// Version is what the server says of itself.
func Version(v string) Option { return func(o *minilxd.Options) { o.Version = v } }

// Without leaves API extensions out: an older server. Without("instances") is a LXD before 3.18, with containers only.
func Without(extensions ...string) Option {
	return func(o *minilxd.Options) { o.Without = append(o.Without, extensions...) }
}

// With adds API extensions: a newer server. "storage_and_network_operations" makes changes asynchronous, as LXD 6.8 does.
func With(extensions ...string) Option {
	return func(o *minilxd.Options) { o.Extra = append(o.Extra, extensions...) }
}

// Server is a running server. It ends with the test, or with Close.
type Server struct {
	mini   *minilxd.Server
	dir    string // of the socket
	socket string
	fail   func(err error)
	ctx    context.Context //nolint:containedctx // of the test, for the connections of Client

	mu     sync.Mutex
	faults []fault
	seen   []string
}

// fault is what happens to requests whose path begins like that.
type fault struct {
	prefix string
	do     func(w http.ResponseWriter, r *http.Request) (answered bool)
}

// NewServer starts a server that listens on a unix socket of its own, and ends it with the test.
func NewServer(t testing.TB, options ...Option) *Server {
	t.Helper()
	s, err := Start(options...)
	if err != nil {
		t.Fatal(err)
	}
	s.ctx, s.fail = t.Context(), func(err error) { t.Fatal(err) }
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("closing the server: %v", err)
		}
	})
	return s
}

// Start is NewServer for programs that are no tests, such as examples. The caller closes the server.
func Start(options ...Option) (*Server, error) {
	s := &Server{ctx: context.Background(), fail: func(err error) { panic(err) }}
	opts := minilxd.Options{Middleware: s.middleware}
	for _, o := range options {
		o(&opts)
	}
	var err error
	if s.mini, err = minilxd.New(opts); err != nil {
		return nil, err
	}
	if s.dir, err = os.MkdirTemp("", "s"); err == nil { // paths of sockets must be short
		s.socket = filepath.Join(s.dir, "s")
		err = s.mini.ListenUnix(s.socket)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Close ends the server, its processes and its files.
func (s *Server) Close() error { return errors.Join(s.mini.Close(), os.RemoveAll(s.dir)) }

// URL is the address of the server, for lxd.Connect.
func (s *Server) URL() string { return "unix://" + s.socket }

// Socket is the path of its unix socket, for lxd.ConnectLXDUnix.
func (s *Server) Socket() string { return s.socket }

// Client returns a new connection, which ends with the test. What goes wrong ends the test; without one it panics.
func (s *Server) Client() lxd.InstanceServer {
	srv, err := lxd.Connect(s.ctx, s.URL(), nil)
	if err != nil {
		s.fail(err)
	}
	return srv
}

// Requests returns the requests so far, as "METHOD path".
func (s *Server) Requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string{}, s.seen...)
}

// Delay holds requests up whose path begins with prefix.
func (s *Server) Delay(prefix string, d time.Duration) {
	s.add(prefix, func(_ http.ResponseWriter, r *http.Request) bool {
		select {
		case <-time.After(d):
		case <-r.Context().Done():
		}
		return false
	})
}

// Drop cuts the connection of requests whose path begins with prefix.
func (s *Server) Drop(prefix string) {
	s.add(prefix, func(w http.ResponseWriter, _ *http.Request) bool {
		if h, ok := w.(http.Hijacker); ok {
			if conn, _, err := h.Hijack(); err == nil {
				_ = conn.Close()
			}
		}
		return true
	})
}

// Answer answers requests whose path begins with prefix by a body of the test's own.
func (s *Server) Answer(prefix string, status int, body string) {
	s.add(prefix, func(w http.ResponseWriter, _ *http.Request) bool {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
		return true
	})
}

// Heal ends all faults.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

func (s *Server) add(prefix string, do func(http.ResponseWriter, *http.Request) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, fault{prefix, do})
}

func (s *Server) middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.seen = append(s.seen, r.Method+" "+r.URL.Path)
		faults := append([]fault{}, s.faults...)
		s.mu.Unlock()
		for _, f := range faults {
			if strings.HasPrefix(r.URL.Path, f.prefix) && f.do(w, r) {
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}
