package term

import (
	"os"
	"strings"
	"testing"
)

// TestEditIsPrivate checks that the text in the editor is in a file and a directory that only their owner can read, whatever the
// directory for temporary files holds already.
func TestEditIsPrivate(t *testing.T) { //nolint:paralleltest // the editor is named in the environment
	t.Setenv("TMPDIR", t.TempDir())
	outside := t.TempDir() + "/outside"
	for _, name := range []string{"passwd", "lxc-edit-", "lxc-edit-0"} {
		if err := os.Symlink(outside, os.Getenv("TMPDIR")+"/"+name); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("LXC_EDITOR", `f() { ls -ld "$1" "${1%/*}" | cut -c1-10 | xargs >"$1"; }; f`)
	modes := ""
	err := (&Streams{}).Edit(t.Context(), "passwd", []byte("root-only"), func(text []byte) error { modes = string(text); return nil }, func(error) bool { return false })
	if err != nil || strings.TrimSpace(modes) != "drwx------ -rw-------" {
		t.Errorf("%q %v", modes, err)
	}
	if _, err := os.Stat(outside); !os.IsNotExist(err) {
		t.Error("written through a link:", err)
	}
}
