package wire

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/internal/ws"
)

// Limits that keep a dead server from blocking a client forever.
const (
	dialTimeout      = 10 * time.Second
	handshakeTimeout = 10 * time.Second
	presentedLimit   = 30 * time.Second // for a certificate, including the way through a proxy
	connections      = 32
)

// peerTimeout is after how long a peer that is gone without a word is noticed.
const peerTimeout = 30 * time.Second

// keepAlive detects a dead peer within peerTimeout, even during a long wait.
var keepAlive = net.KeepAliveConfig{Enable: true, Idle: 15 * time.Second, Interval: 5 * time.Second, Count: 3}

// Options configure how a server is reached.
type Options struct {
	TLS TLS
	// Proxy returns the proxy for a request; nil means the proxy of the environment.
	Proxy func(*http.Request) (*url.URL, error)
	// HTTPClient provides the timeout and, if it has one, the transport for requests. Websockets do not use it.
	HTTPClient *http.Client
	CookieJar  http.CookieJar
	UserAgent  string
	// Logger, when set, is called once per request. Secrets are removed.
	Logger func(format string, args ...any)

	dial dialer // replaces the network; for tests
}

type dialer = func(ctx context.Context, network, address string) (net.Conn, error)

// Link is the transport to one server.
type Link struct {
	Base      string // URL without trailing slash; http://unix.socket for a socket
	Socket    string // path of the socket, "" over the network
	HTTP      *http.Client
	Dialer    websocket.Dialer
	UserAgent string

	logger func(format string, args ...any)
}

// OverSocket returns a link to a server over its unix socket. Nothing is sent.
func OverSocket(socket string, o Options) *Link {
	l := &Link{Base: "http://unix.socket", Socket: socket}
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		d := net.Dialer{Timeout: dialTimeout}
		return d.DialContext(ctx, "unix", socket)
	}
	if o.dial != nil {
		dial = o.dial
	}
	lazy := func(ctx context.Context, network, address string) (net.Conn, error) {
		return NewLazyConn(func() (net.Conn, error) { return dial(context.WithoutCancel(ctx), network, address) }), nil
	}
	// Reconnecting is cheap, and a server cannot close a connection that was never opened.
	l.complete(o, &http.Transport{DialContext: lazy, IdleConnTimeout: 5 * time.Second})
	l.Dialer.NetDialContext = dial
	return l
}

// OverNetwork returns a link to the server at a URL, "https://host[:port]" or "http://…". Nothing is sent.
func OverNetwork(address string, o Options) (*Link, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return nil, fmt.Errorf("%q is no server address: use https://host:port or unix:///path", address)
	}
	if u.Scheme == "https" && u.Port() == "" {
		u.Host = net.JoinHostPort(u.Hostname(), "8443")
	}
	l := &Link{Base: u.Scheme + "://" + u.Host}
	if o.Proxy == nil {
		o.Proxy = http.ProxyFromEnvironment
	}
	config, err := o.TLS.config(l.Base)
	if err != nil {
		return nil, err
	}
	d := net.Dialer{Timeout: dialTimeout, KeepAliveConfig: keepAlive, Control: limitUnacknowledged}
	// HTTP/1.1 only: websockets and upgrades cannot use h2, and one pool of connections serves everything else.
	via := &proxies{choose: o.Proxy, dial: d.DialContext}
	if o.dial != nil {
		via.dial = o.dial
	}
	l.complete(o, &http.Transport{
		DialContext: via.DialContext, DialTLSContext: batchedTLS(via.DialContext, config), TLSClientConfig: config, TLSHandshakeTimeout: handshakeTimeout, Proxy: via.Proxy,
		IdleConnTimeout: 90 * time.Second,
		TLSNextProto:    map[string]func(string, *tls.Conn) http.RoundTripper{},
	})
	l.Dialer.TLSClientConfig = config
	l.Dialer.Proxy, l.Dialer.NetDialContext = via.Proxy, via.DialContext
	return l, nil
}

// complete sets what both kinds of transport share.
func (l *Link) complete(o Options, t *http.Transport) {
	l.UserAgent, l.logger = o.UserAgent, o.Logger
	t.MaxIdleConnsPerHost = connections
	t.DisableCompression = true
	t.WriteBufferSize, t.ReadBufferSize = 64<<10, 64<<10
	l.HTTP = &http.Client{}
	if o.HTTPClient != nil {
		*l.HTTP = *o.HTTPClient
	}
	if l.HTTP.Transport == nil {
		l.HTTP.Transport = t
	}
	if o.CookieJar != nil {
		l.HTTP.Jar = o.CookieJar
	}
	l.HTTP.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	// The buffer size with which reading exec output was cheapest; servers send frames of up to 64 KiB.
	l.Dialer = websocket.Dialer{
		HandshakeTimeout: handshakeTimeout, ReadBufferSize: ws.BufferSize, WriteBufferSize: 64 << 10, Jar: l.HTTP.Jar,
	}
}

// Address returns the path of the server's socket or its URL.
func (l *Link) Address() string {
	if l.Socket != "" {
		return l.Socket
	}
	return l.Base
}
