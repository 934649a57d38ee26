package remote_test

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/config"
)

// listening returns a user with a server as "local" that listens on the network, and another user without a server.
func listening(t *testing.T, opts minilxd.Options) (admin, guest *clitest.Env, address string) {
	t.Helper()
	admin = clitest.New(t, root.New, opts)
	address, err := admin.Server.ListenTLS("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	conf := config.NewConfig()
	conf.ConfigDir = filepath.Join(t.TempDir(), "guest")
	return admin, &clitest.Env{T: t, Server: admin.Server, Config: conf, Root: root.New}, address
}

// token requests a token from the server.
func token(t *testing.T, admin *clitest.Env, words ...string) string {
	t.Helper()
	return strings.TrimSpace(admin.Must(append([]string{"config", "trust", "add", "-q"}, words...)...))
}

// reload makes the next command use the configuration that a command wrote.
func reload(t *testing.T, e *clitest.Env) {
	t.Helper()
	c, err := config.LoadConfig(filepath.Join(e.Config.ConfigDir, "config.yml"))
	if err != nil {
		t.Fatal(err)
	}
	e.Config = c
}

// TestAddByToken trusts the server by the fingerprint in the token, which works only once.
func TestAddByToken(t *testing.T) {
	t.Parallel()
	for _, family := range []string{"lxd", "incus"} {
		t.Run(family, func(t *testing.T) {
			t.Parallel()
			admin, guest, address := listening(t, minilxd.Options{Family: family})
			text := token(t, admin, "--name", "guest")
			r := guest.Run("", "remote", "add", "prod", text)
			if r.Code != 0 || r.ErrOut != "" {
				t.Fatalf("%d %q %q", r.Code, r.Out, r.ErrOut)
			}
			reload(t, guest)
			if got := guest.Config.Remotes["prod"]; got.Addr != "https://"+address || got.Protocol != family || got.AuthType != "tls" {
				t.Errorf("%+v", got)
			}
			if out := guest.Must("list", "prod:", "-f", "csv"); out != "" {
				t.Errorf("%q", out)
			}
			if out := admin.Must("config", "trust", "list", "-f", "csv", "-c", "n"); out != "guest\n" {
				t.Errorf("%q", out)
			}
			// A second client cannot use the token, and its attempt leaves nothing behind.
			_, second, _ := listening(t, minilxd.Options{Family: family})
			r = second.Run("", "remote", "add", "prod", text)
			reload(t, second)
			if _, added := second.Config.Remotes["prod"]; r.Code == 0 || added || r.ErrOut == "" {
				t.Errorf("%d %q, added: %v", r.Code, r.ErrOut, added)
			}
			if _, err := os.Stat(second.Config.ServerCertPath("prod")); !os.IsNotExist(err) {
				t.Error(err)
			}
		})
	}
}

// TestAddByTokenFlag adds a server by address, with the token as a flag or entered.
func TestAddByTokenFlag(t *testing.T) {
	t.Parallel()
	admin, guest, address := listening(t, minilxd.Options{})
	r := guest.Run("", "remote", "add", "prod", address, "--token", token(t, admin, "--name", "one"))
	if r.Code != 0 {
		t.Fatalf("%d %q", r.Code, r.ErrOut)
	}
	_, guest, _ = listening(t, minilxd.Options{})
	r = guest.Run(token(t, admin, "--name", "two")+"\n", "remote", "add", "prod", address, "--accept-certificate")
	if r.Code != 0 || !strings.HasPrefix(r.Out, "Trust token or password for prod: ") {
		t.Fatalf("%d %q %q", r.Code, r.Out, r.ErrOut)
	}
	_, guest, _ = listening(t, minilxd.Options{})
	p := guest.OnTerminal(t, "remote", "add", address)
	p.Sees("[no]: ")
	p.Types("yes\n")
	p.Sees("Trust token or password for 127.0.0.1: ")
	p.Types(token(t, admin, "--name", "three") + "\n")
	if code := p.Ends(); code != 0 {
		t.Errorf("%d %q", code, p.Screen())
	}
	if out := admin.Must("config", "trust", "list", "-f", "csv", "-c", "n"); out != "one\nthree\ntwo\n" {
		t.Errorf("%q", out)
	}
}

// TestAddByWrongToken fails before anything is sent to a server that does not match the token.
func TestAddByWrongToken(t *testing.T) {
	t.Parallel()
	admin, guest, address := listening(t, minilxd.Options{})
	data, err := base64.StdEncoding.DecodeString(token(t, admin, "--name", "guest"))
	if err != nil {
		t.Fatal(err)
	}
	fields := map[string]any{}
	if err := json.Unmarshal(data, &fields); err != nil {
		t.Fatal(err)
	}
	change := func(key string, value any) string {
		changed := map[string]any{}
		for k, v := range fields {
			changed[k] = v
		}
		changed[key] = value
		text, err := json.Marshal(changed)
		if err != nil {
			t.Fatal(err)
		}
		return base64.StdEncoding.EncodeToString(text)
	}
	for name, c := range map[string]struct {
		token, says string
		code        int
	}{
		"other server": {change("fingerprint", strings.Repeat("0", 64)), "changed: expected " + strings.Repeat("0", 64), 4},
		"other secret": {change("secret", "guessed"), "not authorized", 4},
		"no server":    {change("addresses", []string{"127.0.0.1:1"}), "cannot reach https://127.0.0.1:1", 1},
		"no address":   {change("addresses", []string{}), "the token has no address of the server", 2},
	} {
		t.Run(name, func(t *testing.T) {
			r := guest.Run("", "remote", "add", "prod", c.token)
			if r.Code != c.code || !strings.Contains(r.ErrOut, c.says) {
				t.Errorf("%d %q, want %d %q", r.Code, r.ErrOut, c.code, c.says)
			}
			reload(t, guest)
			if _, added := guest.Config.Remotes["prod"]; added {
				t.Error("the remote is there")
			}
		})
	}
	// The next address is tried if the first one does not respond.
	r := guest.Run("", "remote", "add", "prod", change("addresses", []string{"127.0.0.1:1", address}))
	if r.Code != 0 {
		t.Errorf("%d %q", r.Code, r.ErrOut)
	}
}

// TestAddInterrupted restores the terminal's echo.
func TestAddInterrupted(t *testing.T) {
	t.Parallel()
	_, guest, address := listening(t, minilxd.Options{})
	p := guest.Program(t, "remote", "add", "prod", address, "--accept-certificate")
	p.Sees("Trust token or password for prod: ")
	for !p.IsRaw() { // the prompt appears slightly earlier
		runtime.Gosched()
	}
	p.Types("sec\x03")
	if code := p.Ends(); code != 130 {
		t.Errorf("%d %q", code, p.Screen())
	}
	if strings.Contains(p.Screen(), "sec") {
		t.Errorf("%q", p.Screen())
	}
}

// TestTokenOutweighsEverything checks that a token for another server is refused before it is sent: with --accept-certificate,
// with --fingerprint, and when it is entered.
func TestTokenOutweighsEverything(t *testing.T) {
	t.Parallel()
	admin, guest, address := listening(t, minilxd.Options{})
	_, _, other := listening(t, minilxd.Options{})
	text := token(t, admin, "--name", "guest")
	presented := admin.Must("info", "--jq", ".environment.certificate_fingerprint")
	for name, c := range map[string]struct {
		input string
		words []string
	}{
		"accepted":           {"", []string{other, "--token", text, "--accept-certificate"}},
		"entered":            {text + "\n", []string{other, "--accept-certificate"}},
		"other fingerprint":  {"", []string{address, "--token", text, "--fingerprint", strings.Repeat("0", 64)}},
		"others fingerprint": {"", []string{other, "--token", text, "--fingerprint", strings.TrimSpace(presented)}},
	} {
		r := guest.Run(c.input, append([]string{"remote", "add", "prod"}, c.words...)...)
		if r.Code != 4 || !strings.Contains(r.ErrOut, "changed: expected") {
			t.Errorf("%s: %d %q", name, r.Code, r.ErrOut)
		}
	}
	if out := admin.Must("config", "trust", "list", "-f", "csv", "-c", "n"); out != "" {
		t.Errorf("trusted: %q", out)
	}
	if r := guest.Run("", "remote", "add", "prod", address, "--token", text); r.Code != 0 { // it was not used up
		t.Errorf("%d %q", r.Code, r.ErrOut)
	}
}

// TestUsedTokenIsDead checks that adding a server uses the token up even if the server trusted this client before.
func TestUsedTokenIsDead(t *testing.T) {
	t.Parallel()
	for _, family := range []string{"lxd", "incus"} {
		admin, guest, _ := listening(t, minilxd.Options{Family: family})
		for _, name := range []string{"one", "two"} { // the second time as a client that is trusted
			text := token(t, admin, "--name", name)
			if r := guest.Run("", "remote", "add", name, text); r.Code != 0 {
				t.Fatalf("%s: %d %q", name, r.Code, r.ErrOut)
			}
			reload(t, guest)
			if out := admin.Must("config", "trust", "list-tokens", "-f", "csv"); out != "" {
				t.Errorf("%s: tokens that are still valid: %q", family, out)
			}
		}
	}
}

// TestFingerprintForms takes a fingerprint in every usual form, and refuses a wrong one or a part of one.
func TestFingerprintForms(t *testing.T) {
	t.Parallel()
	admin, _, address := listening(t, minilxd.Options{})
	right := strings.TrimSpace(admin.Must("info", "--jq", ".environment.certificate_fingerprint"))
	upper := strings.ToUpper(right)
	colons := upper[:2]
	for i := 2; i < len(upper); i += 2 {
		colons += ":" + upper[i:i+2]
	}
	for given, code := range map[string]int{
		right: 0, upper: 0, colons: 0, "sha256:" + right: 0, right[:63]: 2, right[:12]: 2, right + "0": 2, "x" + right[1:]: 2, strings.Repeat("0", 64): 4,
	} {
		_, guest, _ := listening(t, minilxd.Options{})
		r := guest.Run("", "remote", "add", "prod", address, "--fingerprint", given, "--token", token(t, admin, "--name", "x"))
		if r.Code != code {
			t.Errorf("%s: %d %q, want %d", given, r.Code, r.ErrOut, code)
		}
	}
}
