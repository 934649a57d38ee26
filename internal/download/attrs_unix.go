//go:build unix

package download

import (
	"io/fs"
	"os"
	"syscall"
)

// linked reports whether a file has other hard links, which must not keep the old content.
func linked(info fs.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	return ok && st.Nlink > 1
}

// own gives f the owner of old.
func own(f *os.File, old fs.FileInfo) error {
	now, err := f.Stat()
	if err != nil {
		return err
	}
	a, ok := now.Sys().(*syscall.Stat_t)
	b, also := old.Sys().(*syscall.Stat_t)
	if !ok || !also || a.Uid == b.Uid && a.Gid == b.Gid {
		return nil
	}
	return f.Chown(int(b.Uid), int(b.Gid))
}
