package config

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"time"
)

// registryClient is the HTTP client for registries.
var registryClient = &http.Client{Timeout: time.Minute}

// Credentials returns the user name and secret for a registry host from the remote's credentials_helper. The helper is
// called like docker's: with the argument "get" and the host on standard input. Both are empty without a helper, or if it
// does not know the host.
func (r Remote) Credentials(ctx context.Context, host string) (user, secret string, err error) {
	helper, _ := r.Extra["credentials_helper"].(string)
	if helper == "" {
		return "", "", nil
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, helper, "get") // configured by the user
	cmd.Stdin = strings.NewReader(host)
	var problem bytes.Buffer
	cmd.Stderr = &problem
	out, err := cmd.Output()
	if bytes.Contains(out, []byte("credentials not found")) {
		return "", "", nil
	}
	if err != nil {
		return "", "", fmt.Errorf("credentials helper %s: %w %s", helper, err, strings.TrimSpace(problem.String()))
	}
	var found struct{ Username, Secret string }
	if err := json.Unmarshal(out, &found); err != nil {
		return "", "", fmt.Errorf("credentials helper %s: %w", helper, err)
	}
	return found.Username, found.Secret, nil
}

// RegistryURL returns the registry address to send to a server, including credentials.
func (r Remote) RegistryURL(ctx context.Context) (string, error) {
	u, err := url.Parse(r.URLs()[0])
	if err != nil {
		return "", err
	}
	user, secret, err := r.Credentials(ctx, u.Host)
	if user != "" {
		u.User = url.UserPassword(user, secret)
	}
	return u.String(), err
}
