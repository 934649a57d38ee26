package file

import (
	"archive/tar"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/term"
)

// archive returns a tar archive with the given headers. The content of a file is its name.
func archive(t *testing.T, headers ...tar.Header) io.Reader {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range headers {
		if h.Mode == 0 {
			h.Mode = 0o644
		}
		if h.Typeflag == 0 {
			h.Typeflag = tar.TypeReg
			h.Size = int64(len(h.Name))
		}
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg {
			_, _ = io.WriteString(w, h.Name)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return &b
}

// unpackInto unpacks into target/tree and returns the error.
func unpackInto(t *testing.T, target string, r io.Reader) error {
	t.Helper()
	root, err := os.OpenRoot(target)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	o := &pullOptions{meter: newMeter(nil), owner: ownerFlags{uid: -1, gid: -1, bits: -1}}
	defer o.meter.stop()
	p := &puller{o: o, app: cli.NewApp(&term.Streams{Out: io.Discard, Err: io.Discard}), root: root, w: newWorkers(context.WithoutCancel(t.Context()))}
	fresh, err := p.makeDirectory(entry{mode: os.ModeDir | 0o755}, "tree")
	if err != nil {
		t.Fatal(err)
	}
	u := &unpacker{puller: p, to: "tree", fresh: map[string]bool{".": fresh}, seen: map[string]bool{}}
	err = u.run(r)
	if err == nil {
		err = p.finish()
	}
	return err
}

func dir(name string) tar.Header { return tar.Header{Name: name, Typeflag: tar.TypeDir, Mode: 0o755} }

func link(name, target string) tar.Header {
	return tar.Header{Name: name, Typeflag: tar.TypeSymlink, Linkname: target}
}

// TestHostileArchives checks that no archive can write outside the target or through a link.
func TestHostileArchives(t *testing.T) {
	t.Parallel()
	for name, headers := range map[string][]tar.Header{
		"up":                 {{Name: "../outside"}},
		"far up":             {dir("a"), {Name: "a/../../outside"}},
		"absolute":           {{Name: "/etc/outside"}},
		"no directory":       {{Name: "a/b"}},
		"twice":              {{Name: "x"}, {Name: "x"}},
		"link, then file":    {link("x", "../outside"), {Name: "x"}},
		"link as directory":  {link("d", ".."), {Name: "d/outside"}},
		"link, then dir":     {link("d", ".."), dir("d"), {Name: "d/outside"}},
		"hard link up":       {{Name: "h", Typeflag: tar.TypeLink, Linkname: "../secret"}},
		"hard link to old":   {{Name: "h", Typeflag: tar.TypeLink, Linkname: "old"}},
		"hard link to link":  {link("l", "../secret"), {Name: "h", Typeflag: tar.TypeLink, Linkname: "l"}},
		"old link in place":  {dir("oldlink"), {Name: "oldlink/outside"}},
		"name with NUL":      {{Name: "a\x01b"}},
		"backslash":          {{Name: `a\b`}},
		"dots":               {{Name: "a/./../.."}},
		"through an old dir": {dir("olddir"), dir("olddir/l"), {Name: "olddir/l/outside"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			base := t.TempDir()
			target := filepath.Join(base, "target")
			for _, d := range []string{"target/tree/olddir", "elsewhere"} {
				if err := os.MkdirAll(filepath.Join(base, d), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			for file, text := range map[string]string{"target/secret": "secret", "target/tree/old": "old"} {
				if err := os.WriteFile(filepath.Join(base, file), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			for from, to := range map[string]string{"target/tree/oldlink": "../../elsewhere", "target/tree/olddir/l": "../../../elsewhere"} {
				if err := os.Symlink(to, filepath.Join(base, from)); err != nil {
					t.Fatal(err)
				}
			}
			if err := unpackInto(t, target, archive(t, headers...)); err == nil {
				t.Error("it was unpacked")
			}
			for _, place := range []string{"", "target", "elsewhere"} {
				entries, err := os.ReadDir(filepath.Join(base, place))
				if err != nil {
					t.Fatal(err)
				}
				for _, e := range entries {
					if strings.Contains(e.Name(), "outside") {
						t.Errorf("%s was written in %q", e.Name(), place)
					}
				}
			}
			if text, err := os.ReadFile(filepath.Join(target, "tree", "h")); err == nil {
				t.Errorf("the hard link holds %q", text)
			}
		})
	}
}

// TestUnpack unpacks files, directories, links, hard links and modes, also over an existing tree.
func TestUnpack(t *testing.T) {
	t.Parallel()
	target := t.TempDir()
	long := strings.Repeat("n", 150)
	for range 2 { // the second time over the existing tree
		err := unpackInto(t, target, archive(t, dir("./"), dir("./sub/"), tar.Header{Name: "./sub/script", Mode: 0o4755}, dir("./ro"),
			tar.Header{Name: "./ro/f", Mode: 0o400}, link("./l", "sub/script"), tar.Header{Name: "./h", Typeflag: tar.TypeLink, Linkname: "./sub/script"},
			tar.Header{Name: "./" + long}, tar.Header{Name: "./with space"}, tar.Header{Name: "pipe", Typeflag: tar.TypeFifo}))
		if err != nil {
			t.Fatal(err)
		}
	}
	at := func(name string) string { return filepath.Join(target, "tree", name) }
	for name, mode := range map[string]os.FileMode{"sub/script": 0o755, "ro/f": 0o400, long: 0o644, "h": 0o755} {
		info, err := os.Lstat(at(name))
		if err != nil || info.Mode() != mode {
			t.Errorf("%s: %v %v", name, info, err)
		}
	}
	if to, err := os.Readlink(at("l")); err != nil || to != "sub/script" {
		t.Errorf("%q %v", to, err)
	}
	if text, err := os.ReadFile(at("h")); err != nil || string(text) != "./sub/script" {
		t.Errorf("%q %v", text, err)
	}
	left, _ := filepath.Glob(at(".*.part"))
	if len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}
