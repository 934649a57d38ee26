package localserve

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/term"
)

// noted is a standard error for concurrent writers.
type noted struct {
	mu sync.Mutex
	bytes.Buffer
}

func (n *noted) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.Buffer.Write(p)
}

func (n *noted) text() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.String()
}

func newApp() (*cli.App, *noted) {
	errOut := &noted{}
	return cli.NewApp(&term.Streams{In: strings.NewReader(""), Out: io.Discard, Err: errOut}), errOut
}

// echo is a server that returns its input after the end of it.
func echo(t *testing.T) (dial func() (net.Conn, error)) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				text, _ := io.ReadAll(c)
				_, _ = c.Write(text)
			}()
		}
	}()
	return func() (net.Conn, error) { return net.Dial("tcp", l.Addr().String()) }
}

// serving runs a server and returns its address; stop stops it and returns its error.
func serving(t *testing.T, run func(ctx context.Context, ready func(string)) error) (address string, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancelCause(t.Context())
	at, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- run(ctx, func(address string) { at <- address }) }()
	select {
	case address = <-at:
	case err := <-ended:
		t.Fatal(err)
	}
	return address, func() error {
		cancel(errEnd)
		return <-ended
	}
}

var errEnd = errors.New("the end")

// TestServe relays connections in both directions until its context is done.
func TestServe(t *testing.T) {
	t.Parallel()
	dial := echo(t)
	dir, err := os.MkdirTemp("", "s") // socket paths must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	for network, place := range map[string]string{"tcp": "127.0.0.1:0", "unix": filepath.Join(dir, "s")} {
		app, errOut := newApp()
		address, stop := serving(t, func(ctx context.Context, ready func(string)) error {
			return Serve(ctx, app, network, place, dial, ready)
		})
		for range 3 {
			c, err := net.Dial(network, address)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(c, "hello"); err != nil {
				t.Fatal(err)
			}
			if half, ok := c.(interface{ CloseWrite() error }); !ok || half.CloseWrite() != nil {
				t.Fatal("cannot close one way")
			}
			if text, err := io.ReadAll(c); err != nil || string(text) != "hello" {
				t.Errorf("%s: %q, %v", network, text, err)
			}
			_ = c.Close()
		}
		open, err := net.Dial(network, address) // closed by the server
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(open, "x"); err != nil {
			t.Fatal(err)
		}
		if err := stop(); !errors.Is(err, errEnd) {
			t.Error(err)
		}
		if _, err := io.ReadAll(open); err != nil && !strings.Contains(err.Error(), "reset") {
			t.Error(err)
		}
		_ = open.Close()
		if c, err := net.Dial(network, address); err == nil {
			_ = c.Close()
			t.Errorf("%s still listens", network)
		}
		if errOut.text() != "" {
			t.Errorf("%q", errOut.text())
		}
	}
}

// TestServeWithoutServer warns and closes the connection if the server is unreachable.
func TestServeWithoutServer(t *testing.T) {
	t.Parallel()
	app, errOut := newApp()
	address, stop := serving(t, func(ctx context.Context, ready func(string)) error {
		return Serve(ctx, app, "tcp", "127.0.0.1:0", func() (net.Conn, error) { return nil, errors.New("no way there") }, ready)
	})
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if text, _ := io.ReadAll(c); len(text) > 0 {
		t.Errorf("%q", text)
	}
	if err := stop(); !errors.Is(err, errEnd) {
		t.Error(err)
	}
	if got := errOut.text(); got != "Warning: no way there\n" {
		t.Errorf("%q", got)
	}
}

// TestServeLimit rejects excess connections.
func TestServeLimit(t *testing.T) {
	t.Parallel()
	app, errOut := newApp()
	entered, hold := make(chan struct{}), make(chan struct{})
	address, stop := serving(t, func(ctx context.Context, ready func(string)) error {
		return ServeWith(ctx, app, "tcp", "127.0.0.1:0", func(net.Conn) { entered <- struct{}{}; <-hold }, ready)
	})
	for range serveLimit {
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		<-entered
	}
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if text, _ := io.ReadAll(c); len(text) > 0 {
		t.Errorf("%q", text)
	}
	close(hold)
	if err := stop(); !errors.Is(err, errEnd) {
		t.Error(err)
	}
	if got := errOut.text(); got != "Warning: connection refused: 64 connections are already open\n" {
		t.Errorf("%q", got)
	}
}

