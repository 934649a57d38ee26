// Package oidc logs in to LXD and Incus servers with OpenID Connect, using the device flow: the user opens a page in any
// browser and enters a code. It is a separate package so that programs that do not use it do not link its dependencies.
package oidc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/oauth2"
)

// Store keeps the tokens for one server between runs of a program.
type Store interface {
	// Load returns the data last passed to Save, or nil if there is none.
	Load() ([]byte, error)
	// Save replaces the data atomically. Only the owner may be able to read it.
	Save(data []byte) error
	// Lock keeps other programs from renewing the same tokens at the same time.
	Lock(ctx context.Context) (unlock func(), err error)
}

// Login tells the user where to go and what code to enter. It must not block until that is done.
type Login func(address, code string)

// Client is the Authenticator of one server.
type Client struct {
	store Store
	login Login
	http  *http.Client

	mu     sync.Mutex
	loaded bool
	state  state
}

// state is the data in a Store.
type state struct {
	Token    *oauth2.Token `json:"token"`
	Issuer   string        `json:"issuer"`
	ClientID string        `json:"client_id"`
}

// Limits for responses of a provider.
const (
	requestLimit = 30 * time.Second
	maxDocument  = 1 << 20
)

// New returns an Authenticator for lxd.ConnectionArgs. login is called when the user must log in.
func New(store Store, login Login) *Client {
	return &Client{store: store, login: login, http: &http.Client{Timeout: requestLimit}}
}

// Authorize adds the access token. It may be empty: the server then asks for a login.
func (c *Client) Authorize(header http.Header) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.load(); err != nil {
		return err
	}
	header.Set("Authorization", "Bearer "+c.access())
	return nil
}

func (c *Client) access() string {
	if c.state.Token == nil {
		return ""
	}
	return c.state.Token.AccessToken
}

func (c *Client) load() error {
	if c.loaded {
		return nil
	}
	data, err := c.store.Load()
	if err != nil {
		return err
	}
	c.loaded = true
	if len(data) > 0 && json.Unmarshal(data, &c.state) != nil {
		c.state = state{} // an invalid file means a new login
	}
	return nil
}

// Renew refreshes the token, or asks for a login. Of several concurrent callers, even in different programs, one does the work.
func (c *Client) Renew(ctx context.Context, used string, header http.Header) error {
	want, err := parseChallenge(header)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if "Bearer "+c.access() != used {
		return nil // another goroutine has already renewed it
	}
	unlock, err := c.store.Lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	c.loaded = false
	if err := c.load(); err != nil {
		return err
	}
	if "Bearer "+c.access() != used {
		return nil // another program has already renewed it
	}
	ctx = context.WithValue(ctx, oauth2.HTTPClient, c.http)
	provider, err := c.discover(ctx, want)
	if err != nil {
		return err
	}
	token, err := c.refresh(ctx, provider, want)
	if err != nil {
		if token, err = c.device(ctx, provider, want); err != nil {
			return err
		}
	}
	c.state = state{Token: token, Issuer: want.issuer, ClientID: want.clientID}
	data, err := json.Marshal(c.state)
	if err != nil {
		return err
	}
	return c.store.Save(data)
}

// challenge is what a server requires, from the header of a 401 response.
type challenge struct {
	issuer, clientID, audience string
	scopes                     []string
}

// parseChallenge parses the headers of either family. Scopes are a JSON array on LXD and a comma-separated list on Incus.
func parseChallenge(header http.Header) (challenge, error) {
	get := func(name string) string {
		if v := header.Get("X-Lxd-Oidc-" + name); v != "" {
			return v
		}
		return header.Get("X-Incus-Oidc-" + name)
	}
	c := challenge{issuer: get("issuer"), clientID: get("clientid"), audience: get("audience")}
	if c.issuer == "" || c.clientID == "" {
		return c, errors.New("the server offers no login with OpenID Connect")
	}
	incus := header.Get("X-Incus-Oidc-Issuer") != ""
	text := get("scopes")
	switch {
	case text == "" && incus:
		c.scopes = []string{"openid", "offline_access"}
	case text == "":
		c.scopes = []string{"openid", "email", "offline_access", "profile"}
		if groups := get("groups-claim"); groups != "" {
			c.scopes = append(c.scopes, groups)
		}
	case strings.HasPrefix(strings.TrimSpace(text), "["):
		if err := json.Unmarshal([]byte(text), &c.scopes); err != nil {
			return c, fmt.Errorf("the server wants scopes that cannot be read: %q", text)
		}
	default:
		for _, s := range strings.Split(text, ",") {
			c.scopes = append(c.scopes, strings.TrimSpace(s))
		}
	}
	return c, nil
}

