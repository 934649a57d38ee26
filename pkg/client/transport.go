package lxd

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"github.com/openlxc/lxc/internal/wire"
)

// Limits that keep a dead server from holding a client for ever.
const (
	dialTimeout      = 10 * time.Second
	handshakeTimeout = 10 * time.Second
	bufferSize       = 128 << 10 // copy size that made exec cheapest; servers send frames of up to 64 KiB
	connections      = 32
)

// keepAlive notices a silently dead peer within about half a minute, also in the middle of a wait.
var keepAlive = net.KeepAliveConfig{Enable: true, Idle: 15 * time.Second, Interval: 5 * time.Second, Count: 3}

func newConn(address string, args *ConnectionArgs) (*conn, error) {
	c := &conn{args: *args, userAgent: args.UserAgent, cert: args.TLSServerCert}
	if c.userAgent == "" {
		c.userAgent = "openlxc"
	}
	switch args.AuthType {
	case "":
	case "tls":
		c.args.Authenticator = nil
	case "oidc":
		c.args.TLSClientCert, c.args.TLSClientKey = "", ""
	default:
		return nil, fmt.Errorf("unknown authentication type %q: use tls or oidc", args.AuthType)
	}
	if socket, ok := strings.CutPrefix(address, "unix://"); ok {
		if socket == "" {
			socket = DefaultSocket("lxd")
		}
		return c.overSocket(strings.TrimPrefix(socket, "unix.socket")), nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return nil, fmt.Errorf("%q is no server address: use https://host:port or unix:///path", address)
	}
	if u.Scheme == "https" && u.Port() == "" {
		u.Host = net.JoinHostPort(u.Hostname(), "8443")
	}
	return c.overTLS(u)
}

func (c *conn) overSocket(socket string) *conn {
	c.base, c.socket = "http://unix.socket", socket
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		d := net.Dialer{Timeout: dialTimeout}
		return d.DialContext(ctx, "unix", socket)
	}
	lazy := func(ctx context.Context, network, address string) (net.Conn, error) {
		return wire.NewLazyConn(func() (net.Conn, error) { return dial(context.WithoutCancel(ctx), network, address) }), nil
	}
	// Reconnecting is cheap here, and a server cannot close a connection that was never opened.
	c.wire(&http.Transport{DialContext: lazy, IdleConnTimeout: 5 * time.Second})
	c.dialer.NetDialContext = dial
	return c
}

func (c *conn) overTLS(u *url.URL) (*conn, error) {
	c.base = u.Scheme + "://" + u.Host
	proxy := c.args.Proxy
	if proxy == nil {
		proxy = http.ProxyFromEnvironment
	}
	config, err := tlsConfig(c.base, &c.args)
	if err != nil {
		return nil, err
	}
	d := net.Dialer{Timeout: dialTimeout, KeepAliveConfig: keepAlive}
	// HTTP/1.1 only: websockets and upgrades cannot use h2, and one kept-alive pool serves all the rest.
	via := &proxies{choose: proxy, dial: d.DialContext}
	c.wire(&http.Transport{
		DialContext: via.DialContext, TLSClientConfig: config, TLSHandshakeTimeout: handshakeTimeout, Proxy: via.Proxy,
		IdleConnTimeout: 90 * time.Second,
		TLSNextProto:    map[string]func(string, *tls.Conn) http.RoundTripper{},
	})
	c.dialer.TLSClientConfig = config
	c.dialer.Proxy, c.dialer.NetDialContext = via.Proxy, via.DialContext
	return c, nil
}

// proxies lets requests and websockets go through proxies that speak TLS: whoever dials is told of a plain one, and the
// connection to it is encrypted here. The transport would check a proxy by the certificate that is pinned for the server.
type proxies struct {
	choose func(*http.Request) (*url.URL, error)
	dial   func(ctx context.Context, network, address string) (net.Conn, error)
	secure sync.Map // host:port of proxies that speak TLS
}