// TestListen accepts only local addresses.
func TestListen(t *testing.T) {
	t.Parallel()
	for address, good := range map[string]bool{
		"127.0.0.1:0": true, "localhost:0": true, "127.9.9.9:0": true,
		"0.0.0.0:0": false, "[::]:0": false, ":0": false, "192.0.2.1:0": false, "example.com:0": false, "127.0.0.1": false, "": false,
	} {
		l, err := Listen(t.Context(), "tcp", address)
		if (err == nil) != good {
			t.Errorf("%q: %v", address, err)
		}
		var usage *cli.UsageError
		if !good && !errors.As(err, &usage) {
			t.Errorf("%q: %v", address, err)
		}
		if l != nil {
			_ = l.Close()
		}
	}
}

// TestListenPrivate creates a socket that only its user can open.
func TestListenPrivate(t *testing.T) {
	t.Parallel()
	dir, err := os.MkdirTemp("", "s")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	path := filepath.Join(dir, "s")
	l, err := ListenPrivate(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if _, err := ListenPrivate(t.Context(), path); err == nil {
		t.Error("the same path twice")
	}
}

// TestServeHTTP serves until its context is done, which is not an error.
func TestServeHTTP(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- ServeHTTP(ctx, l, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "here") }))
	}()
	resp, err := http.Get("http://" + l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	text, _ := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	if string(text) != "here" {
		t.Errorf("%q", text)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	gone, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = gone.Close()
	if err := ServeHTTP(t.Context(), gone, nil); err == nil {
		t.Error("it serves on a closed listener")
	}
}

// TestGuard admits a browser with the key, then with the cookie, but no pages of other sites.
func TestGuard(t *testing.T) {
	t.Parallel()
	key := NewKey()
	if key == NewKey() || len(key) < 20 {
		t.Errorf("%q", key)
	}
	guarded := Guard("127.0.0.1:80", key, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "inside") }))
	ask := func(target string, change func(*http.Request)) *http.Response {
		r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:80"+target, nil)
		if change != nil {
			change(r)
		}
		w := httptest.NewRecorder()
		guarded.ServeHTTP(w, r)
		return w.Result() //nolint:bodyclose // from a recorder
	}
	cookie := func(value string) func(*http.Request) {
		return func(r *http.Request) { r.AddCookie(&http.Cookie{Name: guardCookie, Value: value}) }
	}
	first := ask("/ui/?key="+key, nil)
	if first.StatusCode != http.StatusSeeOther || first.Header.Get("Location") != "/ui/" {
		t.Errorf("%d %q", first.StatusCode, first.Header)
	}
	if got := first.Cookies(); len(got) != 1 || got[0].Value != key || !got[0].HttpOnly || got[0].SameSite != http.SameSiteStrictMode {
		t.Errorf("%v", got)
	}
	for name, c := range map[string]struct {
		target string
		change func(*http.Request)
		status int
	}{
		"cookie":        {"/1.0", cookie(key), http.StatusOK},
		"own origin":    {"/1.0", func(r *http.Request) { cookie(key)(r); r.Header.Set("Origin", "http://127.0.0.1:80") }, http.StatusOK},
		"wrong cookie":  {"/1.0", cookie("guessed"), http.StatusUnauthorized},
		"no cookie":     {"/1.0", nil, http.StatusUnauthorized},
		"wrong key":     {"/?key=guessed", nil, http.StatusUnauthorized},
		"empty key":     {"/?key=", cookie(key), http.StatusUnauthorized},
		"other origin":  {"/1.0", func(r *http.Request) { cookie(key)(r); r.Header.Set("Origin", "https://example.com") }, http.StatusForbidden},
		"other host":    {"/1.0", func(r *http.Request) { cookie(key)(r); r.Host = "example.com" }, http.StatusForbidden},
		"key elsewhere": {"/?key=" + key, func(r *http.Request) { r.Host = "example.com" }, http.StatusForbidden},
	} {
		if got := ask(c.target, c.change).StatusCode; got != c.status {
			t.Errorf("%s: %d, want %d", name, got, c.status)
		}
	}
}
