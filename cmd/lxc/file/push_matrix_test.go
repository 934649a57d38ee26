//go:build unix

package file_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/openlxc/lxc/cmd/lxc/root"
	"github.com/openlxc/lxc/internal/clitest"
	"github.com/openlxc/lxc/internal/minilxd"
)

// owned is who owns a file, and its mode. Without root's rights a server has no files of others, and only modes count.
type owned struct{ uid, gid, mode int }

// String shows the mode as people write it.
func (o owned) String() string { return fmt.Sprintf("%d:%d %04o", o.uid, o.gid, o.mode) }

func ownedBy(t *testing.T, name string) owned {
	t.Helper()
	info, err := os.Lstat(name)
	if err != nil {
		t.Error(err)
		return owned{}
	}
	st := info.Sys().(*syscall.Stat_t)
	return owned{int(st.Uid), int(st.Gid), int(info.Mode().Perm())}.asSeen()
}

func (o owned) asSeen() owned {
	if os.Getuid() != 0 {
		o.uid, o.gid = 0, 0
	}
	return o
}

// make makes a file, or with a slash at its end a directory.
func (o owned) make(t *testing.T, name string) {
	t.Helper()
	var err error
	if name[len(name)-1] == '/' {
		err = os.MkdirAll(name, 0o700)
	} else {
		err = os.WriteFile(name, []byte("content"), 0o600)
	}
	if err == nil && os.Getuid() == 0 {
		err = os.Chown(name, o.uid, o.gid)
	}
	if err == nil {
		err = os.Chmod(name, fs.FileMode(o.mode))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// with is the same with what flags change; -1 changes nothing.
func (o owned) with(flags owned) owned {
	for at, given := range map[*int]int{&o.uid: flags.uid, &o.gid: flags.gid, &o.mode: flags.mode} {
		if given >= 0 {
			*at = given
		}
	}
	return o
}

var (
	localFile, localDir = owned{33, 34, 0o604}, owned{33, 34, 0o751}
	oldFile, oldDir     = owned{7, 8, 0o710}, owned{7, 8, 0o700}
)

// TestPushMatrix pushes with every set of --uid, --gid and --mode, alone and as a tree, to a new name and an existing one, with
// and without SFTP, to each kind of server: what a flag does not name is as with cp for a new file, and for an existing one as
// with the stock client: LXD's keeps it, and changes it for a flag if the server can; that of Incus takes the local one's.
func TestPushMatrix(t *testing.T) {
	t.Parallel()
	const modifies = "instances_files_modify_permissions"
	for name, opts := range map[string]minilxd.Options{
		"lxd": {Extra: []string{modifies}}, "lxd without the extension": {Without: []string{modifies}}, "incus": {Family: "incus"},
	} {
		for _, sftp := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, SFTP %v", name, sftp), func(t *testing.T) {
				t.Parallel()
				opts := opts
				opts.SFTP = sftp
				opts.Dir = t.TempDir()
				m := &pushMatrix{Env: clitest.New(t, root.New, opts), source: t.TempDir(), rootfs: opts.Dir + "/instances/default_c1/rootfs"}
				if opts.Family == "incus" {
					m.As = "incus"
				}
				m.changes = opts.Extra != nil
				m.Must("init", "--empty", "c1")
				localDir.make(t, m.source+"/tree/")
				localFile.make(t, m.source+"/tree/f")
				for n := range 32 {
					flags, words := flagged(n)
					m.push(t, n, flags, words, n&8 != 0, n&16 != 0)
				}
				for n := range 16 {
					flags, words := flagged(n)
					m.parents(t, n, flags, words, n&8 != 0)
				}
			})
		}
	}
}

// flagged is a set of flags, by the bits of n.
func flagged(n int) (flags owned, words []string) {
	flags = owned{-1, -1, -1}
	if n&1 != 0 {
		flags.uid, words = 1000, append(words, "--uid", "1000")
	}
	if n&2 != 0 {
		flags.gid, words = 1001, append(words, "--gid", "1001")
	}
	if n&4 != 0 {
		flags.mode, words = 0o640, append(words, "--mode", "0640")
	}
	return flags, words
}

type pushMatrix struct {
	*clitest.Env
	source, rootfs string
	changes        bool // the server can change what exists
}

func (m *pushMatrix) push(t *testing.T, n int, flags owned, words []string, recursive, existing bool) {
	t.Helper()
	at := fmt.Sprintf("/m%d/", n)
	owned{0, 0, 0o755}.make(t, m.rootfs+at)
	what, file := m.source+"/tree/f", at+"f"
	if recursive {
		what, file = m.source+"/tree", at+"tree/f"
		words = append(words, "-r")
	}
	if existing {
		oldDir.make(t, filepath.Dir(m.rootfs+file)+"/")
		oldFile.make(t, m.rootfs+file)
	}
	words = append([]string{"file", "push", what, "c1" + at}, words...)
	if r := m.Run("", words...); r.Code != 0 {
		t.Fatalf("%q: %s", words, r.ErrOut)
	}
	want := localFile.with(flags)
	switch {
	case existing && m.As != "incus" && m.changes:
		want = oldFile.with(flags)
	case existing && m.As != "incus":
		want = oldFile
	}
	if got := ownedBy(t, m.rootfs+file); got != want.asSeen() {
		t.Errorf("%q, existing %v: the file is %s, want %s", words, existing, got, want)
	}
	if !recursive {
		return
	}
	if flags.mode >= 0 {
		flags.mode |= 0o110 // whoever may read it may enter it
	}
	want = localDir.with(flags)
	if existing {
		want = oldDir
	}
	if got := ownedBy(t, filepath.Dir(m.rootfs+file)); got != want.asSeen() {
		t.Errorf("%q, existing %v: the directory is %s, want %s", words, existing, got, want)
	}
}

// parents checks that directories which --create-dirs makes can be used by their owner, and by all who may read them.
func (m *pushMatrix) parents(t *testing.T, n int, flags owned, words []string, recursive bool) {
	t.Helper()
	at := fmt.Sprintf("/p%d/a", n)
	words = append([]string{"file", "push", "-p", m.source + "/tree/f", "c1" + at + "/f"}, words...)
	if recursive {
		words[3], words[4] = m.source+"/tree", "c1"+at+"/b"
		words = append(words, "-r")
	}
	if r := m.Run("", words...); r.Code != 0 {
		t.Fatalf("%q: %s", words, r.ErrOut)
	}
	for _, dir := range []string{at, filepath.Dir(at)} {
		got := ownedBy(t, m.rootfs+dir)
		want := owned{0, 0, got.mode}.with(owned{flags.uid, flags.gid, -1})
		if got != want.asSeen() || got.mode&0o700 != 0o700 || (got.mode&0o444)>>2 != got.mode&0o111 {
			t.Errorf("%q: %s is %s", words, dir, got)
		}
	}
}
