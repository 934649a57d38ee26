// Package download writes files that come from elsewhere: into a part file beside the target, which is renamed when all is
// there. An existing file is never touched before that, and a failure leaves nothing behind.
package download

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// File is a file that is being written.
type File struct {
	*os.File
	part    string
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

// ExistsError says that the target exists and must not be replaced.
type ExistsError struct{ Path string }

// Error names the file.
func (e *ExistsError) Error() string { return fmt.Sprintf("%s exists already", e.Path) }

// Create begins a file that will be called target.
func Create(target string) (*File, error) {
	f, err := os.CreateTemp(filepath.Dir(target), "."+filepath.Base(target)+".*.part")
	if err != nil {
		return nil, err
	}
	return &File{File: f, part: f.Name()}, nil
}

// Keep finishes the file under its final name, which may differ from the one at the beginning. Unless replace is true an
// existing file is an *ExistsError.
func (f *File) Keep(target string, mode fs.FileMode, replace bool) error {
	err := errors.Join(f.Chmod(mode), f.Sync(), f.Close())
	if err == nil && !replace {
		// A link fails where the name is taken, also by somebody who was faster.
		err = os.Link(f.part, target)
		if errors.Is(err, fs.ErrExist) {
			err = &ExistsError{Path: target}
		} else if err != nil {
			err = f.renameIfFree(target)
		}
		return errors.Join(err, ignoreMissing(os.Remove(f.part)))
	}
	if err == nil {
		err = os.Rename(f.part, target)
	}
	if err != nil {
		err = errors.Join(err, ignoreMissing(os.Remove(f.part)))
	}
	return err
}

// renameIfFree serves file systems without hard links.
func (f *File) renameIfFree(target string) error {
	if _, err := os.Lstat(target); err == nil {
		return &ExistsError{Path: target}
	}
	return os.Rename(f.part, target)
}

// Drop removes the part file. It does nothing after Keep.
func (f *File) Drop() {
	_ = f.Close()
	_ = os.Remove(f.part)
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
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
