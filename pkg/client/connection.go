package lxd

import (
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/openlxc/lxc/internal/wire"
	"github.com/openlxc/lxc/pkg/api"
)

// ConnectionArgs are the properties of a connection. All PEM material is passed as text, never as a path.
type ConnectionArgs struct {
	// TLSServerCert is the server's certificate in PEM. It must match exactly; host names are not checked. Empty means that the
	// system's certificate authorities decide.
	TLSServerCert string
	// TLSClientCert and TLSClientKey are the client's certificate and key in PEM.
	TLSClientCert string
	TLSClientKey  string
	// TLSCA is the certificate authority of PKI mode in PEM: the only one trusted for servers.
	TLSCA string
	// TLSCRL is the certificate revocation list of PKI mode in PEM; it must be signed by TLSCA.
	TLSCRL string
	// Authenticator adds credentials other than a client certificate: a bearer token, or a login with OIDC.
	Authenticator Authenticator
	// TLSFingerprint, when set, is the hex SHA-256 of the required server certificate.
	TLSFingerprint string
	// UserAgent is sent with every request and websocket.
	UserAgent string
	// Proxy returns the proxy for a request; nil means the proxy of the environment (HTTPS_PROXY, NO_PROXY).
	Proxy func(*http.Request) (*url.URL, error)
	// Logger, when set, is called once per request. Secrets are removed.
	Logger func(format string, args ...any)
	// Rehearse, when set, is called for every request that would change something, with the body if it is small. The request is
	// not sent; it appears to succeed. No websocket is opened except for events.
	Rehearse func(method, path string, body []byte)
	// CachePath is a directory for simplestreams indexes; if empty, they are not cached on disk. CacheExpiry is how long an
	// index is used without checking for a newer one; 0 means an hour.
	CachePath   string
	CacheExpiry time.Duration
	// AuthType selects the credentials: "tls" for the client certificate, "oidc" for the Authenticator, "" for both.
	AuthType string
	// InsecureSkipVerify accepts any server certificate.
	InsecureSkipVerify bool
	// HTTPClient provides the timeout and, if it has one, the transport for requests. Websockets do not use it.
	HTTPClient *http.Client
	// CookieJar keeps the cookies of the server.
	CookieJar http.CookieJar
	// SkipGetServer makes the Connect functions send nothing.
	SkipGetServer bool
}

// ConnectionInfo describes a connection.
type ConnectionInfo struct {
	Addresses   []string // URLs at which other servers can reach this one
	Certificate string   // PEM
	Protocol    string   // "lxd", "incus" or "simplestreams"
	URL         string
	SocketPath  string
	Project     string
	Target      string
}

// conn is the state shared by all views of one server.
type conn struct {
	*wire.Link

	args    ConnectionArgs
	legacy  atomic.Bool // the server has only /1.0/containers
	trusted atomic.Bool // require that the server trusts the client
	server  atomic.Pointer[api.Server]
	keys    atomic.Pointer[[][]string] // the server's instance keys, split at dots
	shared  wire.Shared
	events  wire.Streams
}

// ProtocolLXD is a view of an LXD or Incus server.
type ProtocolLXD struct {
	conn *conn
	scope
}

// Connect prepares a connection to address: "unix://" or "unix:///path" for a socket, "https://host[:port]" otherwise. Nothing
// is sent. ctx ends everything done through the returned value.
func Connect(ctx context.Context, address string, args *ConnectionArgs) (InstanceServer, error) {
	if args == nil {
		args = &ConnectionArgs{}
	}
	c, err := newConn(address, args)
	if err != nil {
		return nil, err
	}
	return &ProtocolLXD{conn: c, scope: scope{ctx: ctx}}, nil
}

// GetConnectionInfo describes the connection. GET /1.0, at most once per connection. Blocks until answered. Errors:
// *ConnectError, *api.StatusError.
func (r *ProtocolLXD) GetConnectionInfo() (*ConnectionInfo, error) {
	info := ConnectionInfo{
		Certificate: r.conn.args.TLSServerCert, Protocol: "lxd", URL: r.conn.Base,
		SocketPath: r.conn.Socket, Project: r.project, Target: r.target,
	}
	server, err := r.serverInfo()
	if err != nil {
		return nil, err
	}
	if Family(server) == "incus" {
		info.Protocol = "incus"
	}
	if server.Environment.Certificate != "" {
		info.Certificate = server.Environment.Certificate
	}
	if r.conn.Socket == "" {
		info.Addresses = append(info.Addresses, r.conn.Base)
	}
	for _, address := range server.Environment.Addresses {
		if u := "https://" + address; u != r.conn.Base {
			info.Addresses = append(info.Addresses, u)
		}
	}
	return &info, nil
}

