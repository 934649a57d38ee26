package download_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openlxc/lxc/internal/download"
)

func write(t *testing.T, target, text string) *download.File {
	t.Helper()
	f, err := download.Create(target)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(text); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestDropLeavesTheOldFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	target := filepath.Join(dir, "f")
	if err := write(t, target, "one").Keep(); err != nil {
		t.Fatal(err)
	}
	f := write(t, target, "two")
	if data, _ := os.ReadFile(target); string(data) != "one" {
		t.Errorf("the old file is %q in the middle", data)
	}
	f.Drop()
	entries, err := os.ReadDir(dir)
	if data, _ := os.ReadFile(target); string(data) != "one" || err != nil || len(entries) != 1 {
		t.Error(string(data), entries, err)
	}
}

func TestErrorsNameTheTarget(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.Symlink("loop", filepath.Join(dir, "loop")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"missing/f", "loop", ".", "new/"} {
		target := dir + "/" + name
		_, err := download.Create(target)
		if err == nil || !strings.Contains(err.Error(), target) || strings.Contains(err.Error(), ".part") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Error("something was left behind:", entries)
	}
}

func TestPlainName(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"", ".", "..", "../x", "/etc/x", `..\x`, "a/b", "c:", "a\x00b", "a\nb", "\x7f", strings.Repeat("x", 300)} {
		if got := download.PlainName(bad, "safe"); got != "safe" {
			t.Errorf("%q became %q", bad, got)
		}
	}
	for _, good := range []string{"x", "image.tar.xz", "100%", "ünï", "with space", ".hidden"} {
		if got := download.PlainName(good, "safe"); got != good {
			t.Errorf("%q became %q", good, got)
		}
	}
}
