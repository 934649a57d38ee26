//go:build unix

package image

import (
	"io/fs"
	"syscall"
)

// identity returns what names of one file have in common, and whether there are several.
func identity(info fs.FileInfo) (fileID, bool) {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return fileID{}, false
	}
	return fileID{uint64(st.Dev), st.Ino}, st.Nlink > 1
}
