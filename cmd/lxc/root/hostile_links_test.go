package root_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestPulledLinkIsReplaced pulls a link, then what the guest put in its place: the second pull must not follow the first one's
// link, whether that leads to a file, to a directory or nowhere, and also at the end of a chain.
func TestPulledLinkIsReplaced(t *testing.T) {
	t.Parallel()
	for _, sftp := range []bool{false, true} {
		for _, leads := range []string{"file", "dir", "nowhere", "chain"} {
			t.Run(fmt.Sprint(leads, sftp), func(t *testing.T) {
				t.Parallel()
				e := clitest.New(t, root.New, minilxd.Options{SFTP: sftp})
				e.Must("init", "--empty", "c1")
				outside, target := t.TempDir(), t.TempDir()
				if err := os.WriteFile(filepath.Join(outside, "file"), []byte("precious"), 0o600); err != nil {
					t.Fatal(err)
				}
				if err := os.Mkdir(filepath.Join(outside, "dir"), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.Symlink("file", filepath.Join(outside, "chain")); err != nil {
					t.Fatal(err)
				}
				before := tree(t, outside)
				e.Must("file", "create", "-p", "--type=symlink", "c1/root/x", filepath.Join(outside, leads))
				e.Must("file", "pull", "-r", "c1/root/x", target)
				if _, err := os.Readlink(filepath.Join(target, "x")); err != nil {
					t.Fatal(err)
				}
				e.Must("file", "delete", "c1/root/x")
				must(t, e, "evil", "file", "push", "-", "c1/root/x")
				r := e.Run("", "file", "pull", "-r", "c1/root/x", target)
				if data, err := os.ReadFile(filepath.Join(outside, "file")); err != nil || string(data) != "precious" {
					t.Errorf("%q %v", data, err)
				}
				if after := tree(t, outside); strings.Join(after, "\n") != strings.Join(before, "\n") {
					t.Errorf("written outside: %q", after)
				}
				if data, err := os.ReadFile(filepath.Join(target, "x")); r.Code != 0 || err != nil || string(data) != "evil" {
					t.Errorf("%d %s %q %v", r.Code, r.ErrOut, data, err)
				}
				// A directory in place of a link is refused.
				e.Must("file", "create", "--type=symlink", "c1/root/y", filepath.Join(outside, "dir"))
				e.Must("file", "pull", "-r", "c1/root/y", target)
				e.Must("file", "delete", "c1/root/y")
				must(t, e, "evil", "file", "push", "-p", "-", "c1/root/y/inner")
				if r := e.Run("", "file", "pull", "-r", "c1/root/y", target); r.Code == 0 {
					t.Error("a link in place of a directory was followed")
				}
				if after := tree(t, outside); strings.Join(after, "\n") != strings.Join(before, "\n") {
					t.Errorf("written outside: %q", after)
				}
			})
		}
	}
}

// TestLongLinkChain checks that a chain of a thousand links ends in an error, also over SFTP.
func TestLongLinkChain(t *testing.T) {
	t.Parallel()
	asked := 0
	e := clitest.New(t, root.New, minilxd.Options{Middleware: func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			path := r.URL.Query().Get("path")
			if !strings.HasSuffix(r.URL.Path, "/files") || !strings.HasPrefix(path, "/root/l") {
				next.ServeHTTP(w, r)
				return
			}
			asked++
			n := 0
			_, _ = fmt.Sscanf(path, "/root/l%d", &n)
			w.Header().Set("X-LXD-Type", "symlink")
			w.Header().Set("X-LXD-Mode", "0777")
			_, _ = fmt.Fprintf(w, "/root/l%d", n+1)
		})
	}})
	e.Must("init", "--empty", "c1")
	for _, to := range []string{"-", filepath.Join(t.TempDir(), "to")} {
		if r := e.Run("", "file", "pull", "c1/root/l0", to); r.Code == 0 || !strings.Contains(r.ErrOut, "too many symbolic links") {
			t.Errorf("%d %s", r.Code, r.ErrOut)
		}
	}
	if asked > 400 {
		t.Errorf("%d requests for a chain that never ends", asked)
	}
	e = clitest.New(t, root.New, minilxd.Options{SFTP: true})
	e.Must("init", "--empty", "c1")
	e.Must("file", "create", "-p", "--type=symlink", "c1/root/a", "b")
	e.Must("file", "create", "--type=symlink", "c1/root/b", "a")
	if r := e.Run("", "file", "pull", "c1/root/a", "-"); r.Code == 0 || r.ErrOut == "" {
		t.Errorf("a loop over SFTP: %d %s", r.Code, r.ErrOut)
	}
}

// TestPullDropsSetuid checks that no privileged mode bit of a guest's file is set on the local one.
func TestPullDropsSetuid(t *testing.T) {
	t.Parallel()
	for _, sftp := range []bool{false, true} {
		for _, mode := range []string{"4755", "2755", "6711", "7777"} {
			e := clitest.New(t, root.New, minilxd.Options{SFTP: sftp})
			e.Must("init", "--empty", "c1")
			must(t, e, "x", "file", "push", "-p", "--mode", mode, "-", "c1/root/d/f")
			dir := t.TempDir()
			e.Must("file", "pull", "c1/root/d/f", dir+"/one")
			e.Must("file", "pull", "-r", "c1/root/d", dir)
			e.Must("file", "sync", "c1/root/d", dir+"/synced")
			for _, name := range []string{"one", "d/f", "synced/f"} {
				info, err := os.Stat(filepath.Join(dir, name))
				if err != nil || info.Mode()&(os.ModeSetuid|os.ModeSetgid|os.ModeSticky) != 0 {
					t.Errorf("%s of mode %s: %v %v", name, mode, info.Mode(), err)
				}
			}
		}
	}
}
