package image

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// pack streams the directory of an image as a compressed tarball: metadata.yaml, templates/ and rootfs/, with owners,
// modes and links.
func pack(ctx context.Context, dir string) (io.ReadCloser, error) {
	for _, need := range []string{"metadata.yaml", "rootfs"} {
		if !exists(filepath.Join(dir, need)) {
			return nil, cli.Usagef(i18n.G("the directory %s holds no %s: that is no image"), dir, need)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	r, w := io.Pipe()
	go func() {
		defer root.Close()
		zipped := gzip.NewWriter(w)
		p := packer{ctx: ctx, root: root, out: tar.NewWriter(zipped), links: map[fileID]string{}}
		err := p.add("metadata.yaml")
		if err == nil && exists(filepath.Join(dir, "templates")) {
			err = p.add("templates")
		}
		if err == nil {
			err = p.add("rootfs")
		}
		w.CloseWithError(errors.Join(err, p.out.Close(), zipped.Close()))
	}()
	return r, nil
}

type packer struct {
	ctx   context.Context //nolint:containedctx // one walk
	root  *os.Root
	out   *tar.Writer
	links map[fileID]string // first name of each file with several
}

// fileID tells whether two names are one file.
type fileID struct{ device, inode uint64 }

func (p *packer) add(name string) error {
	return fs.WalkDir(p.root.FS(), name, func(path string, _ fs.DirEntry, err error) error {
		if err := errors.Join(err, p.ctx.Err()); err != nil {
			return err
		}
		return p.entry(path)
	})
}

func (p *packer) entry(path string) error {
	info, err := p.root.Lstat(path)
	if err != nil {
		return err
	}
	if info.Mode()&fs.ModeSocket != 0 {
		return nil
	}
	target := ""
	if info.Mode()&fs.ModeSymlink != 0 {
		if target, err = p.root.Readlink(path); err != nil {
			return err
		}
	}
	head, err := tar.FileInfoHeader(info, target)
	if err != nil {
		return err
	}
	head.Name = filepath.ToSlash(path)
	if info.IsDir() {
		head.Name += "/"
	}
	head.Uname, head.Gname = "", "" // numbers only: names mean nothing elsewhere
	if id, many := identity(info); many && info.Mode().IsRegular() {
		if first, seen := p.links[id]; seen {
			head.Typeflag, head.Linkname, head.Size = tar.TypeLink, first, 0
		} else {
			p.links[id] = head.Name
		}
	}
	if err := p.out.WriteHeader(head); err != nil {
		return err
	}
	if head.Typeflag != tar.TypeReg {
		return nil
	}
	f, err := p.root.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(p.out, f)
	return err
}