// newConn returns a connection. Nothing is sent.
func newConn(address string, args *ConnectionArgs) (*conn, error) {
	c := &conn{args: *args}
	switch args.AuthType {
	case "":
	case "tls":
		c.args.Authenticator = nil
	case "oidc":
		c.args.TLSClientCert, c.args.TLSClientKey = "", ""
	default:
		return nil, fmt.Errorf("unknown authentication type %q: use tls or oidc", args.AuthType)
	}
	options := c.args.options()
	if socket, ok := strings.CutPrefix(address, "unix://"); ok {
		if socket == "" {
			socket = DefaultSocket("lxd")
		}
		c.Link = wire.OverSocket(strings.TrimPrefix(socket, "unix.socket"), options)
		return c, nil
	}
	var err error
	c.Link, err = wire.OverNetwork(address, options)
	return c, err
}

func (a *ConnectionArgs) options() wire.Options {
	return wire.Options{
		TLS: wire.TLS{
			ServerCert: a.TLSServerCert, ClientCert: a.TLSClientCert, ClientKey: a.TLSClientKey, CA: a.TLSCA, CRL: a.TLSCRL,
			Fingerprint: a.TLSFingerprint, Insecure: a.InsecureSkipVerify,
			Refuse: func(address, want, got string, cause error) error {
				return &CertificateError{Address: address, Want: want, Got: got, Err: cause}
			},
		},
		Proxy: a.Proxy, HTTPClient: a.HTTPClient, CookieJar: a.CookieJar, UserAgent: cmp.Or(a.UserAgent, "openlxc"), Logger: a.Logger,
	}
}

// DefaultSocket returns the path of the local socket of a server family, "lxd" or "incus": from the environment, else the first
// usual path that exists, else the standard path.
func DefaultSocket(family string) string { return wire.DefaultSocket(family) }

// ParseCertificate decodes the first certificate in a PEM text.
func ParseCertificate(text string) (*x509.Certificate, error) { return wire.ParseCertificate(text) }

// CertificateFingerprint returns the lower-case hex SHA-256 of the DER certificate, as servers and openssl print it.
func CertificateFingerprint(cert *x509.Certificate) string { return wire.Fingerprint(cert) }

// GetRemoteCertificate returns the certificate that a server presents, without trusting it. None: GET /1.0 is prepared but not
// sent. Blocks until the TLS handshake is done. Errors: *ConnectError.
func GetRemoteCertificate(ctx context.Context, address string, args *ConnectionArgs) (*x509.Certificate, error) {
	probe := ConnectionArgs{}
	if args != nil {
		probe.Proxy, probe.UserAgent = args.Proxy, args.UserAgent
	}
	c, err := newConn(address, &probe)
	if err != nil {
		return nil, err
	}
	if c.Socket != "" {
		return nil, fmt.Errorf("%s has no certificate", address)
	}
	cert, err := c.Presented(ctx)
	if err != nil {
		return nil, &ConnectError{Address: c.Base, Err: wire.Cause(err)}
	}
	return cert, nil
}

// Transport returns the base URL and the transport of a connection, for programs that send API requests themselves. The
// transport presents the client certificate but adds no other credentials.
func Transport(srv InstanceServer) (base string, transport http.RoundTripper, err error) {
	r, ok := srv.(*ProtocolLXD)
	if !ok {
		return "", nil, errNotLXD
	}
	return r.conn.Base, r.conn.HTTP.Transport, nil
}

// ConnectLXD connects to a server of either family over HTTPS, with the client certificate in args. The server's certificate
// must be signed by a known authority or match the one in args.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectLXD(url string, args *ConnectionArgs) (ContainerServer, error) {
	return ConnectLXDWithContext(context.Background(), url, args)
}

// ConnectLXDWithContext is ConnectLXD; ctx ends everything done through the returned value. GET /1.0, unless SkipGetServer is
// set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectLXDWithContext(ctx context.Context, url string, args *ConnectionArgs) (InstanceServer, error) {
	return connectChecked(ctx, url, args)
}

// ConnectLXDUnix connects to a server over its unix socket. If path is empty, it uses LXD_SOCKET, then LXD_DIR/unix.socket,
// then the paths that packages use.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectLXDUnix(path string, args *ConnectionArgs) (ContainerServer, error) {
	return ConnectLXDUnixWithContext(context.Background(), path, args)
}

// ConnectLXDUnixWithContext is ConnectLXDUnix; ctx ends everything done through the returned value. GET /1.0, unless
// SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectLXDUnixWithContext(ctx context.Context, path string, args *ConnectionArgs) (InstanceServer, error) {
	if path == "" {
		path = DefaultSocket("lxd")
	}
	return connectChecked(ctx, "unix://"+path, args)
}

