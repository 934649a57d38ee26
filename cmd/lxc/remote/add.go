package remote

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net"
	"net/url"
	"os"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type addOptions struct {
	name, address             string
	accept                    bool
	fingerprint               string
	password, token           string
	public                    bool
	protocol, auth, project   string
	domain                    string
	helper                    string
	keepalive                 int
	parsed                    *api.CertificateAddToken
	certificate               *x509.Certificate // to pin; nil if an authority vouches for the server
	presented                 string            // fingerprint that the server has
	clientCert, clientKey, ca string
}

func add(app *cli.App) *cobra.Command {
	var o addOptions
	cmd := app.Command(cli.Spec{
		Name: "add", Short: i18n.G("Add a server"),
		Long: i18n.G("The first connection shows the fingerprint of the server's certificate: compare it with the one that \"lxc info\" prints on the server. Scripts pass --fingerprint, or a token, which contains it."),
		Example: "lxc remote add prod 192.0.2.7\nlxc remote add prod eyJjbGll…\n" +
			"lxc remote add prod 192.0.2.7 --fingerprint 3f2a… --token eyJjbGll…\nlxc remote add img https://images.example.com --protocol simplestreams",
		Args: []cli.Arg{cli.Completed(cli.Opt(name("remote", &o.name)), cli.Nothing), cli.Word("IP|FQDN|URL|token", &o.address)},
		Run: func(ctx context.Context) error {
			if err := o.parse(); err != nil {
				return err
			}
			return o.run(ctx, app)
		},
	})
	f := cmd.Flags()
	f.BoolVar(&o.accept, "accept-certificate", false, i18n.G("Accept the server certificate without checking it"))
	f.StringVar(&o.fingerprint, "fingerprint", "", i18n.G("Expected SHA-256 fingerprint of the server certificate"))
	f.StringVar(&o.password, "password", "", i18n.G("Trust password of the server"))
	f.StringVar(&o.token, "token", "", i18n.G("Trust token"))
	f.BoolVar(&o.public, "public", false, i18n.G("Use only the public images of the server"))
	f.StringVar(&o.protocol, "protocol", "", i18n.G("Protocol: lxd, incus, simplestreams or oci"))
	f.StringVar(&o.auth, "auth-type", "", i18n.G("Authentication type: tls, oidc or bearer"))
	f.StringVar(&o.project, "project", "", i18n.G("Project to use on this remote"))
	f.StringVar(&o.domain, "domain", "", i18n.G("Candid domain to log in to"))
	_ = f.MarkHidden("domain")
	f.IntVar(&o.keepalive, "keepalive", 0, i18n.G("Seconds that other clients keep connections open"))
	f.StringVar(&o.helper, "credentials-helper", "", i18n.G("Credential helper for the registry"))
	return cmd
}

func (o *addOptions) parse() error {
	if token, err := api.ParseCertificateAddToken(o.address); err == nil {
		o.token, o.parsed, o.address = o.address, token, ""
		if o.name == "" && len(token.Addresses) > 0 {
			o.name, _, _ = net.SplitHostPort(token.Addresses[0])
		}
	} else if o.token != "" && o.auth != "bearer" && !o.public { // a public remote needs no trust
		if o.parsed, err = api.ParseCertificateAddToken(o.token); err != nil {
			return cli.Usagef("%s", err)
		}
	}
	if o.name == "" {
		o.name = o.address
		if u, err := url.Parse(o.address); err == nil && u.Host != "" {
			o.name = u.Hostname()
		} else if host, _, err := net.SplitHostPort(o.address); err == nil {
			o.name = host
		}
	}
	return o.checkFlags()
}

