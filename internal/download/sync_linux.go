package download

import (
	"os"

	"golang.org/x/sys/unix"
)

// beginSync starts writeback of a part of a file without waiting for it.
func beginSync(f *os.File, from, n int64) {
	_ = unix.SyncFileRange(int(f.Fd()), from, n, unix.SYNC_FILE_RANGE_WRITE) // if unsupported, the sync at the end is enough
}
