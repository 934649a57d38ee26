package config

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	lxd "github.com/openlxc/lxc/pkg/client"
	"github.com/openlxc/lxc/pkg/client/oci"
	"github.com/openlxc/lxc/pkg/client/oidc"
)

// Server returns a client for an instance server, without sending a request. ctx bounds all use of it.
func (c *Config) Server(ctx context.Context, remote string) (lxd.InstanceServer, error) {
	r, found := c.Remotes[remote]
	if !found {
		return nil, &UnknownRemoteError{Remote: remote, Near: c.near(remote)}
	}
	if r.IsImagesOnly() {
		return nil, fmt.Errorf("the remote %q serves images only", remote)
	}
	switch r.Protocol {
	case "", "lxd", "incus":
	default:
		return nil, fmt.Errorf("the remote %q speaks %q, which serves no instances", remote, r.Protocol)
	}
	srv, err := c.dial(ctx, remote, r)
	if err != nil {
		return nil, err
	}
	if c.ProjectOverride != "" {
		return srv.UseProject(c.ProjectOverride), nil
	}
	return srv.UseProject(r.Project), nil
}

// ImageServer returns a client for the images of any remote. family selects the images of a simplestreams server that has
// images for both: "lxd" or "incus".
func (c *Config) ImageServer(ctx context.Context, remote, family string) (lxd.ImageServer, error) {
	r, found := c.Remotes[remote]
	if !found {
		return nil, &UnknownRemoteError{Remote: remote, Near: c.near(remote)}
	}
	switch {
	case r.Protocol == "simplestreams":
		args, err := c.args(ctx, remote, r)
		if err != nil {
			return nil, err
		}
		return lxd.NewSimpleStreams(ctx, r.URLs()[0], args, family)
	case r.Protocol == "oci":
		return oci.Connect(ctx, r.URLs()[0], registryClient, r.Credentials)
	case r.Public:
		return c.dial(ctx, remote, r)
	}
	return c.Server(ctx, remote)
}

func (c *Config) dial(ctx context.Context, remote string, r Remote) (lxd.InstanceServer, error) {
	if len(r.URLs()) == 0 {
		return nil, fmt.Errorf("the remote %q has no address", remote)
	}
	address := r.URLs()[0]
	if r.IsLocal() {
		path := strings.TrimPrefix(strings.TrimPrefix(address, "unix:"), "//")
		if path == "" {
			path = c.LocalSocket()
		}
		return lxd.Connect(ctx, "unix://"+path, &lxd.ConnectionArgs{UserAgent: c.UserAgent, Logger: c.Logger, Rehearse: c.Rehearse})
	}
	args, err := c.args(ctx, remote, r)
	if err != nil {
		return nil, err
	}
	return lxd.Connect(ctx, reachable(ctx, r.URLs()), args)
}

// args returns the connection arguments for a remote, with its certificates.
func (c *Config) args(ctx context.Context, remote string, r Remote) (*lxd.ConnectionArgs, error) {
	args := &lxd.ConnectionArgs{UserAgent: c.UserAgent, Logger: c.Logger, Rehearse: c.Rehearse, CachePath: c.cacheDir()}
	cert, err := os.ReadFile(c.ServerCertPath(remote))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	args.TLSServerCert, err = string(cert), nil // an authority may vouch for the server
	if r.IsImagesOnly() {
		return args, nil
	}
	switch r.AuthType {
	case "", "tls", "none":
		args.TLSClientCert, args.TLSClientKey, args.TLSCA, err = c.ClientCertificateFor(ctx, remote)
		if err == nil && args.TLSCA != "" {
			args.TLSCRL, err = c.Revocations()
		}
	case "oidc":
		if c.Login == nil {
			return nil, fmt.Errorf("the remote %q wants a login with OpenID Connect, which this program cannot do", remote)
		}
		args.Authenticator = oidc.New(tokenFile{c.ConfigPath(filepath.Join("oidctokens", remote+".json"))}, c.Login)
	case "bearer":
		var token []byte
		token, err = readSecret(c.ConfigPath(filepath.Join("bearertokens", remote)))
		args.Authenticator = lxd.BearerToken(strings.TrimSpace(string(token)))
	default:
		return nil, fmt.Errorf("the remote %q wants %q authentication, which this program cannot do: add it again with tls, oidc or bearer", remote, r.AuthType)
	}
	return args, err
}

// Revocations returns the certificate revocation list of PKI mode, or "".
func (c *Config) Revocations() (string, error) {
	for _, name := range []string{"client.crl", "ca.crl"} {
		data, err := os.ReadFile(c.ConfigPath(name))
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return string(data), err
		}
	}
	return "", nil
}

// reachable returns the first address that accepts a connection, or else the first one.
func reachable(ctx context.Context, urls []string) string {
	if len(urls) == 1 {
		return urls[0]
	}
	for _, address := range urls {
		u, err := url.Parse(address)
		if err != nil {
			continue
		}
		host := u.Host
		if u.Port() == "" {
			host = net.JoinHostPort(u.Hostname(), "8443")
		}
		d := net.Dialer{Timeout: probeTimeout}
		conn, err := d.DialContext(ctx, "tcp", host)
		if err == nil {
			_ = conn.Close()
			return address
		}
	}
	return urls[0]
}

// probeTimeout limits the connection attempt to one of several addresses.
const probeTimeout = 3 * time.Second

func (c *Config) cacheDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "openlxc", "simplestreams")
}

// LocalSocket returns the path of the local server's socket: from the environment, or else the first existing one, with
// those of the family first.
func (c *Config) LocalSocket() string {
	families := []string{"lxd", "incus"}
	if c.Family == "incus" {
		families = []string{"incus", "lxd"}
	}
	for _, f := range families {
		if f == "lxd" && firstEnv("LXD_SOCKET", "LXD_DIR") != "" || f == "incus" && firstEnv("INCUS_SOCKET", "INCUS_DIR") != "" {
			return lxd.DefaultSocket(f)
		}
	}
	for _, f := range families {
		if socket := lxd.DefaultSocket(f); exists(socket) {
			return socket
		}
	}
	return lxd.DefaultSocket(families[0])
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}
