package remote

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// trustServer verifies the server's certificate. It does not prompt if a known CA (the one of PKI mode, if any) has signed
// it for the host.
func (o *addOptions) trustServer(ctx context.Context, app *cli.App, address string) error {
	cert, err := lxd.GetRemoteCertificate(ctx, address, nil)
	if err != nil {
		return err
	}
	got := lxd.CertificateFingerprint(cert)
	o.presented = got
	if o.fingerprint != "" {
		if got != o.fingerprint {
			return &lxd.CertificateError{Address: address, Want: o.fingerprint, Got: got}
		}
		o.certificate = cert
		return nil
	}
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	known := x509.VerifyOptions{DNSName: u.Hostname()}
	if o.ca != "" {
		known.Roots = x509.NewCertPool()
		known.Roots.AppendCertsFromPEM([]byte(o.ca))
	}
	if _, err := cert.Verify(known); err == nil {
		return nil // verified again on each connection, including revocation
	}
	if !o.accept {
		if err := askFingerprint(ctx, app, got); err != nil {
			return err
		}
	}
	o.certificate = cert
	return nil
}

func askFingerprint(ctx context.Context, app *cli.App, got string) error {
	question := i18n.F("Certificate fingerprint: %s\nIs this fingerprint correct? (yes/no, or type the fingerprint) [no]: ", got)
	for range 3 {
		text, err := app.Streams.Ask(ctx, question)
		if err != nil {
			return fmt.Errorf("%s: %w", i18n.F("unknown server certificate (fingerprint %s)", got),
				cli.Unanswered(ctx, err, i18n.G("--fingerprint or a trust token")))
		}
		switch text = strings.ToLower(strings.ReplaceAll(text, ":", "")); {
		case cli.IsYes(text) || text == got:
			return nil
		case text == "" || cli.IsNo(text):
			return cli.Failed(i18n.G("the certificate was not accepted; no remote was added"))
		}
		question = i18n.G("Please answer yes or no, or type the full fingerprint: ")
	}
	return cli.Failed(i18n.G("the certificate was not accepted; no remote was added"))
}

// introduce makes the server trust this client with a token or a password, unless it already does.
func (o *addOptions) introduce(ctx context.Context, app *cli.App, srv lxd.InstanceServer) error {
	server, _, err := srv.GetServer()
	if err != nil {
		return err
	}
	if o.public {
		return nil
	}
	if server.Auth == "trusted" && o.parsed == nil {
		return nil
	}
	if err := o.checkMethods(server.AuthMethods); err != nil {
		return err
	}
	// The server gets the name from the token or the certificate.
	post := api.CertificatesPost{CertificatePut: api.CertificatePut{Type: api.CertificateTypeClient}}
	byToken := o.parsed != nil
	switch {
	case byToken:
		err = redeem(srv, server, post, o.token, o.parsed)
	default:
		if err := o.askSecret(ctx, app, server); err != nil {
			return err
		}
		if o.parsed != nil {
			err = redeem(srv, server, post, o.token, o.parsed)
		} else {
			post.Password = o.password
			err = srv.CreateCertificate(post)
		}
	}
	// Servers respond in several ways to a client that is already trusted, so check with another request.
	again, _, readErr := srv.GetServer()
	if readErr == nil && again.Auth == "trusted" {
		if err != nil && o.parsed != nil {
			spend(srv, o.parsed)
		}
		if cli.PerFlavor(app, !byToken, o.address != "" || cli.Newest(srv)) { // when each stock client prints it
			app.Note(i18n.G("Client certificate now trusted by server: %s"), o.name)
		}
		return nil
	}
	return errors.Join(err, readErr, errorIf(err == nil && readErr == nil, i18n.G("the server still does not trust this client")))
}

// errOtherLogin means that the server must be added again with OpenID Connect.
var errOtherLogin = errors.New("the server wants a login with OpenID Connect")

