package file

import (
	"io/fs"
	"syscall"
)

// The two ways to seek that find holes, and how a file says that only a hole follows.
const (
	seekData, seekHole = 3, 4
	errNoMoreData      = syscall.ENXIO
)

// onDisk is the room that a file takes.
func onDisk(info fs.FileInfo) int64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return st.Blocks * 512
	}
	return info.Size()
}
