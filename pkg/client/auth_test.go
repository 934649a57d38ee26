package lxd_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
	"github.com/openlxc/lxc/pkg/api"
	lxd "github.com/openlxc/lxc/pkg/client"
	"github.com/openlxc/lxc/pkg/client/oidc"
)

// gate trusts requests with one of the valid tokens, and responds to others with 401 and header.
func gate(good func(token string) bool, header map[string]string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
			if r.Header.Get("X-Lxd-Authenticated") == "true" && !good(token) {
				for k, v := range header {
					w.Header().Set(k, v)
				}
				w.WriteHeader(http.StatusUnauthorized)
				_, _ = io.WriteString(w, `{"type":"error","error_code":401,"error":"log in first"}`)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

func TestBearer(t *testing.T) {
	t.Parallel()
	s := clitest.StartServer(t, minilxd.Options{Middleware: gate(func(token string) bool { return token == "good" }, nil)})
	socket := "unix://" + clitest.Socket(t, s)
	srv, err := lxd.Connect(t.Context(), socket, &lxd.ConnectionArgs{Authenticator: lxd.BearerToken("good")})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := srv.GetProfiles(); err != nil {
		t.Error(err)
	}
	listener, err := srv.GetEvents()
	if err != nil {
		t.Fatal(err)
	}
	listener.Disconnect()
	bad, err := lxd.Connect(t.Context(), socket, &lxd.ConnectionArgs{Authenticator: lxd.BearerToken("old")})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bad.GetProfiles(); !errors.Is(err, lxd.ErrTokenRefused) {
		t.Errorf("request with a bad token: %v", err)
	}
	if _, err := bad.GetEvents(); !errors.Is(err, lxd.ErrTokenRefused) {
		t.Errorf("websocket with a bad token: %v", err)
	}
}

// provider is an identity provider with discovery, device login and single-use refresh tokens.
type provider struct {
	*httptest.Server
	issued   atomic.Int64
	devices  atomic.Int64
	refused  atomic.Bool // refuse refresh tokens
	scopes   sync.Map
	audience sync.Map
}

func newProvider(t *testing.T) *provider {
	t.Helper()
	p := &provider{}
	mux := http.NewServeMux()
	answer := func(w http.ResponseWriter, value any) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(value)
	}
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, map[string]string{"issuer": p.URL, "token_endpoint": p.URL + "/token", "device_authorization_endpoint": p.URL + "/device"})
	})
	mux.HandleFunc("/device", func(w http.ResponseWriter, r *http.Request) {
		p.devices.Add(1)
		p.scopes.Store(r.FormValue("scope"), true)
		p.audience.Store(r.FormValue("audience"), true)
		answer(w, map[string]any{"device_code": "dc", "user_code": "ABCD", "verification_uri": p.URL + "/go", "expires_in": 1800, "interval": 1})
	})
	mux.HandleFunc("/token", func(w http.ResponseWriter, r *http.Request) {
		refresh := r.FormValue("grant_type") == "refresh_token"
		if refresh && p.refused.Load() {
			w.WriteHeader(http.StatusBadRequest)
			answer(w, map[string]string{"error": "invalid_grant"})
			return
		}
		n := p.issued.Add(1)
		answer(w, map[string]any{"access_token": fmt.Sprint("access-", n), "refresh_token": fmt.Sprint("refresh-", n), "token_type": "Bearer", "expires_in": 3600})
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

// memory is a Store in memory.
type memory struct {
	mu   sync.Mutex
	lock sync.Mutex
	data []byte
}

func (m *memory) Load() ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.data, nil
}

func (m *memory) Save(data []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.data = data
	return nil
}

func (m *memory) Lock(context.Context) (func(), error) {
	m.lock.Lock()
	return m.lock.Unlock, nil
}

func TestOIDC(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	accepted := atomic.Int64{} // number of the access token that is currently valid
	accepted.Store(1)
	s := clitest.StartServer(t, minilxd.Options{Middleware: gate(func(token string) bool {
		return token == fmt.Sprint("access-", accepted.Load())
	}, map[string]string{
		"X-LXD-OIDC-issuer": p.URL, "X-LXD-OIDC-clientid": "cli", "X-LXD-OIDC-audience": "aud", "X-LXD-OIDC-scopes": `["openid","groups"]`,
	})})
	socket := "unix://" + clitest.Socket(t, s)
	store := &memory{}
	var shown atomic.Int64
	connect := func() lxd.InstanceServer {
		client := oidc.New(store, func(address, code string) {
			if !strings.HasPrefix(address, p.URL) || code != "ABCD" {
				t.Errorf("login at %s with %s", address, code)
			}
			shown.Add(1)
		})
		srv, err := lxd.Connect(t.Context(), socket, &lxd.ConnectionArgs{Authenticator: client})
		if err != nil {
			t.Fatal(err)
		}
		return srv
	}
	srv := connect()
	var many sync.WaitGroup
	for range 20 { // all refused at once: one login
		many.Go(func() {
			if _, err := srv.GetProfiles(); err != nil {
				t.Error(err)
			}
		})
	}
	many.Wait()
	if shown.Load() != 1 || p.devices.Load() != 1 {
		t.Fatalf("%d logins for 20 requests", shown.Load())
	}
	if _, ok := p.scopes.Load("openid groups"); !ok {
		t.Error("the scopes that the server asks for were not sent")
	}
	if _, ok := p.audience.Load("aud"); !ok {
		t.Error("the audience was not sent")
	}
	accepted.Store(2) // the token expires and is refreshed without a login, even for a websocket and a body
	listener, err := connect().GetEvents()
	if err != nil {
		t.Fatal(err)
	}
	listener.Disconnect()
	accepted.Store(3)
	if err := srv.CreateProfile(api.ProfilesPost{Name: "p1"}); err != nil {
		t.Error(err)
	}
	if shown.Load() != 1 {
		t.Errorf("%d logins where refreshing was enough", shown.Load())
	}
	p.refused.Store(true)
	accepted.Store(4)
	if _, err := connect().GetProfiles(); err != nil {
		t.Error(err)
	}
	if shown.Load() != 2 {
		t.Errorf("%d logins after the refresh token ended", shown.Load())
	}
}

func TestOIDCRefuses(t *testing.T) {
	t.Parallel()
	for name, header := range map[string]map[string]string{
		"none":     {},
		"no https": {"X-LXD-OIDC-issuer": "http://id.example.com", "X-LXD-OIDC-clientid": "cli"},
		"scopes":   {"X-LXD-OIDC-issuer": "https://id.example.com", "X-LXD-OIDC-clientid": "cli", "X-LXD-OIDC-scopes": "[broken"},
	} {
		s := clitest.StartServer(t, minilxd.Options{Middleware: gate(func(string) bool { return false }, header)})
		client := oidc.New(&memory{}, func(string, string) { t.Errorf("%s: a login began", name) })
		srv, err := lxd.Connect(t.Context(), "unix://"+clitest.Socket(t, s), &lxd.ConnectionArgs{Authenticator: client})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := srv.GetProfiles(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