func (o *addOptions) checkFlags() error {
	switch {
	case o.domain != "" && o.auth == "" || o.auth == "candid" || o.auth == "macaroons":
		return cli.Usagef("%s", withoutCandid())
	case o.domain != "":
		return cli.Usagef("%s", i18n.G("--domain requires --auth-type candid, which this client does not support"))
	case o.auth != "" && o.auth != "tls" && o.auth != "oidc" && o.auth != "bearer":
		return cli.Usagef(i18n.G("authentication type %q is not supported (must be one of: tls, oidc, bearer)"), o.auth)
	case o.auth == "bearer" && o.token == "":
		return cli.Usagef("%s", i18n.G("missing bearer token: use --token"))
	}
	switch o.protocol {
	case "", "lxd", "incus", "simplestreams", "oci":
	default:
		return cli.Usagef(i18n.G("protocol %q is not supported (must be one of: lxd, incus, simplestreams, oci)"), o.protocol)
	}
	if o.fingerprint == "" {
		return nil
	}
	plain := strings.ToLower(strings.ReplaceAll(o.fingerprint, ":", ""))
	plain = strings.TrimPrefix(plain, "sha256")
	if len(plain) != 64 || strings.Trim(plain, "0123456789abcdef") != "" {
		return cli.Usagef("%s", i18n.G("--fingerprint requires the full SHA-256 fingerprint (64 hexadecimal digits)"))
	}
	o.fingerprint = plain
	return nil
}

// normalise adds scheme https and port 8443 to an address if missing.
func normalise(address, protocol string) (string, error) {
	if strings.HasPrefix(address, "unix:") || strings.HasPrefix(address, "/") {
		return "unix://" + strings.TrimPrefix(strings.TrimPrefix(address, "unix:"), "//"), nil
	}
	if !strings.Contains(address, "://") {
		if ip := net.ParseIP(address); ip != nil && strings.Contains(address, ":") {
			address = "[" + address + "]"
		}
		address = "https://" + address
	}
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return "", cli.Usagef(i18n.G("invalid server address %q: use host, host:port or https://host:port"), address)
	}
	if protocol == "simplestreams" || protocol == "oci" {
		return strings.TrimSuffix(address, "/"), nil
	}
	if u.Scheme != "https" {
		return "", cli.Usagef(i18n.G("invalid address %q: servers accept only https"), address)
	}
	if u.Port() == "" {
		u.Host = net.JoinHostPort(u.Hostname(), "8443")
	}
	return u.Scheme + "://" + u.Host, nil
}

func (o *addOptions) run(ctx context.Context, app *cli.App) error {
	c, err := app.Config()
	if err != nil {
		return err
	}
	if err := c.CheckNew(o.name); err != nil {
		return err
	}
	remote := config.Remote{Protocol: o.protocol, Public: o.public, AuthType: o.auth, Project: o.project, Extra: map[string]any{}}
	if o.keepalive > 0 {
		remote.Extra["keepalive"] = o.keepalive
	}
	if o.helper != "" {
		remote.Extra["credentials_helper"] = o.helper
	}
	if o.address != "" {
		if remote.Addr, err = normalise(o.address, o.protocol); err != nil {
			return err
		}
	}
	switch {
	case o.protocol == "simplestreams" || o.protocol == "oci":
		remote.Public = true
		return c.Add(ctx, o.name, remote)
	case remote.IsLocal():
		return o.addLocal(ctx, app, c, remote)
	}
	if o.auth == "oidc" || o.auth == "bearer" {
		return o.login(ctx, app, c, remote)
	}
	if o.clientCert, o.clientKey, o.ca, err = c.ClientCertificate(ctx); err != nil {
		return err
	}
	srv, err := o.connect(ctx, app, c, &remote)
	if errors.Is(err, errOtherLogin) {
		o.auth, remote.AuthType = "oidc", "oidc"
		return o.login(ctx, app, c, remote)
	}
	if err != nil {
		return err
	}
	if remote.Protocol == "" {
		remote.Protocol = "lxd"
		if srv.IsIncus() {
			remote.Protocol = "incus"
		}
		if o.public && remote.Protocol == c.Family {
			remote.Protocol = "" // stock clients store it as empty
		}
	}
	if !o.public {
		remote.AuthType = "tls"
		if err := o.chooseProject(ctx, app, srv, &remote); err != nil {
			return err
		}
	}
	return o.store(ctx, c, remote)
}

