// Package download writes files that come from elsewhere, with the semantics of a shell's > but never partially: a regular
// file is written to a temporary part file beside it and renamed when complete; symbolic links are followed; devices, FIFOs
// and sockets are written in place.
package download

import (
	"io"
	"os"
	"path/filepath"
	"strings"
)

// File is a file being written. End it with Keep or Drop.
type File struct {
	*os.File
	part    string // path of the part file, "" if the target itself is written
	target  target
	attrs   *Attrs
	written int64 // bytes
	begun   int64 // bytes of which writeback has been started
}

// syncAhead is the number of bytes after which writeback is started. Otherwise all data would have to wait for the sync at
// the end.
const syncAhead = 8 << 20

// Write implements io.Writer and starts writeback early.
func (f *File) Write(p []byte) (int, error) {
	n, err := f.File.Write(p)
	f.written += int64(n)
	if f.written-f.begun >= syncAhead {
		beginSync(f.File, f.begun, f.written-f.begun)
		f.begun = f.written
	}
	return n, err
}

// ReadFrom implements io.ReaderFrom by calling Write.
func (f *File) ReadFrom(r io.Reader) (int64, error) {
	return io.CopyBuffer(struct{ io.Writer }{f}, r, make([]byte, 128<<10))
}

// Drop removes the part file and keeps the old file. After Keep it does nothing.
func (f *File) Drop() {
	_ = f.Close()
	f.removePart()
}

func (f *File) removePart() {
	if f.part != "" {
		_ = os.Remove(f.part)
	}
}

// PlainName returns name if it is safe as a file name within a directory, otherwise fallback. Names from servers must be
// passed through it before they are used as file names.
func PlainName(name, fallback string) string {
	if name == "" || name == "." || name == ".." || len(name) > 200 || strings.ContainsAny(name, "/\\:\x00") ||
		strings.ContainsFunc(name, func(r rune) bool { return r < 0x20 || r == 0x7f }) || !filepath.IsLocal(name) {
		return fallback
	}
	return name
}
