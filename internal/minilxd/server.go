// Package minilxd is a small LXD and Incus API server: instances are directories, and exec runs real processes on real
// terminals. It is for tests and for trying the client without an installed daemon.
package minilxd

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/openlxc/lxc/pkg/api"
)

// Options configure a server. The zero value is a server like LXD 5.0 in a temporary directory.
type Options struct {
	Dir     string   // data directory; "" creates a temporary one
	Family  string   // "lxd" (default) or "incus"
	Version string   // reported to clients
	Without []string // API extensions to leave out
	Extra   []string // API extensions to add
	SFTP    bool     // serve instance files over SFTP, too
	// ConnectLimit is the timeout for connecting the sockets of an exec; 0 means five seconds, as in real servers.
	ConnectLimit time.Duration
	Bare         bool // no API extensions at all, like LXD 2.0.0
	Middleware   func(http.Handler) http.Handler
	// Shutdown is called when a client requests shutdown; nil if unsupported.
	Shutdown func()
}

// Server is a running server. Start it with ListenUnix or ListenTLS.
type Server struct {
	opts       Options
	dir        string
	ownDir     bool
	ctx        context.Context
	stop       context.CancelFunc
	cert       tls.Certificate
	certPEM    string
	mux        *http.ServeMux
	extensions []string
	events     broadcaster
	work       sync.WaitGroup
	started    time.Time

	mu         sync.Mutex // guards the fields below
	servers    []*http.Server
	addresses  []string
	config     map[string]any
	projects   map[string]*project
	certs      map[string]api.Certificate
	tokens     map[string]api.CertificatesPost
	operations map[string]*operation
	docs       map[string]map[string]fields
	pushes     map[string]bool // secrets for uploads from other servers
}

// project is a namespace of objects.
type project struct {
	api.Project
	instances    map[string]*instance
	images       map[string]*image
	aliasEntries map[string]*api.ImageAliasesEntry
	profiles     map[string]*api.Profile
}

func newProject(name string) *project {
	p := &project{
		instances: map[string]*instance{}, images: map[string]*image{},
		aliasEntries: map[string]*api.ImageAliasesEntry{}, profiles: map[string]*api.Profile{},
	}
	p.Name = name
	p.Config = map[string]string{"features.images": "true", "features.profiles": "true"}
	p.profiles["default"] = &api.Profile{Name: "default", ProfilePut: api.ProfilePut{
		Config: map[string]string{}, Description: "Default profile",
		Devices: map[string]map[string]string{"root": {"type": "disk", "path": "/", "pool": "default"}},
	}}
	return p
}

// date returns the time of day, which never goes back.
func (s *Server) date() time.Time { return s.started.Add(time.Since(s.started)).UTC() }

// New creates a server that does not listen yet.
func New(opts Options) (*Server, error) {
	s := &Server{
		opts: opts, dir: opts.Dir, mux: http.NewServeMux(), config: map[string]any{},
		projects: map[string]*project{"default": newProject("default")}, certs: map[string]api.Certificate{},
		tokens: map[string]api.CertificatesPost{}, operations: map[string]*operation{},
		pushes: map[string]bool{}, started: time.Now(),
	}
	if s.opts.Family == "" {
		s.opts.Family = "lxd"
	}
	if s.opts.Version == "" {
		s.opts.Version = map[string]string{"lxd": "5.0.2", "incus": "6.0.4"}[s.opts.Family]
	}
	s.extensions = extensionsOf(s.opts)
	if s.dir == "" {
		dir, err := os.MkdirTemp("", "minilxd-")
		if err != nil {
			return nil, err
		}
		s.dir, s.ownDir = dir, true
	}
	for _, sub := range []string{"instances", "images", "snapshots"} {
		if err := os.MkdirAll(filepath.Join(s.dir, sub), 0o711); err != nil {
			return nil, err
		}
	}
	var err error
	if s.cert, s.certPEM, err = selfSigned(); err != nil {
		return nil, err
	}
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.routes()
	return s, nil
}

// ListenUnix serves on a unix socket. Callers are trusted.
func (s *Server) ListenUnix(path string) error {
	l, err := (&net.ListenConfig{}).Listen(s.ctx, "unix", path)
	if err != nil {
		return err
	}
	s.serve(&peeking{Listener: l})
	return nil
}

// ListenTLS serves HTTPS on address and returns the actual one. Callers are trusted by their certificate.
func (s *Server) ListenTLS(address string) (string, error) {
	l, err := (&net.ListenConfig{}).Listen(s.ctx, "tcp", address)
	if err != nil {
		return "", err
	}
	s.mu.Lock()
	s.addresses = append(s.addresses, l.Addr().String())
	s.mu.Unlock()
	s.serve(tls.NewListener(l, &tls.Config{
		Certificates: []tls.Certificate{s.cert}, ClientAuth: tls.RequestClientCert, MinVersion: tls.VersionTLS12,
		NextProtos: []string{"http/1.1"},
	}))
	return l.Addr().String(), nil
}

func (s *Server) serve(l net.Listener) {
	handler := http.Handler(http.HandlerFunc(s.handle))
	if s.opts.Middleware != nil {
		handler = s.opts.Middleware(handler)
	}
	srv := &http.Server{Handler: handler, ReadHeaderTimeout: time.Minute}
	s.mu.Lock()
	s.servers = append(s.servers, srv)
	s.mu.Unlock()
	s.work.Add(1)
	go func() {
		defer s.work.Done()
		_ = srv.Serve(l)
	}()
}

// Close closes all connections, kills all processes and removes the directory if New created it.
func (s *Server) Close() error {
	s.stop()
	s.mu.Lock()
	servers := s.servers
	for _, p := range s.projects {
		for _, inst := range p.instances {
			inst.halt()
		}
	}
	s.mu.Unlock()
	var errs []error
	for _, srv := range servers {
		errs = append(errs, srv.Close())
	}
	s.events.close()
	s.work.Wait()
	if s.ownDir {
		errs = append(errs, os.RemoveAll(s.dir))
	}
	return errors.Join(errs...)
}

// Certificate returns the PEM certificate of the TLS listener.
func (s *Server) Certificate() string { return s.certPEM }

// Trust adds a PEM client certificate to the trust store.
func (s *Server) Trust(name, certPEM string) error {
	cert, err := parsePEM(certPEM)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.addCert(name, "client", cert)
	return nil
}

// addCert adds a certificate to the trust store. The caller holds the lock.
func (s *Server) addCert(name, kind string, cert *x509.Certificate) {
	c := api.Certificate{Fingerprint: fingerprint(cert.Raw)}
	c.Name, c.Type, c.Certificate, c.Projects = name, kind, toPEM(cert.Raw), []string{}
	s.certs[c.Fingerprint] = c
}

func (s *Server) has(extension string) bool { return slices.Contains(s.extensions, extension) }

// project returns the project, or an error for the response. The caller holds the lock.
func (s *Server) project(name string) (*project, error) {
	if name == "" {
		name = "default"
	}
	p := s.projects[name]
	if p == nil {
		return nil, notFound("Project not found")
	}
	return p, nil
}

func notFound(text string) error { return &api.StatusError{Code: http.StatusNotFound, Message: text} }

func badRequest(format string, args ...any) error {
	return &api.StatusError{Code: http.StatusBadRequest, Message: fmt.Sprintf(format, args...)}
}

func conflict(format string, args ...any) error {
	return &api.StatusError{Code: http.StatusConflict, Message: fmt.Sprintf(format, args...)}
}
