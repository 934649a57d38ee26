// Package download writes files that come from elsewhere, to what a shell's > would write to, but never half: a new or regular
// file comes from a part file beside it when all is there; links are followed; devices, fifos and sockets are written in place.
package download

import (
	"io"
	"os"
	"path/filepath"
	"strings"
)

// File is a file that is being written.
type File struct {
	*os.File
	part    string // path of the part file, "" when the target itself is written
	target  target
	attrs   *Attrs
	written int64 // bytes
	begun   int64 // of them, those on whose way to the disk the system was sent
}

// syncAhead is how much is written before the disk begins with it. Without that, all of it waits for the sync at the end.
const syncAhead = 8 << 20

// Write writes, and lets the disk begin early.
func (f *File) Write(p []byte) (int, error) {
	n, err := f.File.Write(p)
	f.written += int64(n)
	if f.written-f.begun >= syncAhead {
		beginSync(f.File, f.begun, f.written-f.begun)
		f.begun = f.written
	}
	return n, err
}

// ReadFrom copies by way of Write.
func (f *File) ReadFrom(r io.Reader) (int64, error) {
	return io.CopyBuffer(struct{ io.Writer }{f}, r, make([]byte, 128<<10))
}

// Drop gives up: the part file goes, the old file stays. It does nothing after Keep.
func (f *File) Drop() {
	_ = f.Close()
	f.removePart()
}

func (f *File) removePart() {
	if f.part != "" {
		_ = os.Remove(f.part)
	}
}

// PlainName returns name when it can be used as a file name inside a directory, else fallback. Names from servers must
// pass here before any local use.
func PlainName(name, fallback string) string {
	if name == "" || name == "." || name == ".." || len(name) > 200 || strings.ContainsAny(name, "/\\:\x00") ||
		strings.ContainsFunc(name, func(r rune) bool { return r < 0x20 || r == 0x7f }) || !filepath.IsLocal(name) {
		return fallback
	}
	return name
}
