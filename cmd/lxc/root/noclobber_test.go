package root_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestNoClobber checks that with --no-clobber an existing file is kept and no request is sent; otherwise, with --force, and
// if there is no such file, the file is written.
func TestNoClobber(t *testing.T) {
	t.Parallel()
	var requests atomic.Int64
	env := clitest.New(t, root.New, minilxd.Options{Family: "incus", SFTP: true, Extra: []string{"storage_bucket_backup"},
		Middleware: func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				requests.Add(1)
				next.ServeHTTP(w, r)
			})
		}})
	for _, line := range []string{
		"init --empty c1", "storage volume create default v", "storage bucket create default photos",
		"image import " + clitest.Image(t, nil) + " --alias img", "file create --type directory c1/t", "file create c1/f", "file create c1/t/x",
	} {
		must(t, env, "", strings.Fields(line)...)
	}
	for _, c := range []struct {
		command, existing string
		refused           bool // always rejected: this server does not support such backups
	}{
		{"export c1 DIR/c1.backup", "c1.backup", true},
		{"storage volume export default v DIR/v.backup", "v.backup", true},
		{"storage bucket export default photos DIR/photos.backup", "photos.backup", false},
		{"image export img DIR/img", "img.tar.gz", false},
		{"file pull c1/f DIR/f", "f", false},
		{"file pull c1/f DIR", "f", false},
		{"file pull c1/f c1/t/x DIR/", "f", false},
	} {
		dir := t.TempDir()
		file := filepath.Join(dir, c.existing)
		words := strings.Fields(strings.ReplaceAll(c.command, "DIR", dir))
		if !c.refused {
			must(t, env, "", append(words, "--no-clobber")...)
		}
		if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
			t.Fatal(err)
		}
		before := requests.Load()
		r := env.Run("", append(words, "--no-clobber")...)
		if r.Code != 5 || r.ErrOut != "Error: "+file+" already exists (not replaced because of --no-clobber)\n" {
			t.Errorf("%s: %d %s", c.command, r.Code, r.ErrOut)
		}
		if text, err := os.ReadFile(file); string(text) != "old" {
			t.Errorf("%s: %q %v", c.command, text, err)
		}
		if after := requests.Load(); after != before {
			t.Errorf("%s: %d requests before the refusal", c.command, after-before)
		}
		if c.refused {
			continue
		}
		if words[0] != "file" {
			words = append(words, "--force")
		}
		must(t, env, "", words...)
		if text, err := os.ReadFile(file); string(text) == "old" {
			t.Errorf("%s did not replace the file: %v", c.command, err)
		}
	}
}

// TestNoClobberOfTargetsThatAreNoFiles checks that trees are not merged, and that dangling links count as existing but
// standard output does not.
func TestNoClobberOfTargetsThatAreNoFiles(t *testing.T) {
	t.Parallel()
	env, dir := clitest.New(t, root.New, minilxd.Options{SFTP: true}), t.TempDir()
	for _, line := range []string{"init --empty c1", "file create --type directory c1/t", "file create c1/t/x", "file create c1/f"} {
		must(t, env, "", strings.Fields(line)...)
	}
	if err := os.Symlink("nowhere", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		line string
		code int
	}{
		{"file pull -r --no-clobber c1/t DIR", 0},
		{"file pull -r --no-clobber c1/t DIR", 5},
		{"file pull --no-clobber c1/f c1/t/x c1/f DIR", 5},
		{"file pull --no-clobber c1/f DIR/link", 5},
		{"file pull --no-clobber c1/f -", 0},
	} {
		if r := env.Run("", strings.Fields(strings.ReplaceAll(c.line, "DIR", dir))...); r.Code != c.code {
			t.Errorf("%s: %d %s", c.line, r.Code, r.ErrOut)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "nowhere")); err == nil {
		t.Error("a link that leads nowhere was followed")
	}
}
