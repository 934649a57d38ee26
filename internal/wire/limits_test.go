package wire

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"testing"
	"testing/synctest"
	"time"
)

// mute accepts a connection, reads what comes, and never says a word. It ends with the connection.
func mute(conn net.Conn) { _, _ = io.Copy(io.Discard, conn) }

// muteAfterTLS completes the handshake first.
func muteAfterTLS(t *testing.T) func(net.Conn) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	self := &x509.Certificate{SerialNumber: big.NewInt(1)}
	cert, err := x509.CreateCertificate(rand.Reader, self, self, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	config := &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{cert}, PrivateKey: key}}, MinVersion: tls.VersionTLS12}
	return func(conn net.Conn) { mute(tls.Server(conn, config)) }
}

// muteAfterConnect answers as a proxy does that has reached the server.
func muteAfterConnect(conn net.Conn) {
	if _, err := conn.Read(make([]byte, 4096)); err == nil {
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n")
		mute(conn)
	}
}

// A port that accepts and then stays silent ends each kind of exchange with an error within its limit. The clock is virtual.
func TestSilentPort(t *testing.T) {
	t.Parallel()
	over := func(address, proxy string) func(Options) (*Link, error) {
		return func(o Options) (*Link, error) {
			o.Proxy = func(*http.Request) (*url.URL, error) {
				if proxy == "" {
					return nil, nil
				}
				return url.Parse(proxy)
			}
			return OverNetwork(address, o)
		}
	}
	const limit = 30 * time.Second
	for name, c := range map[string]struct {
		link func(Options) (*Link, error)
		peer func(net.Conn)
		http time.Duration // limit of a request
	}{
		"socket":                {func(o Options) (*Link, error) { return OverSocket("/s", o), nil }, mute, limit},
		"http":                  {over("http://host", ""), mute, limit},
		"https":                 {over("https://host", ""), mute, handshakeTimeout},
		"https after TLS":       {over("https://host", ""), muteAfterTLS(t), limit},
		"proxy":                 {over("https://host", "http://proxy:3128"), mute, limit},
		"proxy after CONNECT":   {over("https://host", "http://proxy:3128"), muteAfterConnect, handshakeTimeout},
		"TLS proxy":             {over("https://host", "https://proxy"), mute, handshakeTimeout},
		"TLS proxy after TLS":   {over("https://host", "https://proxy"), muteAfterTLS(t), limit},
		"socks proxy":           {over("https://host", "socks5://proxy:1080"), mute, limit},
		"proxy of a plain host": {over("http://host", "http://proxy:3128"), mute, limit},
	} {
		for kind, exchange := range map[string]struct {
			do    func(context.Context, *Link) error
			limit time.Duration
		}{
			"request": {func(ctx context.Context, l *Link) error {
				_, err := l.Do(ctx, Exchange{Method: http.MethodGet, Path: "/1.0", Length: -1, Limit: limit})
				return err
			}, c.http},
			"websocket": {func(ctx context.Context, l *Link) error {
				_, _, err := l.Dial(ctx, "/1.0/events", http.Header{}, l.Dialer)
				return err
			}, handshakeTimeout},
			"certificate": {func(ctx context.Context, l *Link) error { _, err := l.Presented(ctx); return err }, limit},
		} {
			t.Run(name+" "+kind, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					// The certificate is all that is asked for.
					withinLimit(t, c.link, c.peer, exchange.do, exchange.limit, name == "https after TLS" && kind == "certificate")
				})
			})
		}
	}
}

func withinLimit(t *testing.T, open func(Options) (*Link, error), peer func(net.Conn), do func(context.Context, *Link) error, limit time.Duration, good bool) {
	t.Helper()
	l, err := open(Options{TLS: TLS{Insecure: true}, dial: func(context.Context, string, string) (net.Conn, error) {
		here, there := net.Pipe()
		go func() { peer(there); there.Close() }()
		return here, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	// Were there no limit, this one would end the exchange; the real one must come first.
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	start := time.Now()
	err = do(ctx, l)
	if took := time.Since(start); (err == nil) != good || took > limit {
		t.Errorf("%v after %v, not within %v", err, took, limit)
	}
	l.HTTP.CloseIdleConnections()
}
