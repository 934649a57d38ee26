//go:build unix

package image

import (
	"io/fs"
	"syscall"
)

// identity returns the ID of a file, and whether it has several hard links.
func identity(info fs.FileInfo) (fileID, bool) {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return fileID{}, false
	}
	return fileID{uint64(st.Dev), st.Ino}, st.Nlink > 1
}
