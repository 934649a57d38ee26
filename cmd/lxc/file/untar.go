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

// unpacker writes an archive below a directory. What it names is not trusted: each name must be plain, lie in a directory
// that the archive made, and come once.
type unpacker struct {
	*puller
	to    string          // the directory, below the root of the puller
	fresh map[string]bool // directories of the archive, and whether they are new here
	seen  map[string]bool
	dir   string   // the directory that files came for last
	open  *os.Root // of dir; a tree has its files one directory after the other
	tried
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
			_, err := io.Copy(io.Discard, r) // what pads the archive; the sender would wait
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

// local is the name of an entry below the root of the puller.
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

// file writes a file; in a directory that is new, nothing can be in its way.
func (u *unpacker) file(e entry, src io.Reader, name string) error {
	src = whole{src, &u.bytes}
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

// whole fills its buffer: an archive arrives in pieces too small to detect holes in.
type whole struct {
	io.Reader
	bytes *int
}

func (r whole) Read(p []byte) (int, error) {
	n, err := io.ReadFull(r.Reader, p)
	*r.bytes += n
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil // the next call tells
	}
	return n, err
}

// hardLink writes a file of its own, as over SFTP, with what an earlier entry has.
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
