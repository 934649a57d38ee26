package file

import (
	"io/fs"
	"syscall"
)

// Arguments of lseek that find data and holes, and the error that means that only a hole follows.
const (
	seekData, seekHole = 3, 4
	errNoMoreData      = syscall.ENXIO
)

// onDisk returns the allocated size of a file.
func onDisk(info fs.FileInfo) int64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return st.Blocks * 512
	}
	return info.Size()
}
