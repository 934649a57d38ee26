package oci

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"runtime"
	"strings"

	"github.com/openlxc/lxc/pkg/api"
)

// maxManifest is the size in bytes that the distribution specification asks registries to accept at least.
const maxManifest = 4 << 20

// accepted lists the media types that describe an image: multi-architecture indexes, and manifests.
var accepted = strings.Join([]string{
	"application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json",
	"application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json",
}, ", ")

// split parses "[path/]name[:tag]" or "name@digest"; the default tag is latest.
func (s *Server) split(name string) (path, tag string, err error) {
	path, tag = name, "latest"
	if before, digest, found := strings.Cut(name, "@"); found {
		path, tag = before, digest
	} else if i := strings.LastIndexByte(name, ':'); i > strings.LastIndexByte(name, '/') {
		path, tag = name[:i], name[i+1:]
	}
	const allowed = "abcdefghijklmnopqrstuvwxyz0123456789._-/"
	if strings.Trim(path, allowed) != "" || path == "" || tag == "" || strings.Contains(path, "..") || strings.ContainsAny(tag, "/? #%") {
		return "", "", &api.StatusError{Code: http.StatusBadRequest, Message: fmt.Sprintf("%q is no name of an image in a registry", name)}
	}
	if s.base.Host == "docker.io" && !strings.Contains(path, "/") {
		path = "library/" + path
	}
	return path, tag, nil
}

// manifest returns the digest of the manifest for this machine's architecture.
func (s *Server) manifest(path, tag string) (string, error) {
	host := s.base.Host
	if host == "docker.io" {
		host = "registry-1.docker.io"
	}
	address := fmt.Sprintf("%s://%s/v2/%s/manifests/%s", s.base.Scheme, host, path, tag)
	resp, err := s.get(address, true)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxManifest))
	if err != nil {
		return "", err
	}
	if resp.StatusCode != http.StatusOK {
		return "", &api.StatusError{Code: resp.StatusCode, Message: refusal(resp, data)}
	}
	var index struct {
		Manifests []struct {
			Digest   string `json:"digest"`
			Platform struct {
				Architecture string `json:"architecture"`
				OS           string `json:"os"`
			} `json:"platform"`
		} `json:"manifests"`
	}
	if err := json.Unmarshal(data, &index); err != nil {
		return "", fmt.Errorf("the registry sent no manifest: %w", err)
	}
	for _, m := range index.Manifests {
		if m.Platform.OS == "linux" && m.Platform.Architecture == runtime.GOARCH {
			return m.Digest, nil
		}
	}
	if len(index.Manifests) > 0 {
		return "", &api.StatusError{Code: http.StatusNotFound, Message: fmt.Sprintf("the image %s:%s is not made for %s", path, tag, runtime.GOARCH)}
	}
	own := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(own[:]), nil
}

// refusal returns the error message of a registry.
func refusal(resp *http.Response, data []byte) string {
	var body struct {
		Errors []struct {
			Message string `json:"message"`
		} `json:"errors"`
	}
	if json.Unmarshal(data, &body) == nil && len(body.Errors) > 0 && body.Errors[0].Message != "" {
		return body.Errors[0].Message
	}
	return "the registry answers " + resp.Status
}

// get sends a request, and repeats it with credentials if the registry asks for them.
func (s *Server) get(address string, again bool) (*http.Response, error) {
	req, err := http.NewRequestWithContext(s.ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", accepted)
	s.mu.Lock()
	if s.token != "" {
		req.Header.Set("Authorization", s.kind+" "+s.token)
	}
	s.mu.Unlock()
	resp, err := s.http.Do(req)
	if err != nil || resp.StatusCode != http.StatusUnauthorized || !again {
		return resp, err
	}
	_ = resp.Body.Close()
	if err := s.answer(resp.Header.Get("WWW-Authenticate")); err != nil {
		return nil, err
	}
	return s.get(address, false)
}

// answer obtains credentials for a challenge: a password, or a token from the server that the challenge names (token
// authentication specification of the distribution project).
func (s *Server) answer(challenge string) error {
	kind, rest, _ := strings.Cut(challenge, " ")
	var user, secret string
	if s.login != nil {
		var err error
		if user, secret, err = s.login(s.ctx, s.base.Host); err != nil {
			return err
		}
	}
	basic := base64.StdEncoding.EncodeToString([]byte(user + ":" + secret))
	if strings.EqualFold(kind, "Basic") {
		if user == "" {
			return &api.StatusError{Code: http.StatusUnauthorized, Message: "the registry wants a login: name a credentials helper for the remote"}
		}
		s.keep("Basic", basic)
		return nil
	}
	values := parameters(rest)
	realm, err := url.Parse(values["realm"])
	if !strings.EqualFold(kind, "Bearer") || err != nil || realm.Host == "" || realm.Scheme != "https" && realm.Scheme != s.base.Scheme {
		return fmt.Errorf("the registry wants an authentication that is not known here: %q", challenge)
	}
	query := realm.Query()
	for _, name := range []string{"service", "scope"} {
		if values[name] != "" {
			query.Set(name, values[name])
		}
	}
	realm.RawQuery = query.Encode()
	return s.fetchToken(realm.String(), user, basic)
}

func (s *Server) fetchToken(address, user, basic string) error {
	req, err := http.NewRequestWithContext(s.ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	if user != "" {
		req.Header.Set("Authorization", "Basic "+basic)
	}
	resp, err := s.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var body struct {
		Token       string `json:"token"`
		AccessToken string `json:"access_token"`
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, maxManifest)).Decode(&body); err != nil || resp.StatusCode != http.StatusOK {
		return errors.Join(&api.StatusError{Code: resp.StatusCode, Message: "the registry gives no token: " + resp.Status}, err)
	}
	if body.Token == "" {
		body.Token = body.AccessToken
	}
	s.keep("Bearer", body.Token)
	return nil
}

func (s *Server) keep(kind, token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kind, s.token = kind, token
}

// parameters parses name="value" pairs separated by commas.
func parameters(text string) map[string]string {
	values := map[string]string{}
	for text != "" {
		name, rest, found := strings.Cut(text, "=")
		if !found {
			break
		}
		value := ""
		if strings.HasPrefix(rest, `"`) {
			value, rest, _ = strings.Cut(rest[1:], `"`)
			_, rest, _ = strings.Cut(rest, ",")
		} else {
			value, rest, _ = strings.Cut(rest, ",")
		}
		values[strings.ToLower(strings.TrimSpace(name))] = value
		text = rest
	}
	return values
}