// checkMethods checks that this client supports one of the server's authentication methods. Like the stock clients, it
// prefers OpenID Connect unless another method was requested.
func (o *addOptions) checkMethods(methods []string) error {
	unasked := o.auth == "" && o.token == "" && o.password == ""
	switch {
	case unasked && slices.Contains(methods, "oidc"):
		return errOtherLogin
	case len(methods) == 0 || slices.Contains(methods, "tls"):
		return nil
	case slices.Contains(methods, "oidc"):
		return cli.Failed(i18n.G("this server does not accept client certificates: add it with --auth-type oidc"))
	case slices.Contains(methods, "candid") || slices.Contains(methods, "macaroons"):
		return cli.Failed(withoutCandid())
	}
	return cli.Failed(i18n.F("no supported authentication method; the server accepts: %s", strings.Join(methods, ", ")))
}

// withoutCandid suggests an alternative to Candid, which LXD 4.0 to 5.0 support.
func withoutCandid() string {
	return i18n.G("Candid is not supported: use --auth-type tls, with a token (on the server: lxc config trust add) or the trust password")
}

func errorIf(condition bool, text string) error {
	if condition {
		return errors.New(text)
	}
	return nil
}

func (o *addOptions) askSecret(ctx context.Context, app *cli.App, server *api.Server) error {
	if o.password != "" {
		return nil
	}
	secret, err := app.Streams.Secret(ctx, i18n.F("Trust token or password for %s: ", o.name))
	if err != nil || secret == "" {
		return fmt.Errorf("%s: %w", i18n.G("the server does not trust this client yet"),
			cli.Unanswered(ctx, err, i18n.G("--token, or --password for older servers")))
	}
	if token, err := api.ParseCertificateAddToken(secret); err == nil {
		o.token, o.parsed = secret, token
		if token.Fingerprint != o.presented {
			return &lxd.CertificateError{Address: o.name, Want: token.Fingerprint, Got: o.presented}
		}
		return nil
	}
	if lxd.Family(server) == "incus" {
		return cli.Failed(i18n.G("invalid trust token (and this server does not accept passwords)"))
	}
	o.password = secret
	return nil
}

// spend revokes a token that the server did not take because it trusts this client already: anybody else could use it. A
// restricted client may not see it.
func spend(srv lxd.InstanceServer, token *api.CertificateAddToken) {
	list, err := srv.GetOperations()
	if err != nil {
		return
	}
	for _, op := range list {
		if op.Secret("secret") == token.Secret {
			_ = srv.DeleteOperation(op.ID)
		}
	}
}

// redeem redeems a token in the form that the server expects.
func redeem(srv lxd.InstanceServer, server *api.Server, post api.CertificatesPost, token string, parsed *api.CertificateAddToken) error {
	switch {
	case parsed.Type != "":
		return srv.CreateIdentityTLSToken(token)
	case lxd.Family(server) == "lxd" && slices.Contains(server.APIExtensions, "explicit_trust_token"):
		post.TrustToken, post.Type = token, "" // the token contains the type, too
	case lxd.Family(server) == "incus":
		post.TrustToken = token
	case server.APIExtensions == nil:
		// Incus 7 lists no extensions to untrusted clients; LXD always does.
		post.TrustToken = token
	default:
		post.Password = token
	}
	return srv.CreateCertificate(post)
}

// chooseProject stores the project of a client that is restricted to a single one.
func (o *addOptions) chooseProject(ctx context.Context, app *cli.App, srv lxd.InstanceServer, remote *config.Remote) error {
	if o.project != "" || !srv.HasExtension("projects") {
		return nil
	}
	names, err := srv.GetProjectNames()
	if err != nil || len(names) == 0 || slices.Contains(names, "default") {
		remote.Project = "default"
		return nil //nolint:nilerr // a client that cannot list projects uses the default one
	}
	remote.Project = names[0]
	if len(names) == 1 {
		return nil
	}
	answer, err := app.Streams.Ask(ctx, fmt.Sprintf("%s\n  %s\n%s", i18n.G("This client has access to these projects:"),
		strings.Join(names, "\n  "), i18n.F("Project to use on this remote [%s]: ", names[0])))
	if err != nil {
		return cli.Unanswered(ctx, err, i18n.F("--project with one of %s", strings.Join(names, ", ")))
	}
	if answer != "" {
		if !slices.Contains(names, answer) {
			return cli.Failed(i18n.F("project %q not found; existing projects: %s", answer, strings.Join(names, ", ")))
		}
		remote.Project = answer
	}
	return nil
}
