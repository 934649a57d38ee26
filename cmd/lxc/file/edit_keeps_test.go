//go:build unix

package file_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestEditKeepsTheFile edits a file from standard input and in an editor, with and without SFTP, for each kind of server: it is
// the same file afterwards, with the same owner, mode and links, and so also with its extended attributes.
func TestEditKeepsTheFile(t *testing.T) {
	t.Parallel()
	clitest.UseEditor(t)
	for _, family := range []string{"lxd", "incus"} {
		for _, sftp := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, SFTP %v", family, sftp), func(t *testing.T) {
				t.Parallel()
				dir := t.TempDir()
				env := clitest.New(t, root.New, minilxd.Options{Family: family, SFTP: sftp, Dir: dir})
				env.As = map[string]string{"incus": "incus"}[family]
				env.Must("init", "--empty", "c1")
				name := filepath.Join(dir, "instances", "default_c1", "rootfs", "f")
				old := owned{1000, 1001, 0o640}
				old.make(t, name)
				before, err := os.Stat(name)
				if err != nil {
					t.Fatal(err)
				}
				edited := func(how, want string) {
					t.Helper()
					after, err := os.Stat(name)
					if err != nil || !os.SameFile(before, after) || ownedBy(t, name) != old.asSeen() {
						t.Errorf("%s: another file, or another's: %s %v", how, ownedBy(t, name), err)
					}
					if text, err := os.ReadFile(name); err != nil || string(text) != want {
						t.Errorf("%s: %q, %v", how, text, err)
					}
				}
				if r := env.Run("new text\n", "file", "edit", "c1/f"); r.Code != 0 {
					t.Error(r)
				}
				edited("standard input", "new text\n")
				p := env.OnTerminal(t, "file", "edit", "c1/f")
				p.Types("s/new/other/\r")
				if code := p.Ends(); code != 0 {
					t.Errorf("exit code %d: %q", code, p.Screen())
				}
				edited("editor", "other text\n")
			})
		}
	}
}
