package wire

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/url"
	"sync"
)

// proxies adds TLS proxies to requests and websockets: the dialer sees a plain proxy, and the connection to it is encrypted
// here. The transport would verify a proxy with the certificate that is pinned for the server.
type proxies struct {
	choose func(*http.Request) (*url.URL, error)
	dial   func(ctx context.Context, network, address string) (net.Conn, error)
	secure sync.Map // host:port of TLS proxies
}

// Proxy returns the proxy for a request.
func (p *proxies) Proxy(req *http.Request) (*url.URL, error) {
	u, err := p.choose(req)
	if err != nil || u == nil || u.Scheme != "https" {
		return u, err
	}
	plain := *u
	plain.Scheme = "http"
	if u.Port() == "" {
		plain.Host = net.JoinHostPort(u.Hostname(), "443")
	}
	p.secure.Store(plain.Host, u.Hostname())
	return &plain, nil
}

// DialContext connects, using TLS if the address is a TLS proxy.
func (p *proxies) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	raw, err := p.dial(ctx, network, address)
	name, secure := p.secure.Load(address)
	if err != nil || !secure {
		return raw, err
	}
	host, _ := name.(string)
	conn := tls.Client(raw, &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12})
	ctx, cancel := context.WithTimeout(ctx, handshakeTimeout)
	defer cancel()
	if err := conn.HandshakeContext(ctx); err != nil {
		return nil, errors.Join(err, raw.Close())
	}
	return conn, nil
}
