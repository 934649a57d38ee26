//go:build unix

package cli_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/internal/term"
	"github.com/openlxc/lxc/pkg/config"
)

// loginServer starts a server that requires OpenID Connect, and its identity provider. It returns a configuration directory
// with the server as remote o, and the address of the login page.
func loginServer(t *testing.T, page string) (conf, address string) {
	t.Helper()
	var provider *httptest.Server
	var issued atomic.Bool
	provider = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := map[string]any{"issuer": provider.URL, "token_endpoint": provider.URL + "/token", "device_authorization_endpoint": provider.URL + "/device"}
		switch r.URL.Path {
		case "/device":
			answer = map[string]any{"device_code": "dc", "user_code": "ABCD", "verification_uri": strings.ReplaceAll(page, "PROVIDER", provider.URL), "expires_in": 1800, "interval": 1}
		case "/token":
			issued.Store(true)
			answer = map[string]any{"access_token": "good", "token_type": "Bearer", "expires_in": 3600}
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(answer)
	}))
	t.Cleanup(provider.Close)
	s := clitest.StartServer(t, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if issued.Load() || r.Header.Get("X-Lxd-Authenticated") != "true" {
				next.ServeHTTP(w, r)
				return
			}
			w.Header().Set("X-Lxd-Oidc-Issuer", provider.URL)
			w.Header().Set("X-Lxd-Oidc-Clientid", "cli")
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = io.WriteString(w, `{"type":"error","error_code":401,"error":"log in first"}`)
		})
	}})
	conf = t.TempDir()
	at, err := s.ListenTLS("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"config.yml":        "default-remote: o\nremotes:\n  o:\n    addr: https://" + at + "\n    protocol: lxd\n    auth_type: oidc\n",
		"servercerts/o.crt": s.Certificate(),
	} {
		if err := config.WriteFile(filepath.Join(conf, name), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	return conf, strings.ReplaceAll(page, "PROVIDER", provider.URL)
}

// TestBrowser checks that the program in BROWSER gets the unmodified address of the login page, and that its failure does
// not fail the login.
func TestBrowser(t *testing.T) {
	for name, c := range map[string]struct {
		page, browser string // %s in browser is a program that records its arguments
		want          string // recorded arguments, with ADDRESS for the page
	}{
		"program":   {"PROVIDER/go?a=1&b=$(touch pwned);c", "%s", "ADDRESS\n"},
		"arguments": {"PROVIDER/go", "%s --new-window", "--new-window\nADDRESS\n"},
		"fails":     {"PROVIDER/go", "false", ""},
		"missing":   {"PROVIDER/go", "/nonexistent/browser", ""},
	} {
		t.Run(name, func(t *testing.T) {
			conf, address := loginServer(t, c.page)
			dir := t.TempDir()
			program, got := filepath.Join(dir, "browser"), filepath.Join(dir, "got")
			if err := syscall.Mkfifo(got, 0o600); err != nil {
				t.Fatal(err)
			}
			script := "#!/bin/sh\nprintf '%s\\n' \"$@\" >" + got + "\n"
			if err := os.WriteFile(program, []byte(script), 0o700); err != nil { // a program
				t.Fatal(err)
			}
			t.Setenv("LXD_CONF", conf)
			t.Setenv("BROWSER", strings.ReplaceAll(c.browser, "%s", program))
			var out, errOut bytes.Buffer
			app := cli.NewApp(&term.Streams{In: strings.NewReader(""), Out: &out, Err: &errOut})
			srv, err := app.Server(t.Context(), "o")
			if err != nil {
				t.Fatal(err)
			}
			if _, _, err := srv.GetServer(); err != nil {
				t.Fatal(err)
			}
			if want := "URL: " + address + "\nCode: ABCD\n\n"; out.String() != want || errOut.Len() > 0 {
				t.Errorf("said %q and %q", out.String(), errOut.String())
			}
			if c.want == "" {
				return
			}
			text, err := os.ReadFile(got) // until the program has ended
			if string(text) != strings.ReplaceAll(c.want, "ADDRESS", address) {
				t.Errorf("the browser got %q %v", text, err)
			}
		})
	}
}
