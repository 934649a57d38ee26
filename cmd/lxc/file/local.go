package file

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/download"
	"github.com/openlxc/lxc/pkg/i18n"
)

// writeNamed writes the file named on the command line. Like the shell's >, it follows symbolic links.
func (t *puller) writeNamed(e entry, src io.Reader, to string) error {
	create := download.Create
	if t.o.keep {
		create = download.CreateNew
	}
	f, err := create(filepath.Join(t.root.Name(), to))
	if err != nil {
		return err
	}
	defer f.Drop()
	var n int64
	if f.InPlace() {
		n, err = copyPlain(f.File, src, t.o.meter)
	} else {
		n, err = copyTo(f.File, src, t.o.meter)
	}
	if err == nil && e.size >= 0 && n < e.size {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return err
	}
	f.Want(download.Attrs{Mode: t.mode(e), UID: t.o.owner.uid, GID: t.o.owner.gid})
	return f.Keep()
}

// mode returns the mode of a local file.
func (t *puller) mode(e entry) fs.FileMode {
	if t.o.owner.bits >= 0 {
		return fs.FileMode(t.o.owner.bits & 0o777)
	}
	return e.mode.Perm()
}

// write writes a file of a tree through a part file that replaces an existing file or link. Links are never followed,
// because they may come from the instance. Devices and pipes are written in place.
func (t *puller) write(e entry, src io.Reader, to string) error {
	info, err := t.root.Lstat(to)
	switch {
	case err != nil:
	case info.IsDir():
		return cli.Failed(i18n.F("%s is a directory", to))
	case !info.Mode().IsRegular() && info.Mode()&fs.ModeSymlink == 0:
		f, err := t.root.OpenFile(to, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		_, err = copyPlain(f, src, t.o.meter)
		return errors.Join(err, f.Close())
	}
	_ = t.root.Remove(partOf(to))
	return t.fill(t.root, e, src, to)
}

// partOf returns the name of a file while it is incomplete.
func partOf(name string) string {
	base := filepath.Base(name)
	if len(base) > 240 { // leave room for the suffix
		base = fmt.Sprintf("%x", sha256.Sum256([]byte(base)))
	}
	return filepath.Join(filepath.Dir(name), "."+base+".part")
}

func (t *puller) fill(root *os.Root, e entry, src io.Reader, to string) error {
	part := partOf(to)
	f, err := root.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	n, err := copyTo(f, src, t.o.meter)
	if err == nil && e.size >= 0 && n < e.size {
		err = io.ErrUnexpectedEOF
	}
	if t.o.owner.uid >= 0 || t.o.owner.gid >= 0 {
		err = errors.Join(err, f.Chown(t.o.owner.uid, t.o.owner.gid))
	}
	if err = errors.Join(err, f.Chmod(t.mode(e)), f.Close()); err == nil {
		err = root.Rename(part, to)
	}
	if err != nil {
		_ = root.Remove(part)
	}
	return err
}

// copyTo copies to a file. It lets src use WriteTo, and turns blocks of zeros into holes.
func copyTo(f *os.File, src io.Reader, m *meter) (int64, error) {
	sparse := &sparseFile{f: f}
	n, err := copyPlain(sparse, src, m)
	return n, errors.Join(err, sparse.end())
}

// buffers are reused: a tree has many files smaller than one.
var buffers = sync.Pool{New: func() any { return new([128 << 10]byte) }}

// copyPlain copies sequentially, as pipes require.
func copyPlain(to io.Writer, src io.Reader, m *meter) (int64, error) {
	out := meteredWriter{to, m}
	if from, ok := src.(io.WriterTo); ok {
		return from.WriteTo(out)
	}
	buffer := buffers.Get().(*[128 << 10]byte)
	defer buffers.Put(buffer)
	return io.CopyBuffer(out, src, buffer[:])
}