// discover reads the endpoints of the provider (OpenID Connect Discovery 1.0).
func (c *Client) discover(ctx context.Context, want challenge) (*oauth2.Config, error) {
	issuer, err := url.Parse(want.issuer)
	if err != nil || issuer.Scheme != "https" && !loopback(issuer) {
		return nil, fmt.Errorf("the identity provider %q is not reached by https", want.issuer)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(want.issuer, "/")+"/.well-known/openid-configuration", nil)
	if err != nil {
		return nil, err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("the identity provider cannot be reached: %w", err)
	}
	defer resp.Body.Close()
	found := struct {
		Issuer string `json:"issuer"`
		Token  string `json:"token_endpoint"`
		Device string `json:"device_authorization_endpoint"`
	}{}
	if err := json.NewDecoder(io.LimitReader(resp.Body, maxDocument)).Decode(&found); err != nil || resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the identity provider %s has no OpenID configuration (HTTP %d)", want.issuer, resp.StatusCode)
	}
	if strings.TrimSuffix(found.Issuer, "/") != strings.TrimSuffix(want.issuer, "/") {
		return nil, fmt.Errorf("the identity provider calls itself %q instead of %q", found.Issuer, want.issuer)
	}
	if found.Device == "" {
		return nil, fmt.Errorf("the identity provider %s offers no device login", want.issuer)
	}
	return &oauth2.Config{
		ClientID: want.clientID, Scopes: want.scopes,
		Endpoint: oauth2.Endpoint{TokenURL: found.Token, DeviceAuthURL: found.Device, AuthStyle: oauth2.AuthStyleInParams},
	}, nil
}

func loopback(u *url.URL) bool {
	return u.Scheme == "http" && (u.Hostname() == "127.0.0.1" || u.Hostname() == "localhost" || u.Hostname() == "::1")
}

// refresh exchanges the refresh token for new tokens.
func (c *Client) refresh(ctx context.Context, provider *oauth2.Config, want challenge) (*oauth2.Token, error) {
	t := c.state.Token
	if t == nil || t.RefreshToken == "" || c.state.Issuer != want.issuer || c.state.ClientID != want.clientID {
		return nil, errors.New("there is nothing to refresh")
	}
	return provider.TokenSource(ctx, &oauth2.Token{RefreshToken: t.RefreshToken}).Token()
}

// device asks the user to log in and waits for it (RFC 8628).
func (c *Client) device(ctx context.Context, provider *oauth2.Config, want challenge) (*oauth2.Token, error) {
	var options []oauth2.AuthCodeOption
	if want.audience != "" {
		options = append(options, oauth2.SetAuthURLParam("audience", want.audience))
	}
	auth, err := provider.DeviceAuth(ctx, options...)
	if err != nil {
		return nil, fmt.Errorf("the identity provider refused to begin a login: %w", err)
	}
	address := auth.VerificationURIComplete
	if address == "" {
		address = auth.VerificationURI
	}
	c.login(address, auth.UserCode)
	// The library ends the wait by the time of day, which jumps when somebody sets the clock.
	if !auth.Expiry.IsZero() {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Until(auth.Expiry))
		defer cancel()
		auth.Expiry = time.Time{}
	}
	token, err := provider.DeviceAccessToken(ctx, auth)
	if err != nil {
		return nil, fmt.Errorf("the login did not succeed: %w", err)
	}
	return token, nil
}