// ConnectPublicLXD connects to the public images of a server over HTTPS.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectPublicLXD(url string, args *ConnectionArgs) (ImageServer, error) {
	return ConnectPublicLXDWithContext(context.Background(), url, args)
}

// ConnectPublicLXDWithContext is ConnectPublicLXD; ctx ends everything done through the returned value. GET /1.0, unless
// SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectPublicLXDWithContext(ctx context.Context, url string, args *ConnectionArgs) (ImageServer, error) {
	return connectChecked(ctx, url, args)
}

// ConnectLXDHTTP connects through the given client, which decides where requests go, for example to the agent in an instance.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectLXDHTTP(args *ConnectionArgs, client *http.Client) (InstanceServer, error) {
	return ConnectLXDHTTPWithContext(context.Background(), args, client)
}

// ConnectLXDHTTPWithContext is ConnectLXDHTTP; ctx ends everything done through the returned value. GET /1.0, unless
// SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectLXDHTTPWithContext(ctx context.Context, args *ConnectionArgs, client *http.Client) (InstanceServer, error) {
	return connectChecked(ctx, "https://custom.socket", withClient(args, client))
}

// ConnectIncus connects to a server of either family over HTTPS, with the client certificate in args. The server's certificate
// must be signed by a known authority or match the one in args.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectIncus(url string, args *ConnectionArgs) (InstanceServer, error) {
	return ConnectIncusWithContext(context.Background(), url, args)
}

// ConnectIncusWithContext is ConnectIncus; ctx ends everything done through the returned value. GET /1.0, unless SkipGetServer
// is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectIncusWithContext(ctx context.Context, url string, args *ConnectionArgs) (InstanceServer, error) {
	return connectChecked(ctx, url, args)
}

// ConnectIncusUnix connects to a server over its unix socket. If path is empty, it uses INCUS_SOCKET, then
// INCUS_DIR/unix.socket, then the paths that packages use.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectIncusUnix(path string, args *ConnectionArgs) (InstanceServer, error) {
	return ConnectIncusUnixWithContext(context.Background(), path, args)
}

// ConnectIncusUnixWithContext is ConnectIncusUnix; ctx ends everything done through the returned value. GET /1.0, unless
// SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectIncusUnixWithContext(ctx context.Context, path string, args *ConnectionArgs) (InstanceServer, error) {
	if path == "" {
		path = DefaultSocket("incus")
	}
	return connectChecked(ctx, "unix://"+path, args)
}

// ConnectPublicIncus connects to the public images of a server over HTTPS.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectPublicIncus(url string, args *ConnectionArgs) (ImageServer, error) {
	return ConnectPublicIncusWithContext(context.Background(), url, args)
}

// ConnectPublicIncusWithContext is ConnectPublicIncus; ctx ends everything done through the returned value. GET /1.0, unless
// SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectPublicIncusWithContext(ctx context.Context, url string, args *ConnectionArgs) (ImageServer, error) {
	return connectChecked(ctx, url, args)
}

// ConnectIncusHTTP connects through the given client, which decides where requests go, for example to the agent in an instance.
// GET /1.0, unless SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectIncusHTTP(args *ConnectionArgs, client *http.Client) (InstanceServer, error) {
	return ConnectIncusHTTPWithContext(context.Background(), args, client)
}

// ConnectIncusHTTPWithContext is ConnectIncusHTTP; ctx ends everything done through the returned value. GET /1.0, unless
// SkipGetServer is set. Blocks until answered. Errors: *ConnectError, *CertificateError, *api.StatusError.
func ConnectIncusHTTPWithContext(ctx context.Context, args *ConnectionArgs, client *http.Client) (InstanceServer, error) {
	return connectChecked(ctx, "https://custom.socket", withClient(args, client))
}

func withClient(args *ConnectionArgs, client *http.Client) *ConnectionArgs {
	own := ConnectionArgs{}
	if args != nil {
		own = *args
	}
	own.HTTPClient = client
	return &own
}

func connectChecked(ctx context.Context, address string, args *ConnectionArgs) (InstanceServer, error) {
	srv, err := Connect(ctx, address, args)
	if err != nil || args != nil && args.SkipGetServer {
		return srv, err
	}
	if _, _, err := srv.GetServer(); err != nil {
		return nil, err
	}
	return srv, nil
}

// stayPrivate follows redirects, of which image servers have many, but not from https to http: the index is not signed.
func stayPrivate(req *http.Request, via []*http.Request) error {
	if via[0].URL.Scheme == "https" && req.URL.Scheme != "https" {
		return fmt.Errorf("the server redirects to %s, which is not protected by TLS", req.URL.Redacted())
	}
	if len(via) >= 10 {
		return errors.New("too many redirects")
	}
	return nil
}