// Proxy chooses the proxy of a request.
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

// DialContext connects, with TLS where the address is such a proxy.
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

// wire completes what both kinds of transport share.
func (c *conn) wire(t *http.Transport) {
	t.MaxIdleConnsPerHost = connections
	t.DisableCompression = true
	t.WriteBufferSize, t.ReadBufferSize = 64<<10, 64<<10
	c.http = &http.Client{}
	if c.args.HTTPClient != nil {
		*c.http = *c.args.HTTPClient
	}
	if c.http.Transport == nil {
		c.http.Transport = t
	}
	if c.args.CookieJar != nil {
		c.http.Jar = c.args.CookieJar
	}
	c.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c.dialer = websocket.Dialer{
		HandshakeTimeout: handshakeTimeout, ReadBufferSize: bufferSize, WriteBufferSize: 64 << 10, Jar: c.http.Jar,
	}
}

// tlsConfig offers TLS 1.2 (LXD 2.x speaks nothing newer) to 1.3. A pinned certificate is compared as a whole.
func tlsConfig(address string, args *ConnectionArgs) (*tls.Config, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}
	if args.TLSClientCert != "" && args.TLSClientKey != "" {
		pair, err := tls.X509KeyPair([]byte(args.TLSClientCert), []byte(args.TLSClientKey))
		if err != nil {
			return nil, fmt.Errorf("client certificate and key do not fit: %w", err)
		}
		// Presented whatever authorities the server names: servers trust by fingerprint.
		config.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return &pair, nil }
	}
	verify := verifier{address: address, fingerprint: strings.ToLower(args.TLSFingerprint)}
	if args.TLSCA != "" {
		verify.roots = x509.NewCertPool()
		if !verify.roots.AppendCertsFromPEM([]byte(args.TLSCA)) {
			return nil, errors.New("the CA certificate (client.ca) is no PEM certificate")
		}
		if args.TLSCRL != "" {
			var err error
			if verify.revoked, err = revocations(args.TLSCRL, args.TLSCA); err != nil {
				return nil, err
			}
		}
	}
	if args.TLSServerCert != "" {
		cert, err := ParseCertificate(args.TLSServerCert)
		if err != nil {
			return nil, fmt.Errorf("stored server certificate: %w", err)
		}
		verify.pinned = cert
	}
	config.InsecureSkipVerify = true // replaced by verify, which also names the fingerprint it saw
	if !args.InsecureSkipVerify {
		config.VerifyConnection = verify.check
	}
	// The sockets of an exec need no signatures of their own: verify looks at what a resumed session had shown, too.
	config.ClientSessionCache = tls.NewLRUClientSessionCache(4)
	return config, nil
}

// verifier decides whether a server is the one that is meant: by pinned certificate or fingerprint, else by the host name
// and the authority of PKI mode or those of the system. The authority of PKI mode also speaks for a new certificate in the
// place of a pinned one, and against what it has revoked.
type verifier struct {
	address     string
	pinned      *x509.Certificate
	fingerprint string
	roots       *x509.CertPool
	revoked     map[string]bool // serial numbers
}

// revocations reads a list of revoked certificates, which the authority must have signed.
func revocations(crl, ca string) (map[string]bool, error) {
	block, _ := pem.Decode([]byte(crl))
	if block == nil {
		return nil, errors.New("the list of revoked certificates is no PEM text")
	}
	list, err := x509.ParseRevocationList(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("list of revoked certificates: %w", err)
	}
	authority, err := ParseCertificate(ca)
	if err != nil {
		return nil, err
	}
	if err := list.CheckSignatureFrom(authority); err != nil {
		return nil, fmt.Errorf("the list of revoked certificates is not signed by the CA: %w", err)
	}
	out := map[string]bool{}
	for _, entry := range list.RevokedCertificateEntries {
		out[entry.SerialNumber.String()] = true
	}
	return out, nil
}

