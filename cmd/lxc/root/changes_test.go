package root_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestChangesOfNewerServers compares the write requests of command lines with those of the stock clients of LXD 6.9 and
// Incus 7.3. They have no effect: a PUT of a missing profile gets 404.
func TestChangesOfNewerServers(t *testing.T) {
	t.Parallel()
	backup := filepath.Join(t.TempDir(), "nightly.tar.gz")
	if err := os.WriteFile(backup, []byte("backup"), 0o600); err != nil {
		t.Fatal(err)
	}
	extra := recordedExtensions(t)
	for _, c := range []struct {
		line string
		want []string
	}{
		{"publish v1", []string{`POST /1.0/images "" "properties":null`}},
		{"publish v1 os=Other", []string{`POST /1.0/images "" "properties":{"os":"Other"}`}},
		{"profile copy default p2 --refresh", []string{`PUT /1.0/profiles/p2 "" `}},
		{"profile copy default missing --refresh", []string{`PUT /1.0/profiles/missing "" `, `POST /1.0/profiles "" "name":"missing"`}},
		{"profile copy default p3", []string{`POST /1.0/profiles "" "name":"p3"`}},
		{"delete v1/s1", []string{`DELETE /1.0/instances/v1/snapshots/s1 "" `}},
		{"delete v1/s1 --disk-volumes all-exclusive", []string{`DELETE /1.0/instances/v1/snapshots/s1?disk-volumes=all-exclusive "" `}},
		{"storage volume import default " + backup, []string{`POST /1.0/storage-pools/default/volumes/custom "" backup`}},
		{"storage volume import default " + backup + " v2", []string{`POST /1.0/storage-pools/default/volumes/custom "v2" backup`}},
	} {
		t.Run(strings.ReplaceAll(c.line, " ", "_"), func(t *testing.T) {
			t.Parallel()
			var mu sync.Mutex
			var sent []string
			keep := func(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if r.Method == http.MethodGet && r.URL.Path == "/1.0/instances/v1" {
						w.Header().Set("Content-Type", "application/json")
						_, _ = io.WriteString(w, `{"type":"sync","status":"Success","status_code":200,"metadata":{"name":"v1","status":"Stopped","status_code":102}}`)
						return
					}
					if r.Method == http.MethodGet {
						next.ServeHTTP(w, r)
						return
					}
					body, _ := io.ReadAll(r.Body)
					mu.Lock()
					sent = append(sent, fmt.Sprintf("%s %s %q %s", r.Method, r.URL.RequestURI(), r.Header.Get("X-LXD-Name"), body))
					mu.Unlock()
					w.Header().Set("Content-Type", "application/json")
					if strings.HasSuffix(r.URL.Path, "/missing") {
						w.WriteHeader(http.StatusNotFound)
						_, _ = io.WriteString(w, `{"type":"error","error":"Profile not found","error_code":404}`)
						return
					}
					_, _ = io.WriteString(w, `{"type":"sync","status":"Success","status_code":200,"metadata":{}}`)
				})
			}
			env := clitest.New(t, root.New, minilxd.Options{Extra: extra, Middleware: keep})
			env.Run("", strings.Fields(c.line)...)
			mu.Lock()
			defer mu.Unlock()
			if !slices.EqualFunc(sent, c.want, matches) {
				t.Errorf("sent %q, want %q", sent, c.want)
			}
		})
	}
}

// matches reports whether a request is the wanted one, by its first three words and a text in its body.
func matches(sent, want string) bool {
	words := strings.SplitN(want, " ", 4)
	return strings.HasPrefix(sent, strings.Join(words[:3], " ")+" ") && strings.Contains(sent, words[3])
}
