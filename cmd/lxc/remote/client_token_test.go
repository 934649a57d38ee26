package remote_test

import (
	"crypto/ecdsa"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"strings"
	"testing"
	"time"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestClientTokenIsSigned verifies the token like a server, with the client's certificate.
func TestClientTokenIsSigned(t *testing.T) {
	t.Parallel()
	env := clitest.New(t, root.New, minilxd.Options{})
	before := time.Now().Add(-time.Second)
	token := strings.TrimSpace(env.Must("remote", "get-client-token", "36h"))
	cert, err := lxd.ParseCertificate(env.Must("remote", "get-client-certificate"))
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		t.Fatalf("%q", token)
	}
	part := func(i int) []byte {
		data, err := base64.RawURLEncoding.DecodeString(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	if got := string(part(0)); got != `{"alg":"ES384","typ":"JWT"}` {
		t.Errorf("%s", got)
	}
	var claims struct {
		Sub           string
		Iat, Nbf, Exp int64
	}
	if err := json.Unmarshal(part(1), &claims); err != nil {
		t.Fatal(err)
	}
	if claims.Sub != lxd.CertificateFingerprint(cert) || claims.Iat < before.Unix() || claims.Nbf != claims.Iat || claims.Exp-claims.Iat != 36*3600 {
		t.Errorf("%+v", claims)
	}
	signature := part(2)
	key, ok := cert.PublicKey.(*ecdsa.PublicKey)
	if !ok || len(signature) != 96 {
		t.Fatalf("%T, %d bytes", cert.PublicKey, len(signature))
	}
	sum := sha512.Sum384([]byte(parts[0] + "." + parts[1]))
	if !ecdsa.Verify(key, sum[:], new(big.Int).SetBytes(signature[:48]), new(big.Int).SetBytes(signature[48:])) {
		t.Error("the signature is not that of the client")
	}
	for line, want := range map[string]int{"remote get-client-token nosuch": 2, "remote get-client-token 1h 2h": 2} {
		if r := env.Run("", strings.Fields(line)...); r.Code != want {
			t.Errorf("%s: %d %q", line, r.Code, r.ErrOut)
		}
	}
}
