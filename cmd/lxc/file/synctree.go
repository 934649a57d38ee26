package file

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"
)

// localSide is a local directory. Nothing outside it is touched, even if it contains links.
type localSide struct {
	root  *os.Root
	meter *meter
}

func (l *localSide) list(dir string) ([]entry, error) {
	d, err := l.root.Open(filepath.FromSlash(dir))
	if err != nil {
		return nil, err
	}
	defer d.Close()
	infos, err := d.Readdir(-1)
	if err != nil {
		return nil, err
	}
	out := make([]entry, 0, len(infos))
	for _, info := range infos {
		e := describe(info)
		e.uid, e.gid = owner(info)
		out = append(out, e)
	}
	return out, nil
}

func (l *localSide) open(name string) (io.ReadCloser, error) {
	return l.root.Open(filepath.FromSlash(name))
}

func (l *localSide) readlink(name string) (string, error) {
	target, err := l.root.Readlink(filepath.FromSlash(name))
	return filepath.ToSlash(target), err
}

func (l *localSide) mkdir(name string, mode fs.FileMode) error {
	return l.root.Mkdir(filepath.FromSlash(name), mode|0o700) // writable until its contents are complete
}

func (l *localSide) remove(name string) error { return l.root.RemoveAll(filepath.FromSlash(name)) }

func (l *localSide) link(target, name string) error {
	return l.root.Symlink(target, filepath.FromSlash(name))
}

func (l *localSide) set(e entry, name string) error {
	name = filepath.FromSlash(name)
	err := l.root.Chmod(name, e.mode.Perm())
	if e.time != 0 {
		err = errors.Join(err, l.root.Chtimes(name, time.Now(), time.Unix(e.time, 0)))
	}
	return err
}

// copyFrom writes a part file and then replaces the old file with it.
func (l *localSide) copyFrom(from side, e entry, name string) error {
	src, err := from.open(name)
	if err != nil {
		return err
	}
	defer src.Close()
	if f, ok := src.(*remoteFile); ok {
		f.expect(e)
	}
	part := path.Join(path.Dir(name), "."+path.Base(name)+".part")
	_ = l.root.Remove(filepath.FromSlash(part))
	f, err := l.root.OpenFile(filepath.FromSlash(part), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	n, err := copyTo(f, src, l.meter)
	if err == nil && e.size >= 0 && n < e.size {
		err = io.ErrUnexpectedEOF
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = l.set(e, part)
	}
	if err == nil {
		err = l.root.Rename(filepath.FromSlash(part), filepath.FromSlash(name))
	}
	if err != nil {
		_ = l.root.Remove(filepath.FromSlash(part))
	}
	return err
}

// remoteSide is a directory in an instance.
type remoteSide struct {
	store store
	root  string
	meter *meter
}

func (r *remoteSide) at(name string) string { return path.Join(r.root, name) }

func (r *remoteSide) list(dir string) ([]entry, error)        { return r.store.list(r.at(dir)) }
func (r *remoteSide) open(name string) (io.ReadCloser, error) { return r.store.open(r.at(name)) }
func (r *remoteSide) readlink(name string) (string, error)    { return r.store.readlink(r.at(name)) }
func (r *remoteSide) remove(name string) error                { return r.store.remove(r.at(name)) }
func (r *remoteSide) link(target, name string) error          { return r.store.symlink(target, r.at(name)) }

func (r *remoteSide) mkdir(name string, mode fs.FileMode) error {
	_, err := r.store.mkdir(r.at(name), attributes{-1, -1, int(mode.Perm())})
	return err
}

func (r *remoteSide) set(e entry, name string) error {
	return r.store.change(r.at(name), attributes{e.uid, e.gid, int(e.mode.Perm())}, e.time)
}

// copyFrom overwrites the file. If interrupted, the file differs in size or time, so that the next run copies it again.
func (r *remoteSide) copyFrom(from side, e entry, name string) error {
	src, err := from.open(name)
	if err != nil {
		return err
	}
	defer src.Close()
	a := attributes{e.uid, e.gid, int(e.mode.Perm())}
	if err := r.store.write(r.at(name), metered{src, r.meter}, true, a); err != nil {
		return err
	}
	return r.store.change(r.at(name), attributes{-1, -1, -1}, e.time)
}

// sameBytes reports whether two streams have the same content.
func sameBytes(a, b io.Reader) (bool, error) {
	one, two := make([]byte, 64<<10), make([]byte, 64<<10)
	for {
		n, err := io.ReadFull(a, one)
		m, err2 := io.ReadFull(b, two)
		if n != m || !bytes.Equal(one[:n], two[:m]) {
			return false, nil
		}
		for _, e := range []error{err, err2} {
			if e != nil && !errors.Is(e, io.EOF) && !errors.Is(e, io.ErrUnexpectedEOF) {
				return false, e
			}
		}
		if err != nil {
			return true, nil //nolint:nilerr // both ended at the same point
		}
	}
}

// sparseFile writes blocks of zeros as holes, which take no disk space.
type sparseFile struct {
	f    *os.File
	at   int64 // bytes written so far
	hole bool  // the last bytes were skipped
}

// Zeros are detected in aligned blocks of sparseBlock bytes, however the data is split into writes. Less than a page of
// zeros extends a hole but does not start one.
const (
	sparseBlock = 32 << 10
	sparsePage  = 4 << 10
)

var zeros [sparseBlock]byte

// Write writes p and skips blocks of zeros.
func (s *sparseFile) Write(p []byte) (int, error) {
	done := 0
	for done < len(p) {
		var n int
		var err error
		if n, s.hole = s.run(p[done:]); s.hole {
			_, err = s.f.Seek(int64(n), io.SeekCurrent)
		} else {
			n, err = s.f.Write(p[done : done+n])
		}
		if err != nil {
			return done, err
		}
		done += n
		s.at += int64(n)
	}
	return done, nil
}

// run returns the length of the leading run of p: either blocks of zeros (hole) or blocks of data.
func (s *sparseFile) run(p []byte) (n int, hole bool) {
	hole = s.hole
	for n < len(p) {
		block := p[n:min(len(p), n+sparseBlock-int((s.at+int64(n))%sparseBlock))]
		empty := (hole || len(block) >= sparsePage) && bytes.Equal(block, zeros[:len(block)])
		if n > 0 && empty != hole {
			break
		}
		hole = empty
		n += len(block)
	}
	return n, hole
}

// end sets the size of a file that ends in a hole.
func (s *sparseFile) end() error {
	if !s.hole {
		return nil
	}
	size, err := s.f.Seek(0, io.SeekCurrent)
	if err != nil {
		return err
	}
	return s.f.Truncate(size)
}
