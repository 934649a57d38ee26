package image

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// pack streams an image directory as a compressed tarball: rootfs/, templates/ and metadata.yaml, with owners, modes and
// links, in the order of the stock clients. Like them it uses xz, and falls back to gzip if xz is not installed.
func pack(ctx context.Context, dir string) (packed io.ReadCloser, ending string, err error) {
	for _, need := range []string{"metadata.yaml", "rootfs"} {
		if !exists(filepath.Join(dir, need)) {
			return nil, "", cli.Usagef(i18n.G("directory %s is not an image: missing %s"), dir, need)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, "", err
	}
	r, w := io.Pipe()
	zipped, ending, err := compressor(ctx, w)
	if err != nil {
		return nil, "", errors.Join(err, root.Close())
	}
	go func() {
		defer root.Close()
		p := packer{ctx: ctx, root: root, out: tar.NewWriter(zipped), links: map[fileID]string{}}
		err := p.add("rootfs")
		if err == nil && exists(filepath.Join(dir, "templates")) {
			err = p.add("templates")
		}
		if err == nil {
			err = p.add("metadata.yaml")
		}
		w.CloseWithError(errors.Join(err, p.out.Close(), zipped.Close()))
	}()
	return r, ending, nil
}

// compressor returns a writer that compresses to w. Close returns after all data has been written.
func compressor(ctx context.Context, w io.Writer) (zipped io.WriteCloser, ending string, err error) {
	program, err := exec.LookPath("xz")
	if err != nil {
		return gzip.NewWriter(w), ".tar.gz", nil //nolint:nilerr // servers accept both
	}
	cmd := exec.CommandContext(ctx, program, "-c")
	cmd.Stdout = w
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, "", err
	}
	return &running{in, cmd}, ".tar.xz", cmd.Start()
}

// running is a writer to the standard input of a program.
type running struct {
	io.WriteCloser
	cmd *exec.Cmd
}

// Close closes the standard input and waits for the program to end.
func (r *running) Close() error {
	err := r.WriteCloser.Close()
	if end := r.cmd.Wait(); end != nil {
		return fmt.Errorf("xz: %w", end)
	}
	return err
}

type packer struct {
	ctx   context.Context //nolint:containedctx // lives as long as one call
	root  *os.Root
	out   *tar.Writer
	links map[fileID]string // first name of each file with several hard links
}

// fileID identifies a file independently of its name.
type fileID struct{ device, inode uint64 }

// add adds a file, or a directory with its contents in file system order, like tar.
func (p *packer) add(path string) error {
	if p.ctx.Err() != nil {
		return context.Cause(p.ctx)
	}
	info, err := p.root.Lstat(path)
	if err != nil {
		return err
	}
	if err := p.entry(path, info); err != nil || !info.IsDir() {
		return err
	}
	dir, err := p.root.Open(path)
	if err != nil {
		return err
	}
	names, err := dir.Readdirnames(-1)
	if err = errors.Join(err, dir.Close()); err != nil {
		return err
	}
	for _, name := range names {
		if err := p.add(filepath.Join(path, name)); err != nil {
			return err
		}
	}
	return nil
}

func (p *packer) entry(path string, info fs.FileInfo) error {
	if info.Mode()&fs.ModeSocket != 0 {
		return nil
	}
	target := ""
	var err error
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
	head.Uname, head.Gname = "", "" // IDs only: names differ between systems
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
