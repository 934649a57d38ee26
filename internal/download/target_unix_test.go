//go:build unix

package download_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/openlxc/lxc/internal/download"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestTargets writes to every kind of target, with the name known at the start or only at the end.
func TestTargets(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		setup func(t *testing.T, dir string) // creates dir/f
		same  bool                           // the file is written in place
		mode  fs.FileMode                    // of the target of dir/f, 0 for the mode of a new file
		links []string                       // must stay links
		also  string                         // another hard link to the file
		files int                            // number of files in dir afterwards
	}{
		{name: "missing", setup: func(*testing.T, string) {}, files: 1},
		{name: "regular", setup: func(t *testing.T, dir string) { old(t, dir+"/f", 0o604) }, mode: 0o604, files: 1},
		{name: "hard link", setup: func(t *testing.T, dir string) {
			old(t, dir+"/f", 0o640)
			must(t, os.Link(dir+"/f", dir+"/g"))
		}, same: true, mode: 0o640, also: "g", files: 2},
		{name: "link", setup: func(t *testing.T, dir string) {
			must(t, os.Mkdir(dir+"/d", 0o700))
			old(t, dir+"/d/g", 0o600)
			must(t, os.Symlink("h", dir+"/f"))
			must(t, os.Symlink("d/g", dir+"/h"))
		}, mode: 0o600, links: []string{"f", "h"}, also: "d/g", files: 3},
		{name: "dangling link", setup: func(t *testing.T, dir string) { must(t, os.Symlink(dir+"/g", dir+"/f")) },
			links: []string{"f"}, also: "g", files: 2},
	} {
		for _, late := range []bool{false, true} {
			t.Run(fmt.Sprint(c.name, late), func(t *testing.T) {
				t.Parallel()
				dir := t.TempDir()
				c.setup(t, dir)
				before, _ := os.Stat(dir + "/f")
				keep(t, dir, late)
				if data, err := os.ReadFile(filepath.Join(dir, "f")); string(data) != "new" {
					t.Errorf("%q %v", data, err)
				}
				after, err := os.Stat(dir + "/f")
				must(t, err)
				if before != nil && os.SameFile(before, after) != c.same {
					t.Error("in place:", !c.same)
				}
				mode := c.mode
				if mode == 0 {
					plain, err := os.Create(dir + "/plain")
					must(t, err)
					info, err := plain.Stat()
					must(t, err)
					must(t, plain.Close())
					must(t, os.Remove(dir+"/plain"))
					mode = info.Mode()
				}
				if after.Mode() != mode {
					t.Errorf("mode %v, not %v", after.Mode(), mode)
				}
				for _, link := range c.links {
					if _, err := os.Readlink(filepath.Join(dir, link)); err != nil {
						t.Error(err)
					}
				}
				if c.also != "" {
					if data, err := os.ReadFile(filepath.Join(dir, c.also)); string(data) != "new" {
						t.Errorf("%s: %q %v", c.also, data, err)
					}
				}
				if entries, _ := os.ReadDir(dir); len(entries) != c.files {
					t.Error(entries)
				}
			})
		}
	}
}

func old(t *testing.T, path string, mode fs.FileMode) {
	t.Helper()
	must(t, os.WriteFile(path, []byte("older text"), 0o600))
	must(t, os.Chmod(path, mode))
}

func keep(t *testing.T, dir string, late bool) {
	t.Helper()
	if !late {
		must(t, write(t, dir+"/f", "new").Keep())
		return
	}
	f, err := download.Begin(dir)
	must(t, err)
	_, err = f.WriteString("new")
	must(t, err)
	must(t, f.KeepAs(dir+"/f"))
}

func TestFifo(t *testing.T) {
	t.Parallel()
	for _, late := range []bool{false, true} {
		dir := t.TempDir()
		must(t, syscall.Mkfifo(dir+"/f", 0o600))
		got := make(chan string)
		go func() {
			data, _ := os.ReadFile(dir + "/f")
			got <- string(data)
		}()
		keep(t, dir, late)
		if text := <-got; text != "new" {
			t.Errorf("read %q", text)
		}
		if info, err := os.Lstat(dir + "/f"); err != nil || info.Mode()&fs.ModeNamedPipe == 0 {
			t.Error(info, err)
		}
	}
}

func TestOpenFile(t *testing.T) {
	t.Parallel()
	file, err := os.Create(t.TempDir() + "/f")
	must(t, err)
	defer file.Close()
	name := fmt.Sprintf("/dev/fd/%d", file.Fd())
	_, err = os.Stat(name)
	must(t, err)
	f := write(t, name, "new")
	if !f.InPlace() {
		t.Error("a part file for", name)
	}
	must(t, f.Keep())
	if data, err := os.ReadFile(file.Name()); string(data) != "new" {
		t.Errorf("%q %v", data, err)
	}
}

func TestOwnerAndWishes(t *testing.T) {
	t.Parallel()
	name := t.TempDir() + "/f"
	old(t, name, 0o600)
	uid := os.Getuid()
	if uid == 0 {
		uid = 12
		must(t, os.Chown(name, uid, 12))
	}
	f := write(t, name, "new")
	f.Want(download.Attrs{Mode: 0o751, UID: -1, GID: -1})
	must(t, f.Keep())
	info, err := os.Stat(name)
	must(t, err)
	if info.Mode() != 0o751 || int(info.Sys().(*syscall.Stat_t).Uid) != uid {
		t.Error(info.Mode(), info.Sys())
	}
}

// TestOnlyNew checks that a file that appears during the download is kept, and nothing else remains.
func TestOnlyNew(t *testing.T) {
	t.Parallel()
	for _, late := range []bool{false, true} {
		dir := t.TempDir()
		name := dir + "/f"
		begin := func() (*download.File, func() error) {
			if late {
				f, err := download.Begin(dir)
				must(t, err)
				return f, func() error { return f.KeepAsNew(name) }
			}
			f, err := download.CreateNew(name)
			must(t, err)
			return f, f.Keep
		}
		f, keep := begin()
		old(t, name, 0o600)
		if err := keep(); !errors.Is(err, fs.ErrExist) {
			t.Error(err)
		}
		if _, err := download.CreateNew(name); !errors.Is(err, fs.ErrExist) {
			t.Error(err)
		}
		f.Drop()
		data, err := os.ReadFile(name)
		if entries, _ := os.ReadDir(dir); string(data) != "older text" || len(entries) != 1 {
			t.Errorf("%q %v %v", data, err, entries)
		}
		must(t, os.Remove(name))
		f, keep = begin()
		_, err = f.WriteString("new")
		must(t, errors.Join(err, keep()))
		data, err = os.ReadFile(name)
		if entries, _ := os.ReadDir(dir); string(data) != "new" || len(entries) != 1 {
			t.Errorf("%q %v %v", data, err, entries)
		}
	}
}
