package wire

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// linked returns a link to a server with this handler, and its log.
func linked(t *testing.T, answer http.HandlerFunc) (*Link, *strings.Builder) {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	log := &strings.Builder{}
	l, err := OverNetwork(s.URL, Options{UserAgent: "test", Logger: func(format string, args ...any) { fmt.Fprintf(log, format+"\n", args...) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.HTTP.CloseIdleConnections)
	return l, log
}

// TestExchange checks what is sent, and that the log has no secrets.
func TestExchange(t *testing.T) {
	t.Parallel()
	l, log := linked(t, func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		w.WriteHeader(http.StatusTeapot)
		fmt.Fprint(w, r.Method, " ", r.URL, " ", r.Header.Get("X-One"), " ", r.ContentLength, " ", string(body))
	})
	for _, c := range []struct {
		length int64
		want   string
	}{{4, "PUT /1.0?secret=hush&x=1 two 4 text"}, {-1, "PUT /1.0?secret=hush&x=1 two -1 text"}} {
		resp, err := l.Do(t.Context(), Exchange{
			Method: http.MethodPut, Path: "/1.0?secret=hush&x=1", Header: http.Header{"X-One": {"two"}},
			Body: io.MultiReader(strings.NewReader("te"), strings.NewReader("xt")), Length: c.length, Limit: time.Minute,
		})
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(resp.Body)
		if err != nil || string(got) != c.want || resp.StatusCode != http.StatusTeapot {
			t.Errorf("%d %q, not %q: %v", resp.StatusCode, got, c.want, err)
		}
		if err := resp.Body.Close(); err != nil || resp.Request.Context().Err() == nil {
			t.Errorf("closing the body did not end the exchange: %v", err)
		}
	}
	if text := log.String(); !strings.Contains(text, "PUT /1.0?secret=…&x=1: 418") || strings.Contains(text, "hush") {
		t.Errorf("log: %s", text)
	}
}

// TestExchangeEnds checks the errors when the context ends, the limit is exceeded, or the network fails.
func TestExchangeEnds(t *testing.T) {
	t.Parallel()
	arrived := make(chan struct{}, 8)
	l, log := linked(t, func(_ http.ResponseWriter, r *http.Request) {
		arrived <- struct{}{}
		<-r.Context().Done()
	})
	silent := Exchange{Method: http.MethodGet, Path: "/1.0/x?y=z", Length: -1, Limit: -1}
	ctx, cancel := context.WithCancelCause(t.Context())
	errLeft := errors.New("left")
	go func() { <-arrived; cancel(errLeft) }()
	if _, err := l.Do(ctx, silent); !errors.Is(err, errLeft) {
		t.Error(err)
	}
	silent.Limit = 20 * time.Millisecond
	if _, err := l.Do(t.Context(), silent); !errors.Is(err, ErrNoAnswer) || !strings.Contains(err.Error(), "to GET /1.0/x within 0.02 s") {
		t.Error(err)
	}
	if !strings.Contains(log.String(), "GET /1.0/x?y=z: ") {
		t.Errorf("log: %s", log)
	}
	if _, err := l.Do(t.Context(), Exchange{Method: "no method", Path: "/"}); err == nil {
		t.Error("a request that cannot be made was made")
	}
	gone, err := OverNetwork("http://127.0.0.1:1", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := gone.Do(t.Context(), silent); !errors.Is(Cause(err), syscall.ECONNREFUSED) {
		t.Error(err)
	}
}

// TestDialRefused checks that the response of a server that refuses a websocket can be read, and is logged.
func TestDialRefused(t *testing.T) {
	t.Parallel()
	l, log := linked(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/open" {
			conn, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
			if err != nil {
				t.Error(err)
				return
			}
			conn.Close()
			return
		}
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprint(w, "why")
	})
	_, resp, err := l.Dial(t.Context(), "/1.0/events?secret=hush", http.Header{}, l.Dialer)
	if !errors.Is(err, websocket.ErrBadHandshake) || resp.StatusCode != http.StatusForbidden {
		t.Fatal(resp, err)
	}
	if why, err := io.ReadAll(resp.Body); string(why) != "why" || err != nil {
		t.Errorf("%q %v", why, err)
	}
	conn, _, err := l.Dial(t.Context(), "/open", http.Header{}, l.Dialer)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := conn.NextReader(); err == nil || Cause(&websocket.CloseError{Code: 1006}).Error() != errClosed.Error() {
		t.Error(err)
	}
	conn.Close()
	if text := log.String(); !strings.Contains(text, "websocket /1.0/events?secret=…: 403") || !strings.Contains(text, "/open: 101") {
		t.Errorf("log: %s", text)
	}
}

// TestAddresses checks valid and invalid addresses.
func TestAddresses(t *testing.T) {
	t.Parallel()
	for address, base := range map[string]string{
		"https://host": "https://host:8443", "https://host:1": "https://host:1", "https://[::1]/x": "https://[::1]:8443", "http://h": "http://h",
		"ftp://host": "", "host:8443": "", "https://": "", "::": "",
	} {
		l, err := OverNetwork(address, Options{})
		if (err == nil) != (base != "") || err == nil && (l.Base != base || l.Address() != base) {
			t.Errorf("%s: %+v %v", address, l, err)
		}
	}
	if l := OverSocket("/run/x", Options{}); l.Address() != "/run/x" || l.Base != "http://unix.socket" {
		t.Errorf("%+v", l)
	} else if _, err := l.Presented(t.Context()); err == nil {
		t.Error("a socket has a certificate")
	}
	for name, o := range map[string]TLS{
		"key": {ClientCert: "x", ClientKey: "y"}, "authority": {CA: "x"}, "certificate": {ServerCert: "x"},
	} {
		if _, err := OverNetwork("https://h", Options{TLS: o}); err == nil {
			t.Errorf("a broken %s was taken", name)
		}
	}
	l, _ := linked(t, func(http.ResponseWriter, *http.Request) {})
	if cert, err := l.Presented(t.Context()); cert != nil || err == nil || !strings.Contains(err.Error(), "TLS") {
		t.Errorf("a server without TLS: %v %v", cert, err)
	}
	if got := Cause(&url.Error{Err: &url.Error{Err: io.EOF}}); !errors.Is(got, io.EOF) || got.Error() != errClosed.Error() {
		t.Error(got)
	}
}
