package file

import (
	"archive/tar"
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// A tree of many small files is transferred as a tar stream through the instance's tar program, if it is running and has
// one. This is two to three times as fast as SFTP, which confirms each file. If anything goes wrong, SFTP takes over.
const (
	tarFrom  = 200     // number of files from which tar is used
	tarLarge = 4 << 20 // bytes from which a file is sent over SFTP, which handles holes

	// archivePiece is the number of bytes of an archive that are passed on at once: its headers and padding alone would each
	// make a message.
	archivePiece = 128 << 10
)

// errNoTar means that the tree must go over SFTP.
var errNoTar = errors.New("no tar stream")

// tarStats records what a tar stream has done, so that SFTP does not count or report it twice.
type tarStats struct {
	bytes int
	odd   []string // not files, directories or links
}

// end reports whether the stream succeeded. Otherwise it reverts the byte count.
func (t *tarStats) end(w *workers, m *meter, err error) bool {
	if err != nil {
		m.add(-t.bytes)
		return false
	}
	for _, name := range t.odd {
		w.fail(name, notCopied(name))
	}
	return true
}

// notCopied returns the error for a device, pipe or socket in a tree.
func notCopied(name string) error {
	return cli.Failed(i18n.F("%s is not a file, directory or symbolic link", name))
}

// packer writes a tree as a tar archive.
type packer struct {
	*pushOptions
	large []string // skipped, for SFTP
	tarStats
}

// hasManyLocalFiles reports whether a local directory contains enough files for tar.
func hasManyLocalFiles(dir string) bool {
	n := 0
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
		}
		if n >= tarFrom {
			return fs.SkipAll
		}
		return nil
	})
	return n >= tarFrom
}

// tarUpload copies the contents of a local directory to an empty directory of the instance, and reports whether it
// succeeded. It returns the large files that it skipped, for SFTP.
func (o *pushOptions) tarUpload(workers *workers, source, target string) (large []string, done bool) {
	t := guestExec{o.srv, o.target}
	if o.links.all || !hasManyLocalFiles(source) || !t.ready() {
		return nil, false
	}
	ctx, cancel := context.WithCancel(workers.ctx)
	defer cancel()
	r, w := io.Pipe()
	p := &packer{pushOptions: o}
	failed := make(chan error, 1)
	go func() {
		buffered := bufio.NewWriterSize(w, archivePiece)
		err := p.run(ctx, buffered, source)
		err = errors.Join(err, buffered.Flush())
		failed <- errors.Join(err, w.CloseWithError(err))
	}()
	err := t.run(ctx, r, nil, "tar", "-C", target, "-xpf", "-")
	_ = r.CloseWithError(errNoTar)
	done = p.end(workers, o.meter, errors.Join(err, <-failed))
	return p.large, done
}

// run writes a tree in a format that all tar programs read, with the owners and modes that SFTP would set.
func (p *packer) run(ctx context.Context, w io.Writer, source string) error {
	archive := tar.NewWriter(w)
	err := filepath.WalkDir(source, func(file string, d fs.DirEntry, err error) error {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil || file == source {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		name, err := filepath.Rel(source, file)
		if err != nil {
			return err
		}
		a := p.attributesOf(info)
		h := &tar.Header{Name: filepath.ToSlash(name), Mode: int64(a.mode), Uid: a.uid, Gid: a.gid, ModTime: time.Now(), Format: tar.FormatGNU}
		switch mode := info.Mode(); {
		case mode.IsDir():
			h.Typeflag, h.Mode, h.Name = tar.TypeDir, int64(p.directoryMode(a.mode)), h.Name+"/"
		case mode&fs.ModeSymlink != 0:
			link, err := os.Readlink(file)
			if err != nil {
				return err
			}
			h.Typeflag, h.Linkname, h.Mode, h.Uid, h.Gid = tar.TypeSymlink, filepath.ToSlash(link), 0o777, 0, 0
		case !mode.IsRegular():
			p.odd = append(p.odd, file)
			return nil
		case info.Size() >= tarLarge:
			p.large = append(p.large, name)
			return nil
		default:
			return p.addFile(archive, h, file)
		}
		return archive.WriteHeader(h)
	})
	return errors.Join(err, archive.Close())
}

// addFile writes a file with the size that it had when it was opened.
func (p *packer) addFile(archive *tar.Writer, h *tar.Header, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	h.Typeflag, h.Size = tar.TypeReg, info.Size()
	if err := archive.WriteHeader(h); err != nil {
		return err
	}
	n, err := io.CopyN(archive, metered{f, p.meter}, h.Size)
	p.bytes += int(n)
	return err
}

// hasManyFiles reports whether a directory of the instance contains enough files for tar. It only lists a few directories.
func (t *puller) hasManyFiles(dir string) bool {
	files := 0
	dirs := []string{dir}
	for looks := 0; len(dirs) > 0 && looks < 20 && files < tarFrom; looks++ {
		entries, err := t.o.store.list(dirs[0])
		if err != nil {
			return false
		}
		for _, e := range entries {
			if e.mode.IsDir() {
				dirs = append(dirs, path.Join(dirs[0], e.name))
			} else {
				files++
			}
		}
		dirs = dirs[1:]
	}
	return files >= tarFrom
}

// tarDownload copies the contents of a directory of the instance, and reports whether it succeeded.
func (t *puller) tarDownload(from, to string, fresh bool) bool {
	stream := guestExec{t.o.srv, t.o.source}
	if t.o.links.all || !t.hasManyFiles(from) || !stream.ready() {
		return false
	}
	ctx, cancel := context.WithCancel(t.w.ctx)
	defer cancel()
	r, w := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := stream.run(ctx, nil, w, "tar", "-C", from, "-cf", "-", ".")
		ended <- errors.Join(err, w.CloseWithError(err))
	}()
	u := &unpacker{puller: t, to: to, fresh: map[string]bool{".": fresh}, seen: map[string]bool{}}
	err := u.run(bufio.NewReaderSize(r, archivePiece))
	if err != nil {
		cancel() // stop the sender
	}
	_ = r.CloseWithError(errNoTar)
	return u.end(t.w, t.o.meter, errors.Join(err, <-ended))
}
