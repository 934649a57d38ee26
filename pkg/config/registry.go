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

// registryClient asks registries; a silent one is given up.
var registryClient = &http.Client{Timeout: time.Minute}

// Credentials returns the name and the secret for a registry host, from the program that credentials_helper of the remote
// names: it is called as docker calls its helpers, with "get" and the host on standard input. Without a helper, and for a
// host that it does not know, they are empty.
func (r Remote) Credentials(ctx context.Context, host string) (user, secret string, err error) {
	helper, _ := r.Extra["credentials_helper"].(string)
	if helper == "" {
		return "", "", nil
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, helper, "get") // named by the user
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

// RegistryURL is the address of a registry as a server must be told it, with the credentials in it.
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
