package root_test

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestDirectBackup exports from a server that streams backups: with one request, and no file after an error.
func TestDirectBackup(t *testing.T) {
	t.Parallel()
	var sent []string
	refuse := false
	env := clitest.New(t, root.New, minilxd.Options{Family: "incus", Extra: []string{"direct_backup", "container_backup", "custom_volume_backup"}, Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !strings.Contains(r.URL.Path, "/backups") {
				next.ServeHTTP(w, r)
				return
			}
			body, _ := io.ReadAll(r.Body)
			sent = append(sent, r.Method+" "+r.URL.Path+" "+r.Header.Get("Accept")+" "+string(body))
			if refuse {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(http.StatusInternalServerError)
				_, _ = io.WriteString(w, `{"type":"error","error":"no space left","error_code":500}`)
				return
			}
			w.Header().Set("Content-Type", "application/octet-stream")
			_, _ = io.WriteString(w, "archive")
		})
	}})
	must(t, env, "", "init", "--empty", "c1")
	must(t, env, "", "storage", "volume", "create", "default", "v1")
	file := filepath.Join(t.TempDir(), "b.tgz")
	for _, c := range []struct{ line, path, part string }{
		{"export c1 FILE --instance-only", "/1.0/instances/c1/backups", `"instance_only":true`},
		{"storage volume export default v1 FILE", "/1.0/storage-pools/default/volumes/custom/v1/backups", `"expires_at"`},
	} {
		sent = nil
		must(t, env, "", strings.Fields(strings.ReplaceAll(c.line, "FILE", file))...)
		text, err := os.ReadFile(file)
		if err != nil || string(text) != "archive" || len(sent) != 1 || !strings.HasPrefix(sent[0], "POST "+c.path+" application/octet-stream ") || !strings.Contains(sent[0], c.part) {
			t.Errorf("%s: the file holds %q (%v), sent %q", c.line, text, err, sent)
		}
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
	if out := must(t, env, "", "export", "c1", "-"); out != "archive" {
		t.Errorf("standard output holds %q", out)
	}
	sent = nil
	if r := env.Run("", "export", "c1", file, "--export-version", "1"); r.Code != 6 || len(sent) != 0 {
		t.Errorf("a layout that Incus does not know: %d, sent %q", r.Code, sent)
	}
	refuse = true
	r := env.Run("", "export", "c1", file)
	if _, err := os.Stat(file); r.Code != 1 || !strings.Contains(r.ErrOut, "no space left") || !os.IsNotExist(err) {
		t.Errorf("a refusal: %d %s; %v", r.Code, r.ErrOut, err)
	}
}
