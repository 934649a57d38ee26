package minilxd

import (
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path"
	"strings"

	"github.com/pkg/sftp"
)

// serveSFTP serves a directory over a stream. The directory cannot be escaped.
func serveSFTP(dir string) func(net.Conn) {
	return func(conn net.Conn) {
		root, err := os.OpenRoot(dir)
		if err != nil {
			return
		}
		defer root.Close()
		files := rootFiles{root}
		server := sftp.NewRequestServer(conn, sftp.Handlers{FileGet: files, FilePut: files, FileCmd: files, FileList: files})
		_ = server.Serve()
		_ = server.Close()
	}
}

// rootFiles implements the handlers of the SFTP library for a directory.
type rootFiles struct{ root *os.Root }

func below(name string) string {
	if name = strings.TrimPrefix(path.Clean("/"+name), "/"); name != "" {
		return name
	}
	return "."
}

// Fileread opens a file for reading.
func (f rootFiles) Fileread(r *sftp.Request) (io.ReaderAt, error) {
	return f.root.Open(below(r.Filepath))
}

// Filewrite opens a file for writing.
func (f rootFiles) Filewrite(r *sftp.Request) (io.WriterAt, error) {
	flags := os.O_WRONLY | os.O_CREATE
	if r.Pflags().Trunc {
		flags |= os.O_TRUNC
	}
	if r.Pflags().Excl {
		flags |= os.O_EXCL
	}
	return f.root.OpenFile(below(r.Filepath), flags, 0o644)
}

// Filecmd renames and removes files and changes attributes.
func (f rootFiles) Filecmd(r *sftp.Request) error {
	name := below(r.Filepath)
	switch r.Method {
	case "Setstat":
		return f.setstat(r, name)
	case "Rename", "PosixRename":
		return f.root.Rename(name, below(r.Target))
	case "Rmdir", "Remove":
		return f.root.Remove(name)
	case "Mkdir":
		return f.root.Mkdir(name, 0o755)
	case "Symlink":
		return f.root.Symlink(r.Filepath, below(r.Target))
	case "Link":
		return f.root.Link(name, below(r.Target))
	}
	return sftp.ErrSSHFxOpUnsupported
}

func (f rootFiles) setstat(r *sftp.Request, name string) error {
	flags, a := r.AttrFlags(), r.Attributes()
	if flags.Size {
		file, err := f.root.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		defer file.Close()
		if err := file.Truncate(int64(a.Size)); err != nil {
			return err
		}
	}
	if flags.Permissions {
		if err := f.root.Chmod(name, a.FileMode().Perm()); err != nil {
			return err
		}
	}
	if flags.UidGid && os.Getuid() == 0 {
		if err := f.root.Lchown(name, int(a.UID), int(a.GID)); err != nil {
			return err
		}
	}
	if flags.Acmodtime {
		return f.root.Chtimes(name, a.AccessTime(), a.ModTime())
	}
	return nil
}

// infos implements sftp.ListerAt.
type infos []fs.FileInfo

// ListAt implements sftp.ListerAt.
func (l infos) ListAt(into []fs.FileInfo, offset int64) (int, error) {
	if offset >= int64(len(l)) {
		return 0, io.EOF
	}
	n := copy(into, l[offset:])
	if n < len(into) {
		return n, io.EOF
	}
	return n, nil
}

// Filelist lists directories and returns attributes.
func (f rootFiles) Filelist(r *sftp.Request) (sftp.ListerAt, error) {
	name := below(r.Filepath)
	if r.Method == "Stat" {
		info, err := f.root.Stat(name)
		return infos{info}, err
	}
	dir, err := f.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	list, err := dir.Readdir(-1)
	return infos(list), err
}

// Lstat returns the attributes of a link itself.
func (f rootFiles) Lstat(r *sftp.Request) (sftp.ListerAt, error) {
	info, err := f.root.Lstat(below(r.Filepath))
	return infos{info}, err
}

// Readlink returns the target of a link.
func (f rootFiles) Readlink(name string) (string, error) { return f.root.Readlink(below(name)) }

// upgraded switches the connection to a raw protocol and calls the function that find returns with it.
func (s *Server) upgraded(protocol string, find func(r *http.Request) (serve func(net.Conn), err error)) handler {
	return func(w http.ResponseWriter, r *http.Request) (any, error) {
		if r.Header.Get("Upgrade") != protocol {
			return nil, badRequest("Missing or invalid upgrade header")
		}
		serve, err := find(r)
		if err != nil {
			return nil, err
		}
		conn, buffered, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return nil, err
		}
		_, _ = buffered.WriteString("HTTP/1.1 101 Switching Protocols\r\nUpgrade: " + protocol + "\r\nConnection: Upgrade\r\n\r\n")
		_ = buffered.Flush()
		s.work.Add(1)
		go func() {
			defer s.work.Done()
			defer conn.Close()
			stop := closeAtEnd(s.ctx, conn)
			defer stop()
			serve(withBuffered{conn, buffered.Reader})
		}()
		return raw{}, nil
	}
}
