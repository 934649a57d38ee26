package root_test

import (
	"strings"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// TestDriveLetters: a local file with a drive letter is no name on a remote, and a path in an instance is never one of Windows.
func TestDriveLetters(t *testing.T) {
	t.Parallel()
	env := clitest.New(t, root.New, minilxd.Options{})
	for line, want := range map[string]string{
		`file push C:\Users\jane\a.txt web/etc/a.txt`:     `C:\Users\jane\a.txt`,
		`file push c:/a.txt local:web/etc/`:               `“c:/a.txt”`,
		`file pull web/etc/hosts D:\out`:                  `“D:\out”`,
		`file sync C:\site web/var/www`:                   `C:\site`,
		`file sync web/var/www C:\site`:                   `C:\site`,
		`image import C:\image.tar.xz D:\rootfs.squashfs`: `C:\image.tar.xz`,
		`image export bb C:\images`:                       `C:\images`,
		`import C:\backups\web.tar.gz`:                    `C:\backups\web.tar.gz`,
		`import local: C:\backups\web.tar.gz`:             `C:\backups\web.tar.gz`,
		`export web C:\backups\web.tar.gz`:                `C:\backups\web.tar.gz`,
		`storage volume import default C:\v.tar.gz`:       `C:\v.tar.gz`,
		`storage volume export default v C:\v.tar.gz`:     `C:\v.tar.gz`,
		`config trust add C:\jane.crt`:                    `C:\jane.crt`,
		`remote get-client-certificate C:\jane.crt`:       `C:\jane.crt`,
	} {
		r := env.Run("", append(strings.Fields(line), "--explain")...)
		if r.Code != 0 || !strings.Contains(r.Out, want) {
			t.Errorf("%s: %d\n%s%s", line, r.Code, r.Out, r.ErrOut)
		}
	}
}
