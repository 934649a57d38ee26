package oci_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/client/oci"
)

func digest(text string) string {
	h := sha256.Sum256([]byte(text))
	return hex.EncodeToString(h[:])
}

// registry serves one image, tools/busy, for two architectures, to authenticated clients.
func registry(t *testing.T) (url, fingerprint string) {
	t.Helper()
	manifest := `{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:` + digest("{}") + `","size":2},"layers":[]}`
	const manifestType, indexType = "application/vnd.oci.image.manifest.v1+json", "application/vnd.oci.image.index.v1+json"
	index := fmt.Sprintf(`{"schemaVersion":2,"mediaType":%q,"manifests":[
		{"mediaType":%q,"digest":"sha256:%s","size":3,"platform":{"os":"linux","architecture":"none"}},
		{"mediaType":%q,"digest":"sha256:%s","size":%d,"platform":{"os":"linux","architecture":%q}}]}`,
		indexType, manifestType, digest("abc"), manifestType, digest(manifest), len(manifest), runtime.GOARCH)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if user, secret, ok := r.BasicAuth(); !ok || user != "ada" || secret != "pw" {
			w.Header().Set("WWW-Authenticate", `Basic realm="r"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		text, kind := index, indexType
		switch strings.TrimPrefix(r.URL.Path, "/v2/tools/busy/manifests/") {
		case "latest", "1.0", "sha256:" + digest(index):
		case "sha256:" + digest(manifest):
			text, kind = manifest, manifestType
		default:
			w.WriteHeader(http.StatusNotFound)
			return
		}
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Docker-Content-Digest", "sha256:"+digest(text))
		w.Header().Set("Content-Length", fmt.Sprint(len(text)))
		if r.Method == http.MethodGet {
			_, _ = w.Write([]byte(text))
		}
	}))
	t.Cleanup(s.Close)
	return s.URL, digest(manifest)
}

func TestRegistry(t *testing.T) {
	t.Parallel()
	address, fingerprint := registry(t)
	var asked string
	srv, err := oci.Connect(t.Context(), address, nil, func(_ context.Context, host string) (string, string, error) {
		asked = host
		return "ada", "pw", nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"tools/busy", "tools/busy:1.0"} {
		alias, _, err := srv.GetImageAlias(name)
		if err != nil || alias.Target != fingerprint {
			t.Fatalf("%s: %+v %v", name, alias, err)
		}
	}
	if "http://"+asked != address {
		t.Errorf("credentials of %q", asked)
	}
	image, _, err := srv.GetImage(fingerprint)
	if err != nil || image.Type != "container" || !image.Public || image.Properties["type"] != "oci" {
		t.Errorf("%+v %v", image, err)
	}
	if _, _, err := srv.GetImageAlias("tools/busy:none"); !errors.Is(err, api.ErrNotFound) {
		t.Errorf("no such tag: %v", err)
	}
	if _, _, err := srv.GetImageAlias("UPPER case"); !errors.Is(err, api.ErrBadRequest) {
		t.Errorf("no such name: %v", err)
	}
	if _, err := srv.GetImages(); !errors.Is(err, oci.ErrNoList) {
		t.Errorf("list: %v", err)
	}
	stranger, err := oci.Connect(t.Context(), address, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := stranger.GetImageAlias("tools/busy"); err == nil {
		t.Error("a stranger got in")
	}
	if _, err := oci.Connect(t.Context(), "registry", nil, nil); err == nil {
		t.Error("an address without a scheme")
	}
}

// TestTokens checks token authentication: most registries send their clients to another server for a token.
func TestTokens(t *testing.T) {
	t.Parallel()
	var s *httptest.Server
	s = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, _, _ := r.BasicAuth()
		switch {
		case r.URL.Path == "/token" && r.URL.Query().Get("scope") == "repository:library/a:pull,push" && r.URL.Query().Get("service") == "reg" && user == "ada":
			_, _ = w.Write([]byte(`{"access_token":"good"}`))
		case r.Header.Get("Authorization") == "Bearer good":
			_, _ = w.Write([]byte(`{"schemaVersion":2}`))
		default:
			w.Header().Set("WWW-Authenticate", `Bearer realm="`+s.URL+`/token",service="reg",scope="repository:library/a:pull,push"`)
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = w.Write([]byte(`{"errors":[{"code":"UNAUTHORIZED","message":"who are you?"}]}`))
		}
	}))
	t.Cleanup(s.Close)
	login := func(user string) oci.Credentials {
		return func(context.Context, string) (string, string, error) { return user, "pw", nil }
	}
	srv, err := oci.Connect(t.Context(), s.URL, nil, login("ada"))
	if err != nil {
		t.Fatal(err)
	}
	if alias, _, err := srv.GetImageAlias("library/a"); err != nil || alias.Target != digest(`{"schemaVersion":2}`) {
		t.Errorf("%+v %v", alias, err)
	}
	stranger, err := oci.Connect(t.Context(), s.URL, nil, login("eve"))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := stranger.GetImageAlias("library/a"); !errors.Is(err, api.ErrUnauthorized) {
		t.Errorf("eve: %v", err)
	}
}
