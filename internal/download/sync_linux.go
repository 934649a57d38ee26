package download

import (
	"os"

	"golang.org/x/sys/unix"
)

// beginSync sends a part of a file on its way to the disk and does not wait for it.
func beginSync(f *os.File, from, n int64) {
	_ = unix.SyncFileRange(int(f.Fd()), from, n, unix.SYNC_FILE_RANGE_WRITE) // where it does not work, the sync at the end does
}
