package download_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/openlxc/lxc/internal/download"
)

// TestEnding detects compression by the first bytes.
func TestEnding(t *testing.T) {
	t.Parallel()
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	if _, err := io.WriteString(w, "x"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	all := download.Endings()
	for head, want := range map[string]string{
		zipped.String(): ".tar.gz", "\xfd7zXZ\x00\x00\x04": ".tar.xz", "\x28\xb5\x2f\xfd\x24": ".tar.zst", "BZh91AY": ".tar.bz2",
		"hsqs\x01": ".squashfs", "\x04\x22\x4d\x18d": ".tar.lz4", "\x5d\x00\x00\x80": ".tar.lzma",
		"backup/": ".tar", "": ".tar", "\x1f": ".tar", "BZ": ".tar",
	} {
		if got := download.Ending([]byte(head)); got != want || !slices.Contains(all, want) {
			t.Errorf("%q: %q, want %q", head, got, want)
		}
	}
	if len(all) != 8 {
		t.Errorf("%q", all)
	}
}

// TestLarge checks that writeback of a large file starts early, however it is written, and that it is complete.
func TestLarge(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("0123456789abcdef", 1<<20) // 16 MiB
	for name, write := range map[string]func(f *download.File) error{
		"Write": func(f *download.File) error {
			for rest := text; rest != ""; rest = rest[1<<20:] {
				if _, err := f.Write([]byte(rest[:1<<20])); err != nil {
					return err
				}
			}
			return nil
		},
		"ReadFrom": func(f *download.File) error {
			n, err := f.ReadFrom(strings.NewReader(text))
			if n != int64(len(text)) {
				t.Errorf("%d bytes", n)
			}
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			f, err := download.Begin(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Drop()
			if err := write(f); err != nil {
				t.Fatal(err)
			}
			if err := f.KeepAs(filepath.Join(dir, "whole")); err != nil {
				t.Fatal(err)
			}
			got, err := os.ReadFile(filepath.Join(dir, "whole"))
			if err != nil || string(got) != text {
				t.Errorf("%d bytes, %v", len(got), err)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
				t.Errorf("%v, %v", left, err)
			}
		})
	}
}

// TestKeepAsNew rejects an existing name, and leaves nothing behind.
func TestKeepAsNew(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	there := filepath.Join(dir, "there")
	if err := os.WriteFile(there, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{there, filepath.Join(dir, "nosuch", "file")} {
		f, err := download.Begin(dir)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, "new"); err != nil {
			t.Fatal(err)
		}
		if err := f.KeepAsNew(name); err == nil || !strings.Contains(err.Error(), name) {
			t.Error(err)
		}
	}
	if text, err := os.ReadFile(there); err != nil || string(text) != "old" {
		t.Errorf("%q, %v", text, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("%v, %v", left, err)
	}
	if _, err := download.Begin(filepath.Join(dir, "nosuch")); err == nil {
		t.Error("begun in a directory that is not there")
	}
}
