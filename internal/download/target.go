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

// Attrs are wanted of a file instead of those of the old file or the umask. An owner of -1 stays.
type Attrs struct {
	Mode     fs.FileMode
	UID, GID int
}

// target is a file that is to be written.
type target struct {
	name string      // as the user gave it, for errors
	path string      // behind all links
	old  fs.FileInfo // nil when there is none
	live bool        // no regular file, or a file that this process has open
	only bool        // a file that is there already must stay
}

// maxLinks is how many links in a row Linux follows.
const maxLinks = 40

// find follows links, also one that leads to a missing file.
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

// named makes an error name the target and not the file that was in the middle of the work.
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

// Create begins to write a file. What cannot be replaced is opened at once.
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
	if t.old != nil { // a file that must not be written must not be replaced either
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

// CreateNew is Create for a file that must not be there yet. Should it be there when the new one is complete, Keep fails with
// an error that is fs.ErrExist.
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

// Begin begins a file in a directory that gets its name from KeepAs.
func Begin(dir string) (*File, error) { return begin(target{name: dir}, dir, "download") }

func begin(t target, dir, base string) (*File, error) {
	if len(base) > 200 { // what is added must fit, too
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

// Want sets what the file gets instead of what the old one had. A device or pipe keeps what it has.
func (f *File) Want(attrs Attrs) { f.attrs = &attrs }

// KeepAs finishes a file of Begin under its name.
func (f *File) KeepAs(name string) error { return f.keepAs(name, false) }

// KeepAsNew is KeepAs under a name that must not be there yet.
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

// Keep finishes the file.
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
		return f.copy() // the old owner cannot be had otherwise
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

// dress gives the part file the owner and mode that it is to have.
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

// copy writes the finished copy into the target.
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