func (v verifier) check(state tls.ConnectionState) error {
	leaf := state.PeerCertificates[0]
	fail := func(want string, err error) error {
		return &CertificateError{Address: v.address, Want: want, Got: CertificateFingerprint(leaf), Err: err}
	}
	if v.fingerprint != "" && v.fingerprint != CertificateFingerprint(leaf) {
		return fail(v.fingerprint, errors.New("other fingerprint"))
	}
	known := v.fingerprint != "" || v.pinned != nil && v.pinned.Equal(leaf)
	if v.roots == nil {
		switch {
		case known:
			return v.checkDates(leaf, fail)
		case v.pinned != nil:
			return fail(CertificateFingerprint(v.pinned), errors.New("other certificate"))
		}
	}
	name := state.ServerName
	if known {
		name = ""
	} else if name == "" { // as for every address that is a number
		name = hostOf(v.address)
	}
	err := verifyChain(state.PeerCertificates, v.roots, name)
	switch {
	case err == nil && v.revoked[leaf.SerialNumber.String()]:
		return fail("", errors.New("the authority has revoked it"))
	case err != nil && known:
		return v.checkDates(leaf, fail)
	case err != nil:
		return fail("", err)
	}
	return nil
}

// verifyChain checks a certificate with what came behind it. Without a name the host does not matter.
func verifyChain(certs []*x509.Certificate, roots *x509.CertPool, name string) error {
	options := x509.VerifyOptions{Roots: roots, DNSName: name, Intermediates: x509.NewCertPool()}
	for _, cert := range certs[1:] {
		options.Intermediates.AddCert(cert)
	}
	_, err := certs[0].Verify(options)
	return err
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

func (v verifier) checkDates(leaf *x509.Certificate, fail func(string, error) error) error {
	now := time.Now()
	if now.Before(leaf.NotBefore) || now.After(leaf.NotAfter) {
		return fail("", fmt.Errorf("valid from %s to %s only",
			leaf.NotBefore.Format(time.DateOnly), leaf.NotAfter.Format(time.DateOnly)))
	}
	return nil
}

// ParseCertificate decodes the first certificate of a PEM text.
func ParseCertificate(text string) (*x509.Certificate, error) {
	block, _ := pem.Decode([]byte(text))
	if block == nil || block.Type != "CERTIFICATE" {
		return nil, errors.New("not a PEM certificate")
	}
	return x509.ParseCertificate(block.Bytes)
}

// CertificateFingerprint returns the lower-case hex SHA-256 of the DER certificate, as servers and openssl print it.
func CertificateFingerprint(cert *x509.Certificate) string {
	sum := sha256.Sum256(cert.Raw)
	return hex.EncodeToString(sum[:])
}

// GetRemoteCertificate reads the certificate that a server presents, without trusting it and without sending anything.
// None: GET /1.0 is prepared and not sent. Blocks until the server has shown it. Errors: *ConnectError.
func GetRemoteCertificate(ctx context.Context, address string, args *ConnectionArgs) (*x509.Certificate, error) {
	probe := ConnectionArgs{}
	if args != nil {
		probe.Proxy, probe.UserAgent = args.Proxy, args.UserAgent
	}
	c, err := newConn(address, &probe)
	if err != nil {
		return nil, err
	}
	var cert *x509.Certificate
	errSeen := errors.New("certificate read")
	transport, ok := c.http.Transport.(*http.Transport)
	if !ok || c.socket != "" {
		return nil, fmt.Errorf("%s has no certificate", address)
	}
	transport.TLSClientConfig.VerifyConnection = func(state tls.ConnectionState) error {
		cert = state.PeerCertificates[0]
		return errSeen
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+"/1.0", nil)
	if err != nil {
		return nil, err
	}
	resp, err := c.http.Do(req)
	if err == nil {
		resp.Body.Close()
	}
	if cert == nil {
		return nil, &ConnectError{Address: c.base, Err: plainCause(err)}
	}
	return cert, nil
}
