//go:build unix

package file_test

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestPushSourcesAsCp pushes trees by all ways to name them, and compares with what cp makes of the same names. As with the stock
// clients, a target that does not exist becomes a directory first, and a name that ends in . or .. within a path is made short
// before: a/. is a, and a/sub/.. is a.
func TestPushSourcesAsCp(t *testing.T) { //nolint:paralleltest // it changes the directory
	here := filepath.Join(t.TempDir(), "top", "mid", "here")
	for _, name := range []string{"../../t", "../m", "own", "a/f", "a/sub/g"} {
		name = filepath.Join(here, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(here)
	sources := []string{
		".", "./", "..", "../", "../..", "../../", "a/..", "a/../", "a", "a/", "./a", "./a/", "./a/../a", "a/sub/../..",
		"../here", "../here/", here, here + "/", "a/f", "./a/f", "a/../own", "a own", "./a/ a/../own", ". a/f", "a/sub ../m",
	}
	asCp := map[string]string{
		"a/.": "a", "a/./": "a", "a/sub/..": "a", here + "/.": here, here + "/..": filepath.Dir(here),
	}
	for _, words := range sources {
		asCp[words] = words
	}
	for _, sftp := range []bool{false, true} {
		dir := t.TempDir()
		env := clitest.New(t, root.New, minilxd.Options{SFTP: sftp, Dir: dir})
		env.Must("init", "--empty", "c1")
		rootfs := filepath.Join(dir, "instances", "default_c1", "rootfs")
		n := 0
		for words, forCp := range asCp {
			n++
			t.Run(fmt.Sprintf("%s, SFTP %v", words, sftp), func(t *testing.T) {
				want := t.TempDir()
				if out, err := exec.CommandContext(t.Context(), "cp", append(append([]string{"-r"}, strings.Fields(forCp)...), want)...).CombinedOutput(); err != nil {
					t.Fatalf("cp: %v %s", err, out)
				}
				for what, target := range map[string]string{
					"directory": "old%d", "directory with a slash": "slash%d/", "two slashes": "/two%d//", "new parents": "p%d/q/", "dots": "./dot%d/../dot%d/.",
				} {
					if !sftp && what != "directory" {
						continue
					}
					target = strings.ReplaceAll(target, "%d", fmt.Sprint(n))
					if !strings.HasPrefix(what, "new") {
						if err := os.MkdirAll(filepath.Join(rootfs, filepath.Clean("/"+target)), 0o755); err != nil {
							t.Fatal(err)
						}
					}
					line := append(append([]string{"file", "push", "-r", "-p"}, strings.Fields(words)...), "c1/"+target)
					if r := env.Run("", line...); r.Code != 0 {
						t.Errorf("%s: exit code %d: %s", what, r.Code, r.ErrOut)
						continue
					}
					if got, want := listed(t, filepath.Join(rootfs, target)), listed(t, want); got != want {
						t.Errorf("%s:\n%s\nas cp:\n%s", what, got, want)
					}
				}
			})
		}
	}
}

// listed is a directory with the contents of its files.
func listed(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			fmt.Fprintln(&all, name+"/")
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		fmt.Fprintln(&all, name, string(data))
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return all.String()
}
