package backupfile_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openlxc/lxc/internal/backupfile"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/term"
)

func TestOpen(t *testing.T) {
	t.Parallel()
	app := cli.NewApp(&term.Streams{In: strings.NewReader("piped"), Out: io.Discard, Err: io.Discard})
	dir := t.TempDir()
	file := filepath.Join(dir, "b.tar")
	if err := os.WriteFile(file, []byte("a backup"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{file: "a backup", "-": "piped"} {
		src, done, err := backupfile.Open(app, name)
		if err != nil {
			t.Fatal(name, err)
		}
		data, err := io.ReadAll(src)
		if err != nil || string(data) != want {
			t.Errorf("%s: %q, %v", name, data, err)
		}
		if seeker, ok := src.(io.Seeker); name != "-" {
			if !ok {
				t.Fatal("the length of a file cannot be sent")
			}
			if end, err := seeker.Seek(0, io.SeekEnd); err != nil || end != int64(len(want)) {
				t.Error(end, err)
			}
		}
		done()
		if name != "-" {
			if _, err := src.Read(make([]byte, 1)); !errors.Is(err, os.ErrClosed) {
				t.Error("still open:", err)
			}
		}
	}
	if _, _, err := backupfile.Open(app, dir); cli.ExitCode(err) != cli.ExitUsage {
		t.Error("a directory:", err)
	}
	if _, _, err := backupfile.Open(app, filepath.Join(dir, "nosuch")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func TestObjectName(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"web.tar.gz": "web", "/srv/backups/web.tar": "web", "web": "web", "a.b/web.x.y": "web", ".hidden": "", "": "",
	} {
		if got := backupfile.ObjectName(file); got != want {
			t.Errorf("%q: %q", file, got)
		}
	}
}
