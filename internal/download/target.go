package download

import (
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// Attrs override the attributes of the old file or the umask. An owner of -1 is left unchanged.
type Attrs struct {
	Mode     fs.FileMode
	UID, GID int
}

// target is a file to write.
type target struct {
	name string      // as given by the user, for errors
	path string      // with all symbolic links resolved
	old  fs.FileInfo // nil if it does not exist
	live bool        // not a regular file, or a file opened by this process
	only bool        // an existing file must not be replaced
}

// maxLinks is the number of symbolic links that Linux follows.
const maxLinks = 40

// find resolves symbolic links, including dangling ones.
func find(name string) (target, error) {
	t := target{name: name, path: name}
	for range maxLinks {
		dir, err := filepath.EvalSymlinks(filepath.Dir(t.path))
		if err != nil {
			return t, t.named(err)
		}
		if full, err := filepath.Abs(dir); err == nil && strings.HasPrefix(full, "/proc/") && filepath.Base(full) == "fd" {
			t.live = true
			return t, nil
		}
		t.path = filepath.Join(dir, filepath.Base(t.path))
		info, err := os.Lstat(t.path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return t, nil
		case err != nil:
			return t, t.named(err)
		case info.Mode()&fs.ModeSymlink == 0:
			t.old, t.live = info, !info.Mode().IsRegular()
			return t, nil
		}
		link, err := os.Readlink(t.path)
		if err != nil {
			return t, t.named(err)
		}
		if !filepath.IsAbs(link) {
			link = filepath.Join(dir, link)
		}
		t.path = link
	}
	return t, &fs.PathError{Op: "open", Path: name, Err: syscall.ELOOP}
}

// named makes an error name the target instead of an intermediate file.
func (t target) named(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &link):
		err = link.Err
	case err == nil:
		return nil
	}
	return &fs.PathError{Op: "open", Path: t.name, Err: err}
}

// open opens the target itself.
func (t target) open(flags int) (*os.File, error) {
	path := t.path
	if os.IsPathSeparator(t.name[len(t.name)-1]) {
		path = t.name
	}
	f, err := os.OpenFile(path, os.O_WRONLY|flags, 0o666)
	return f, t.named(err)
}

// Create starts writing a file. If the target cannot be replaced, it is opened immediately.
func Create(name string) (*File, error) {
	if name == "" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: syscall.ENOENT}
	}
	t, err := find(name)
	if err != nil {
		return nil, err
	}
	if t.live || os.IsPathSeparator(name[len(name)-1]) {
		f, err := t.open(os.O_TRUNC)
		if err != nil {
			return nil, err
		}
		return &File{File: f, target: t}, nil
	}
	if t.old != nil { // a file without write permission must not be replaced either
		f, err := t.open(0)
		if err != nil {
			return nil, err
		}
		_ = f.Close()
	}
	f, err := begin(t, filepath.Dir(t.path), filepath.Base(t.path))
	if err != nil && t.old != nil { // the directory may be read-only
		if elsewhere, err := begin(t, os.TempDir(), filepath.Base(t.path)); err == nil {
			return elsewhere, nil
		}
	}
	return f, err
}

// CreateNew is like Create for a file that must not exist. If the file exists by the time the new one is complete, Keep
// returns an error that matches fs.ErrExist.
func CreateNew(name string) (*File, error) {
	f, err := Create(name)
	if err != nil || f.InPlace() {
		return f, err
	}
	if f.target.old != nil {
		f.Drop()
		return nil, f.target.named(fs.ErrExist)
	}
	f.target.only = true
	return f, nil
}

// Begin starts writing a file in a directory. KeepAs names it.
func Begin(dir string) (*File, error) { return begin(target{name: dir}, dir, "download") }

func begin(t target, dir, base string) (*File, error) {
	if len(base) > 200 { // leave room for the suffix
		base = base[:200]
	}
	mode := fs.FileMode(0o666)
	if t.old != nil {
		mode &= t.old.Mode()
	}
	for range 1000 {
		part := filepath.Join(dir, "."+base+"."+strconv.FormatUint(rand.Uint64(), 36)+".part")
		f, err := os.OpenFile(part, os.O_RDWR|os.O_CREATE|os.O_EXCL, mode|0o200)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, t.named(err)
		}
		return &File{File: f, part: part, target: t}, nil
	}
	return nil, t.named(fs.ErrExist)
}

// InPlace reports whether the target itself is written: it may be a device or a pipe, which cannot seek.
func (f *File) InPlace() bool { return f.part == "" }

// Want sets the attributes for the file instead of those of the old file. Devices and pipes are left unchanged.
func (f *File) Want(attrs Attrs) { f.attrs = &attrs }

// KeepAs completes a file from Begin under the given name.
func (f *File) KeepAs(name string) error { return f.keepAs(name, false) }

// KeepAsNew is like KeepAs for a name that must not exist.
func (f *File) KeepAsNew(name string) error { return f.keepAs(name, true) }

func (f *File) keepAs(name string, only bool) error {
	t, err := find(name)
	if err != nil {
		f.Drop()
		return err
	}
	f.target, f.target.only = t, only && !t.live
	if f.target.only && t.old != nil {
		f.Drop()
		return t.named(fs.ErrExist)
	}
	return f.Keep()
}

// Keep completes the file: it replaces the target.
func (f *File) Keep() error {
	if f.InPlace() {
		return f.target.named(f.Close())
	}
	defer f.removePart()
	defer f.Close()
	if f.target.live || f.target.old != nil && linked(f.target.old) {
		return f.copy()
	}
	if err := f.dress(); err != nil {
		if f.target.old == nil {
			return f.target.named(err)
		}
		return f.copy() // the only way to keep the old owner
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return f.target.named(err)
	}
	if f.target.only {
		if err := os.Link(f.part, f.target.path); err == nil || errors.Is(err, fs.ErrExist) {
			return f.target.named(err)
		}
	} else if os.Rename(f.part, f.target.path) == nil {
		return nil
	}
	again, err := os.Open(f.part)
	if err != nil {
		return f.target.named(err)
	}
	defer again.Close()
	f.File = again
	return f.copy()
}

// dress sets the owner and mode of the part file.
func (f *File) dress() error {
	if f.target.old != nil {
		if err := own(f.File, f.target.old); err != nil {
			return err
		}
		if f.attrs == nil {
			return f.Chmod(f.target.old.Mode().Perm())
		}
	}
	return f.want(f.File)
}

func (f *File) want(file *os.File) error {
	if f.attrs == nil {
		return nil
	}
	if f.attrs.UID >= 0 || f.attrs.GID >= 0 {
		if err := file.Chown(f.attrs.UID, f.attrs.GID); err != nil {
			return err
		}
	}
	return file.Chmod(f.attrs.Mode)
}

// copy writes the complete part file into the target.
func (f *File) copy() error {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return f.target.named(err)
	}
	flags := os.O_TRUNC
	if f.target.old == nil && !f.target.live {
		flags |= os.O_CREATE
	}
	if f.target.only {
		flags |= os.O_EXCL
	}
	out, err := f.target.open(flags)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, f.File)
	if err == nil && !f.target.live {
		err = errors.Join(f.want(out), out.Sync())
	}
	return f.target.named(errors.Join(err, out.Close()))
}
