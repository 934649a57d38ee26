// Package lxdtest provides a server for Go tests, without a daemon: instances are directories, exec runs real processes, and
// events, images and other objects are supported. Tests can inject faults.
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

// Option configures a server.
type Option func(*minilxd.Options)

// Incus makes the server an Incus server; the default is LXD.
func Incus() Option { return func(o *minilxd.Options) { o.Family = "incus" } }

// Version sets the version that the server reports.
func Version(v string) Option { return func(o *minilxd.Options) { o.Version = v } }

// Without removes API extensions, to simulate an older server. Without("instances") is LXD before 3.18, with containers
// only.
func Without(extensions ...string) Option {
	return func(o *minilxd.Options) { o.Without = append(o.Without, extensions...) }
}

// With adds API extensions, to simulate a newer server. "storage_and_network_operations" makes changes asynchronous, like
// LXD 6.8.
func With(extensions ...string) Option {
	return func(o *minilxd.Options) { o.Extra = append(o.Extra, extensions...) }
}

// Server is a running server. It stops when the test ends or Close is called.
type Server struct {
	mini   *minilxd.Server
	dir    string // directory of the socket
	socket string
	fail   func(err error)
	ctx    context.Context //nolint:containedctx // context of the test, for connections of Client

	mu     sync.Mutex
	faults []fault
	seen   []string
}

// fault handles requests whose path has the prefix.
type fault struct {
	prefix string
	do     func(w http.ResponseWriter, r *http.Request) (answered bool)
}

// NewServer starts a server on its own unix socket, and stops it when the test ends.
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

// Start is like NewServer for programs other than tests, such as examples. The caller closes the server.
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

// Close stops the server, kills its processes and removes its files.
func (s *Server) Close() error { return errors.Join(s.mini.Close(), os.RemoveAll(s.dir)) }

// URL returns the address of the server, for lxd.Connect.
func (s *Server) URL() string { return "unix://" + s.socket }

// Socket returns the path of the server's unix socket, for lxd.ConnectLXDUnix.
func (s *Server) Socket() string { return s.socket }

// Client returns a new connection, which is closed when the test ends. A failure ends the test, or panics if there is none.
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

// Delay delays requests whose path begins with prefix.
func (s *Server) Delay(prefix string, d time.Duration) {
	s.add(prefix, func(_ http.ResponseWriter, r *http.Request) bool {
		select {
		case <-time.After(d):
		case <-r.Context().Done():
		}
		return false
	})
}

// Drop closes the connection on requests whose path begins with prefix.
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

// Answer responds to requests whose path begins with prefix with the given body.
func (s *Server) Answer(prefix string, status int, body string) {
	s.add(prefix, func(w http.ResponseWriter, _ *http.Request) bool {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
		return true
	})
}

// Heal removes all faults.
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
