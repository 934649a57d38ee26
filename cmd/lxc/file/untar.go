package file

import (
	"archive/tar"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"

	"github.com/openlxc/lxc/internal/download"
)

// unpacker extracts an archive below a directory. Names in the archive are not trusted: each must be plain, in a directory
// that the archive contains, and unique.
type unpacker struct {
	*puller
	to    string          // target directory, relative to the puller's root
	fresh map[string]bool // directories of the archive, and whether they are new
	seen  map[string]bool
	dir   string   // directory of the last file
	open  *os.Root // dir, kept open because an archive lists files directory by directory
	tarStats
}

func (u *unpacker) run(r io.Reader) error {
	defer func() {
		if u.open != nil {
			u.open.Close()
		}
	}()
	archive := tar.NewReader(r)
	for {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			_, err := io.Copy(io.Discard, r) // the padding, which the sender would block on
			return err
		}
		if err != nil {
			return err
		}
		name := path.Clean(h.Name)
		if name == "." {
			continue
		}
		if _, known := u.fresh[path.Dir(name)]; !known || u.seen[name] || download.PlainName(path.Base(name), "") == "" {
			return errNoTar
		}
		u.seen[name] = true
		if err := u.entry(archive, h, name); err != nil {
			return err
		}
	}
}

// local returns the path of an entry relative to the puller's root.
func (u *unpacker) local(name string) string { return filepath.Join(u.to, filepath.FromSlash(name)) }

func (u *unpacker) entry(archive io.Reader, h *tar.Header, name string) (err error) {
	e := entry{name: path.Base(name), mode: h.FileInfo().Mode(), size: h.Size}
	switch h.Typeflag {
	case tar.TypeDir:
		u.fresh[name], err = u.makeDirectory(e, u.local(name))
		return err
	case tar.TypeSymlink:
		return u.linkTo(h.Linkname, u.local(name))
	case tar.TypeLink:
		return u.hardLink(path.Clean(h.Linkname), name)
	case tar.TypeReg:
		return u.file(e, archive, name)
	}
	u.odd = append(u.odd, h.Name)
	return nil
}

// file writes a file. In a new directory it cannot conflict with another.
func (u *unpacker) file(e entry, src io.Reader, name string) error {
	src = fullReader{src, &u.bytes}
	dir := path.Dir(name)
	if !u.fresh[dir] {
		return u.write(e, src, u.local(name))
	}
	if u.open == nil || u.dir != dir {
		if u.open != nil {
			u.open.Close()
		}
		root, err := u.root.OpenRoot(u.local(dir))
		if err != nil {
			return err
		}
		u.dir, u.open = dir, root
	}
	return u.fill(u.open, e, src, path.Base(name))
}

// fullReader fills the buffer on each read: archives arrive in pieces too small to detect holes.
type fullReader struct {
	io.Reader
	bytes *int
}

func (r fullReader) Read(p []byte) (int, error) {
	n, err := io.ReadFull(r.Reader, p)
	*r.bytes += n
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil // reported by the next read
	}
	return n, err
}

// hardLink writes a copy of an earlier entry, as SFTP would.
func (u *unpacker) hardLink(first, name string) error {
	if info, err := u.root.Lstat(u.local(first)); err != nil || !u.seen[first] || !info.Mode().IsRegular() {
		return errNoTar
	}
	src, err := u.root.Open(u.local(first))
	if err != nil {
		return err
	}
	defer src.Close()
	info, err := src.Stat()
	if err != nil {
		return err
	}
	return u.file(entry{name: path.Base(name), mode: info.Mode(), size: info.Size()}, src, name)
}
