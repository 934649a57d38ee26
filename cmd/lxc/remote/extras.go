package remote

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"os"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func setKeepalive(app *cli.App) *cobra.Command {
	var remote, seconds string
	return app.Command(cli.Spec{
		Name: "set-keepalive", Short: i18n.G("Set how long other clients of this configuration keep a connection"),
		Example: "lxc remote set-keepalive prod 30", Args: []cli.Arg{name("remote", &remote), cli.Word("seconds", &seconds)},
		Run: func(ctx context.Context) error {
			n, err := strconv.Atoi(seconds)
			if err != nil || n < 0 {
				return cli.Usagef(i18n.G("%q is no number of seconds"), seconds)
			}
			return change(app, func(c *config.Config) error {
				return c.Change(ctx, remote, func(r *config.Remote) {
					if r.Extra == nil {
						r.Extra = map[string]any{}
					}
					r.Extra["keepalive"] = n
				})
			})
		},
	})
}

// clientToken prints a JWT that the client's key signs; Incus takes it where a proxy ends TLS (extension auth_tls_jwt).
func clientToken(app *cli.App) *cobra.Command {
	var expiry string
	return app.Command(cli.Spec{
		Name: "get-client-token", Short: i18n.G("Print a token that this client's key signs, for use behind a proxy"),
		Example: "lxc remote get-client-token 36h", Args: []cli.Arg{cli.Word("expiry", &expiry)},
		Run: func(ctx context.Context) error {
			until, err := cli.ParseExpiry(expiry, app.Now())
			if err != nil {
				return err
			}
			c, err := app.Config()
			if err != nil {
				return err
			}
			cert, key, _, err := c.ClientCertificate(ctx)
			if err != nil {
				return err
			}
			token, err := signToken(cert, key, app.Now(), until)
			if err != nil {
				return err
			}
			app.Print("%s\n", token)
			return nil
		},
	})
}

// signToken makes a JSON Web Token (RFC 7519): ES384 with an EC key, RS256 with an RSA key.
func signToken(certPEM, keyPEM string, from, until time.Time) (string, error) {
	pair, err := tls.X509KeyPair([]byte(certPEM), []byte(keyPEM))
	if err != nil {
		return "", err
	}
	part := func(v any) (string, error) {
		data, err := json.Marshal(v)
		return base64.RawURLEncoding.EncodeToString(data), err
	}
	alg := "RS256"
	if _, ec := pair.PrivateKey.(*ecdsa.PrivateKey); ec {
		alg = "ES384"
	}
	head, err := part(map[string]string{"alg": alg, "typ": "JWT"})
	if err != nil {
		return "", err
	}
	claims, err := part(map[string]any{
		"sub": lxd.CertificateFingerprint(pair.Leaf), "iat": from.Unix(), "nbf": from.Unix(), "exp": until.Unix(),
	})
	if err != nil {
		return "", err
	}
	text := head + "." + claims
	var signature []byte
	switch key := pair.PrivateKey.(type) {
	case *ecdsa.PrivateKey:
		sum := sha512.Sum384([]byte(text))
		r, s, err := ecdsa.Sign(rand.Reader, key, sum[:])
		if err != nil {
			return "", err
		}
		const half = 48
		signature = make([]byte, 2*half)
		r.FillBytes(signature[:half])
		s.FillBytes(signature[half:])
	case *rsa.PrivateKey:
		sum := sha256.Sum256([]byte(text))
		if signature, err = rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:]); err != nil {
			return "", err
		}
	default:
		return "", cli.Usagef("%s", i18n.G("the client's key is neither EC nor RSA"))
	}
	return text + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}

// proxy offers a remote on a unix socket here, for programs that speak the API but know no certificates.
func proxy(app *cli.App) *cobra.Command {
	var remote, socket string
	timeout := 0
	required := cli.Remote(&remote)
	required.Optional = false
	cmd := app.Command(cli.Spec{
		Name: "proxy", Short: i18n.G("Offer a remote on a unix socket here, for this user alone"), Example: "lxc remote proxy prod: /tmp/prod.sock",
		Args: []cli.Arg{required, cli.Word("socket", &socket)},
		Run: func(ctx context.Context) error {
			srv, err := app.ServerAt(ctx, &remote)
			if err != nil {
				return err
			}
			if timeout > 0 {
				var cancel context.CancelFunc
				ctx, cancel = context.WithTimeout(ctx, time.Duration(timeout)*time.Second)
				defer cancel()
			}
			return serveProxy(ctx, app, srv, socket)
		},
	})
	cmd.Flags().IntVar(&timeout, "timeout", 0, i18n.G("Seconds after which the socket is closed; 0 keeps it open"))
	return cmd
}

func serveProxy(ctx context.Context, app *cli.App, srv lxd.InstanceServer, socket string) error {
	handler, err := resource.Proxy(srv)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(socket); err == nil {
		return cli.Usagef(i18n.G("%s exists already; choose another name"), socket)
	}
	l, err := cli.ListenPrivate(ctx, socket)
	if err != nil {
		return err
	}
	defer os.Remove(socket)
	app.Aside(i18n.G("Serving on %s"), socket)
	return resource.ServeHTTP(ctx, l, handler)
}
