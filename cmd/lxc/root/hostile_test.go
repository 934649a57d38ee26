package root_test

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// tree returns all files below a directory.
func tree(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		out = append(out, strings.TrimPrefix(path, dir))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestPullFromAHostileServer checks that file names from a server cannot escape the target.
func TestPullFromAHostileServer(t *testing.T) {
	t.Parallel()
	names := []string{"..", ".", "/abs", "a/../../b", `..\evil`, "C:", "nul\x00", "good", "good", ""}
	e := clitest.New(t, root.New, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !strings.HasSuffix(r.URL.Path, "/files") {
				next.ServeHTTP(w, r)
				return
			}
			h := w.Header()
			h.Set("X-LXD-Mode", "0755")
			if strings.HasSuffix(r.URL.Query().Get("path"), "/d") {
				h.Set("X-LXD-Type", "directory")
				h.Set("Content-Type", "application/json")
				_ = json.NewEncoder(w).Encode(map[string]any{"type": "sync", "metadata": names})
				return
			}
			h.Set("X-LXD-Type", "file")
			_, _ = w.Write([]byte("content"))
		})
	}})
	e.Must("init", "--empty", "c1")
	outside := t.TempDir()
	target := filepath.Join(outside, "target")
	if err := os.Mkdir(target, 0o700); err != nil {
		t.Fatal(err)
	}
	r := e.Run("", "file", "pull", "-r", "c1/root/d", target)
	if r.Code == 0 {
		t.Error("a hostile server was not noticed")
	}
	want := []string{"", "/target", "/target/d", "/target/d/good"}
	got := tree(t, outside)
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("written: %q", got)
	}
}

// TestTwoStepLinkPull replaces a directory with a link between two pulls: the second must not write through it.
func TestTwoStepLinkPull(t *testing.T) {
	t.Parallel()
	e := clitest.New(t, root.New, minilxd.Options{})
	e.Must("init", "--empty", "c1")
	outside, target := t.TempDir(), filepath.Join(t.TempDir(), "target")
	e.Must("file", "create", "-p", "--type=symlink", "c1/root/t/x", outside)
	e.Must("file", "pull", "-r", "c1/root/t", target)
	e.Must("file", "delete", "c1/root/t/x")
	e.Must("file", "create", "-p", "c1/root/t/x/evil")
	r := e.Run("", "file", "pull", "-r", "c1/root/t", target)
	if r.Code == 0 {
		t.Error("a link in the way was not noticed")
	}
	if entries, err := os.ReadDir(outside); err != nil || len(entries) != 0 {
		t.Error("written through a link:", entries, err)
	}
}

// TestLinkLoop checks that a loop of links ends.
func TestLinkLoop(t *testing.T) {
	t.Parallel()
	e := clitest.New(t, root.New, minilxd.Options{})
	e.Must("init", "--empty", "c1")
	e.Must("file", "create", "-p", "--type=symlink", "c1/root/a", "b")
	e.Must("file", "create", "--type=symlink", "c1/root/b", "a")
	if r := e.Run("", "file", "pull", "c1/root/a", "-"); r.Code == 0 || !strings.Contains(r.ErrOut, "links") {
		t.Error(r)
	}
}

// TestExportIgnoresHostileNames checks that file names from a server cannot escape the directory.
func TestExportIgnoresHostileNames(t *testing.T) {
	t.Parallel()
	name := ""
	e := clitest.New(t, root.New, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/export") {
				w = &renaming{ResponseWriter: w, name: name}
			}
			next.ServeHTTP(w, r)
		})
	}})
	e.Must("image", "import", clitest.Image(t, nil), "--alias", "img")
	for _, name = range []string{"../evil", "/etc/evil", `..\evil`, "", ".", strings.Repeat("x", 300), "noext"} {
		base := t.TempDir()
		dir := filepath.Join(base, "in")
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		e.Must("image", "export", "img", dir)
		if got := tree(t, base); len(got) != 3 || filepath.Dir(got[2]) != "/in" {
			t.Errorf("%q: written: %q", name, got)
		}
		e.Must("image", "export", "img", filepath.Join(base, "as"))
	}
}

// renaming replaces the file name that a server sends.
type renaming struct {
	http.ResponseWriter
	name string
}

func (r *renaming) WriteHeader(code int) {
	r.Header().Set("Content-Disposition", "inline;filename="+r.name)
	r.ResponseWriter.WriteHeader(code)
}

// TestDeleteTouchesOnlyWhatIsNamed checks the write requests of commands with a name.
func TestDeleteTouchesOnlyWhatIsNamed(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var writes []string
	e := clitest.New(t, root.New, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodGet && strings.HasPrefix(r.URL.Path, "/1.0/instances") {
				mu.Lock()
				writes = append(writes, r.Method+" "+r.URL.Path)
				mu.Unlock()
			}
			next.ServeHTTP(w, r)
		})
	}})
	e.Must("init", "--empty", "a")
	e.Must("init", "--empty", "b")
	e.Must("start", "a", "b")
	mu.Lock()
	writes = nil
	mu.Unlock()
	e.Must("delete", "--force", "a")
	mu.Lock()
	defer mu.Unlock()
	for _, w := range writes {
		if !strings.HasPrefix(strings.SplitN(w, " ", 2)[1]+"/", "/1.0/instances/a/") {
			t.Errorf("deleting a sent %s", w)
		}
	}
	if got := e.Must("list", "-c", "ns", "-f", "csv"); got != "b,RUNNING\n" {
		t.Error(got)
	}
}
