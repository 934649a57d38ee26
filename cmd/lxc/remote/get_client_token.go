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
	"time"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// clientToken prints a JWT signed with the client's key. Incus accepts it behind a TLS-terminating proxy (extension
// auth_tls_jwt).
func clientToken(app *cli.App) *cobra.Command {
	var expiry string
	return app.Command(cli.Spec{
		Name: "get-client-token", Shows: true, Short: i18n.G("Print a token signed by the client key, for use behind a proxy"),
		Example: "lxc remote get-client-token 36h", Args: []cli.Arg{cli.Word("expiry", &expiry)},
		Run: func(ctx context.Context) error {
			now := app.Now()
			until, err := cli.ParseExpiry(expiry, now)
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
			token, err := signToken(cert, key, now, until)
			if err != nil {
				return err
			}
			return app.ShowValue(token)
		},
	})
}

// signToken creates a JSON Web Token (RFC 7519), signed with ES384 for an EC key or RS256 for an RSA key.
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
		return "", cli.Usagef("%s", i18n.G("the client key must be an EC or RSA key"))
	}
	return text + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}
