package minilxd

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"strconv"
	"strings"
	"syscall"
)

func (s *Server) fileRoutes() {
	s.filesAt("/1.0/instances/{name}/files", s.instanceFiles)
	if s.has("file_storage_volume") {
		s.filesAt(customVolume+"/files", s.volumeFiles)
	}
}

// filesAt serves files at a path from the directory that find returns.
func (s *Server) filesAt(p string, find func(*http.Request) (string, error)) {
	s.route("GET "+p, withRoot(find, s.getFile))
	s.route("HEAD "+p, withRoot(find, s.getFile))
	s.route("POST "+p, withRoot(find, s.postFile))
	s.route("DELETE "+p, withRoot(find, func(_ http.ResponseWriter, r *http.Request, root *os.Root, name string) (any, error) {
		if r.Header.Get("X-Incus-Force") == "true" {
			return nil, fileError(root.RemoveAll(name))
		}
		return nil, fileError(root.Remove(name))
	}))
}

// withRoot opens the directory that find returns as a root that cannot be escaped.
func withRoot(find func(*http.Request) (string, error), h func(http.ResponseWriter, *http.Request, *os.Root, string) (any, error)) handler {
	return func(w http.ResponseWriter, r *http.Request) (any, error) {
		dir, err := find(r)
		if err != nil {
			return nil, err
		}
		if !path.IsAbs(r.URL.Query().Get("path")) {
			return nil, badRequest("path must be absolute")
		}
		root, err := os.OpenRoot(dir)
		if err != nil {
			return nil, err
		}
		defer root.Close()
		name := strings.TrimPrefix(path.Clean(r.URL.Query().Get("path")), "/")
		if name == "" {
			name = "."
		}
		return h(w, r, root, name)
	}
}

func fileError(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return notFound("Not Found")
	case errors.Is(err, fs.ErrExist):
		return conflict("%s", err)
	}
	return err
}

func (s *Server) prefix() string {
	if s.opts.Family == "incus" {
		return "X-Incus-"
	}
	return "X-LXD-"
}

func (s *Server) getFile(w http.ResponseWriter, _ *http.Request, root *os.Root, name string) (any, error) {
	info, err := root.Lstat(name)
	if err != nil {
		return nil, fileError(err)
	}
	kind := "file"
	switch {
	case info.IsDir():
		kind = "directory"
	case info.Mode()&fs.ModeSymlink != 0:
		kind = "symlink"
	}
	h := w.Header()
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		h.Set(s.prefix()+"uid", strconv.Itoa(int(st.Uid)))
		h.Set(s.prefix()+"gid", strconv.Itoa(int(st.Gid)))
		h.Set(s.prefix()+"mode", fmt.Sprintf("%04o", st.Mode&0o7777))
	}
	h.Set(s.prefix()+"type", kind)
	h.Set(s.prefix()+"modified", info.ModTime().UTC().String())
	switch kind {
	case "directory":
		dir, err := root.Open(name)
		if err != nil {
			return nil, err
		}
		defer dir.Close()
		entries, err := dir.Readdirnames(-1)
		return append([]string{}, entries...), err
	case "symlink":
		target, err := root.Readlink(name)
		if err != nil {
			return nil, err
		}
		h.Set("Content-Type", "application/octet-stream")
		_, err = io.WriteString(w, target)
		return raw{}, err
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, fileError(err)
	}
	defer f.Close()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Length", strconv.FormatInt(info.Size(), 10))
	if _, err = io.Copy(w, f); err != nil {
		panic(http.ErrAbortHandler) // the response has begun; it can only be aborted
	}
	return raw{}, nil
}

func (s *Server) postFile(_ http.ResponseWriter, r *http.Request, root *os.Root, name string) (any, error) {
	get := func(key string, base int, otherwise int) int {
		n, err := strconv.ParseInt(r.Header.Get(s.prefix()+key), base, 32)
		if err != nil {
			return otherwise
		}
		return int(n)
	}
	mode := get("mode", 8, -1)
	switch r.Header.Get(s.prefix() + "type") {
	case "directory":
		if err := root.Mkdir(name, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, fileError(err)
		}
	case "symlink":
		target, err := io.ReadAll(io.LimitReader(r.Body, 1<<16))
		if err != nil {
			return nil, err
		}
		return nil, fileError(root.Symlink(string(target), name))
	default:
		flags := os.O_WRONLY | os.O_CREATE | os.O_TRUNC
		if r.Header.Get(s.prefix()+"write") == "append" {
			flags = os.O_WRONLY | os.O_CREATE | os.O_APPEND
		}
		f, err := root.OpenFile(name, flags, 0o644)
		if err != nil {
			return nil, fileError(err)
		}
		_, err = io.Copy(f, r.Body)
		if err := errors.Join(err, f.Close()); err != nil {
			return nil, err
		}
	}
	if mode >= 0 {
		if err := root.Chmod(name, fs.FileMode(mode&0o777)); err != nil {
			return nil, err
		}
	}
	if uid, gid := get("uid", 10, -1), get("gid", 10, -1); os.Getuid() == 0 && (uid >= 0 || gid >= 0) {
		return nil, root.Chown(name, uid, gid)
	}
	return nil, nil
}
