package root_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/config"
)

// TestRemoteAddWithAnAuthority checks that in PKI mode a server signed by the CA needs no prompt and no pinned certificate,
// and any other server is added as usual.
func TestRemoteAddWithAnAuthority(t *testing.T) {
	t.Parallel()
	server := clitest.New(t, root.New, minilxd.Options{})
	must(t, server, "", "config", "set", "core.trust_password", "pw")
	address, err := server.Server.ListenTLS("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, authority string
		signed          bool
	}{
		{"signed", server.Server.Certificate(), true},
		{"not signed", clitest.StartServer(t, minilxd.Options{}).Certificate(), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			env := clitest.New(t, root.New, minilxd.Options{})
			if err := config.WriteFile(env.Config.ConfigPath("client.ca"), []byte(c.authority)); err != nil {
				t.Fatal(err)
			}
			add := []string{"remote", "add", "o", "https://" + address, "--password"}
			if r := env.Run("", append(add, "pw")...); (r.Code == 0) != c.signed {
				t.Errorf("without an answer: %d %s", r.Code, r.ErrOut)
			}
			if c.signed {
				env.Config.Remotes["o"] = config.Remote{Addr: "https://" + address}
				must(t, env, "", "remote", "remove", "o")
				delete(env.Config.Remotes, "o")
				must(t, server, "", "config", "trust", "remove", fingerprints(t, server))
			}
			if r := env.Run("", append(add, "wrong", "--accept-certificate")...); r.Code != 4 || r.ErrOut != "Error: not authorized\n" {
				t.Errorf("a wrong password: %d %s", r.Code, r.ErrOut)
			}
			if out := must(t, env, "", append(add, "pw", "--accept-certificate")...); out != "Client certificate now trusted by server: o\n" {
				t.Errorf("said %q", out)
			}
			env.Config.Remotes["o"] = config.Remote{Addr: "https://" + address, Protocol: "lxd", AuthType: "tls"}
			must(t, env, "", "list", "o:")
			if _, err := os.Stat(filepath.Join(env.Config.ConfigDir, "servercerts", "o.crt")); (err != nil) != c.signed {
				t.Errorf("stored: %v", err)
			}
			must(t, server, "", "config", "trust", "remove", fingerprints(t, server))
		})
	}
}

// fingerprints returns the fingerprint of the only client that a server trusts.
func fingerprints(t *testing.T, server *clitest.Env) string {
	t.Helper()
	out := must(t, server, "", "config", "trust", "list", "-c", "f", "-f", "csv")
	return out[:len(out)-1]
}

// TestLoginsThatAreNotOffered checks the advice when client and server have no common authentication method.
func TestLoginsThatAreNotOffered(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		methods, flags string
		code           int
		want           string
	}{
		{`"candid"`, "", 1, "Candid is not supported: use --auth-type tls"},
		{`"tls","candid"`, "--auth-type candid", 2, "Candid is not supported: use --auth-type tls"},
		{`"tls","candid"`, "--domain example", 2, "Candid is not supported: use --auth-type tls"},
		{`"oidc"`, "--auth-type tls", 1, "add it with --auth-type oidc"},
		{`"other"`, "", 1, "the server accepts: other"},
	} {
		s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodGet {
				t.Errorf("%s %s: %s", c.flags, r.Method, r.URL)
			}
			_, _ = io.WriteString(w, `{"type":"sync","metadata":{"auth":"untrusted","api_extensions":[],"auth_methods":[`+c.methods+`]}}`)
		}))
		defer s.Close()
		env := clitest.New(t, root.New, minilxd.Options{})
		r := env.Run("pw\n", append([]string{"remote", "add", "o", s.URL, "--accept-certificate"}, strings.Fields(c.flags)...)...)
		if r.Code != c.code || !strings.Contains(r.ErrOut, c.want) || strings.Count(r.ErrOut, "\n") != 1 {
			t.Errorf("%s %s: %d %s", c.methods, c.flags, r.Code, r.ErrOut)
		}
	}
}
