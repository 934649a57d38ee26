package download_test

import (
	"errors"
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

func TestKeep(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	target := filepath.Join(dir, "f")
	if err := write(t, target, "one").Keep(target, 0o640, false); err != nil {
		t.Fatal(err)
	}
	var exists *download.ExistsError
	if err := write(t, target, "two").Keep(target, 0o640, false); !errors.As(err, &exists) {
		t.Error(err)
	}
	if data, _ := os.ReadFile(target); string(data) != "one" {
		t.Errorf("the old file is %q", data)
	}
	if err := write(t, target, "three").Keep(target, 0o600, true); err != nil {
		t.Error(err)
	}
	write(t, target, "four").Drop()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Error("something was left behind:", entries, err)
	}
	data, err := os.ReadFile(target)
	if info, statErr := os.Stat(target); statErr != nil || info.Mode().Perm() != 0o600 || string(data) != "three" {
		t.Error(string(data), err)
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
