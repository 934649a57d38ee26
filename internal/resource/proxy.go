package resource

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"sync"
	"time"

	lxd "github.com/openlxc/lxc/pkg/client"
)

// Proxy hands requests on to a server, with the credentials of this client.
func Proxy(s Server) (http.Handler, error) {
	base, transport, err := lxd.Transport(s)
	if err != nil {
		return nil, err
	}
	to, err := url.Parse(base)
	if err != nil {
		return nil, err
	}
	return &httputil.ReverseProxy{Transport: transport, Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.Out.Host = to.Host
		// The server must not see what belongs to the local side, nor take the page for a foreign one.
		r.Out.Header.Del("Cookie")
		r.Out.Header.Del("Origin")
		r.Out.Header.Del("Referer")
	}}, nil
}

// limited accepts a number of connections at once; more wait until one ends.
type limited struct {
	net.Listener
	slots chan struct{}
	ended context.Context //nolint:containedctx // Accept takes none
}

// Accept waits for a free place and for a connection.
func (l limited) Accept() (net.Conn, error) {
	select {
	case l.slots <- struct{}{}:
	case <-l.ended.Done():
		return nil, net.ErrClosed
	}
	c, err := l.Listener.Accept()
	if err != nil {
		<-l.slots
		return nil, err
	}
	return &placed{Conn: c, leave: sync.OnceFunc(func() { <-l.slots })}, nil
}

// placed is a connection that gives its place back.
type placed struct {
	net.Conn
	leave func()
}

// Close ends the connection.
func (p *placed) Close() error {
	p.leave()
	return p.Conn.Close()
}

// ServeHTTP serves requests, of a limited number of connections at once, until ctx ends.
func ServeHTTP(ctx context.Context, l net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: time.Minute}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	if err := server.Serve(limited{l, make(chan struct{}, serveLimit), ctx}); ctx.Err() == nil {
		return err
	}
	return nil
}

// guardCookie holds the key of a browser that came with it.
const guardCookie = "lxc-webui"

// Guard lets in only who has the key. A browser shows it once, in the address, and gets a cookie for it; pages of other sites
// can do nothing with that, since requests that another origin makes, and those for another host, are refused.
func Guard(host, key string, next http.Handler) http.Handler {
	is := func(given string) bool { return subtle.ConstantTimeCompare([]byte(given), []byte(key)) == 1 }
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin := r.Header.Get("Origin")
		if r.Host != host || origin != "" && origin != "http://"+host {
			http.Error(w, "this address is for the browser of one user of this machine", http.StatusForbidden)
			return
		}
		if query := r.URL.Query(); query.Has("key") {
			if !is(query.Get("key")) {
				http.Error(w, "the key is wrong", http.StatusUnauthorized)
				return
			}
			http.SetCookie(w, &http.Cookie{Name: guardCookie, Value: key, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
			http.Redirect(w, r, r.URL.Path, http.StatusSeeOther)
			return
		}
		if cookie, err := r.Cookie(guardCookie); err != nil || !is(cookie.Value) {
			http.Error(w, "open the address that the command printed", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// NewKey returns a secret that cannot be guessed.
func NewKey() string { return rand.Text() }