// addLocal adds the server behind a unix socket, which must respond.
func (o *addOptions) addLocal(ctx context.Context, app *cli.App, c *config.Config, remote config.Remote) error {
	if err := c.Add(ctx, o.name, remote); err != nil {
		return err
	}
	srv, err := app.Server(ctx, o.name)
	if err == nil {
		_, _, err = srv.GetServer()
	}
	if err != nil {
		return errors.Join(err, c.Remove(context.WithoutCancel(ctx), o.name))
	}
	return nil
}

// login adds a server that authenticates clients with a bearer token or OpenID Connect instead of a certificate.
func (o *addOptions) login(ctx context.Context, app *cli.App, c *config.Config, remote config.Remote) error {
	if o.certificate == nil { // unless already confirmed
		if err := o.trustServer(ctx, app, remote.Addr); err != nil {
			return err
		}
	}
	if o.auth == "bearer" {
		if err := config.WriteFile(c.ConfigPath("bearertokens/"+o.name), []byte(o.token+"\n")); err != nil {
			return err
		}
	}
	if err := o.store(ctx, c, remote); err != nil {
		return err
	}
	srv, err := app.Server(ctx, o.name)
	if err == nil {
		var server *api.Server
		if server, _, err = srv.GetServer(); err == nil && server.Auth != "trusted" {
			err = cli.Forbidden("remote", i18n.G("the server does not trust this login"))
		}
	}
	if err != nil {
		return errors.Join(err, c.Remove(context.WithoutCancel(ctx), o.name))
	}
	return nil
}

// store saves the certificate and then the entry. After a failure neither remains.
func (o *addOptions) store(ctx context.Context, c *config.Config, remote config.Remote) error {
	if o.certificate != nil {
		if err := c.SaveServerCertificate(o.name, o.certificate); err != nil {
			return err
		}
	}
	if err := c.Add(ctx, o.name, remote); err != nil {
		if o.certificate != nil {
			err = errors.Join(err, os.Remove(c.ServerCertPath(o.name)))
		}
		return err
	}
	return nil
}

// connect finds the server, checks its certificate and makes it trust this client.
func (o *addOptions) connect(ctx context.Context, app *cli.App, c *config.Config, remote *config.Remote) (lxd.InstanceServer, error) {
	addresses := []string{remote.Addr}
	if o.parsed != nil {
		if o.fingerprint != "" && o.fingerprint != o.parsed.Fingerprint {
			return nil, &lxd.CertificateError{Address: o.name, Want: o.fingerprint, Got: o.parsed.Fingerprint}
		}
		o.fingerprint = o.parsed.Fingerprint // takes precedence over --accept-certificate
		if remote.Addr == "" {
			addresses = nil
			for _, a := range o.parsed.Addresses {
				addresses = append(addresses, "https://"+a)
			}
		}
	}
	if len(addresses) == 0 {
		return nil, cli.Usagef("%s", i18n.G("the token has no address of the server: give the address, and the token with --token"))
	}
	var failures []error
	for _, address := range addresses {
		err := o.trustServer(ctx, app, address)
		if err == nil {
			remote.Addr = address
			srv, err := o.dial(ctx, c, address)
			if err != nil {
				return nil, err
			}
			return srv, o.introduce(ctx, app, srv)
		}
		failures = append(failures, err)
		var unreachable *lxd.ConnectError
		if !errors.As(err, &unreachable) {
			break
		}
	}
	return nil, errors.Join(failures...)
}

func (o *addOptions) dial(ctx context.Context, c *config.Config, address string) (lxd.InstanceServer, error) {
	args := &lxd.ConnectionArgs{
		UserAgent: c.UserAgent, Logger: c.Logger, TLSClientCert: o.clientCert, TLSClientKey: o.clientKey, TLSCA: o.ca,
		TLSFingerprint: o.fingerprint,
	}
	if o.ca != "" {
		var err error
		if args.TLSCRL, err = c.Revocations(); err != nil {
			return nil, err
		}
	}
	if o.certificate != nil {
		args.TLSServerCert = string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: o.certificate.Raw}))
	}
	return lxd.Connect(ctx, address, args)
}
