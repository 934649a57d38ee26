package file

import (
	"errors"
	"io"
	"io/fs"
	"path"

	lxd "github.com/openlxc/lxc/pkg/client"
)

// restStore implements store with one request per file.
type restStore struct {
	srv      lxd.InstanceServer
	instance string
}

func (s *restStore) lstat(p string) (entry, error) {
	body, info, err := s.srv.GetInstanceFile(s.instance, p)
	if err != nil {
		return entry{}, err
	}
	if body != nil { // draining a short response lets the connection be reused
		_, _ = io.CopyN(io.Discard, body, 64<<10)
		defer body.Close()
	}
	mode := fs.FileMode(0o644)
	if info.Mode >= 0 {
		mode = fileMode(info.Mode)
	}
	switch info.Type {
	case "directory":
		mode |= fs.ModeDir
	case "symlink":
		mode |= fs.ModeSymlink
	}
	return entry{name: path.Base(p), mode: mode, size: info.Size, uid: -1, gid: -1}, nil
}

// maxLinks is the number of symbolic links to follow.
const maxLinks = 40

func (s *restStore) resolve(p string) (string, entry, error) {
	for range maxLinks {
		e, err := s.lstat(p)
		if err != nil || e.mode&fs.ModeSymlink == 0 {
			return p, e, err
		}
		target, err := s.readlink(p)
		if err != nil {
			return p, e, err
		}
		if !path.IsAbs(target) {
			target = path.Join(path.Dir(p), target)
		}
		p = target
	}
	return p, entry{}, errors.New("too many symbolic links")
}

func (s *restStore) stat(p string) (entry, error) {
	_, e, err := s.resolve(p)
	return e, err
}

func (s *restStore) list(p string) ([]entry, error) {
	p, _, err := s.resolve(p)
	if err != nil {
		return nil, err
	}
	_, info, err := s.srv.GetInstanceFile(s.instance, p)
	if err != nil {
		return nil, err
	}
	out := make([]entry, 0, len(info.Entries))
	for _, name := range info.Entries {
		e, err := s.lstat(path.Join(p, name))
		if err != nil {
			return nil, err
		}
		e.name = name
		out = append(out, e)
	}
	return out, nil
}

func (s *restStore) open(p string) (io.ReadCloser, error) {
	p, _, err := s.resolve(p)
	if err != nil {
		return nil, err
	}
	body, _, err := s.srv.GetInstanceFile(s.instance, p)
	if err == nil && body == nil {
		err = errors.New("is a directory")
	}
	return body, err
}

func (s *restStore) readlink(p string) (string, error) {
	body, _, err := s.srv.GetInstanceFile(s.instance, p)
	if err != nil {
		return "", err
	}
	if body == nil {
		return "", errors.New("not a link")
	}
	defer body.Close()
	target, err := io.ReadAll(io.LimitReader(body, 1<<16))
	if n := len(target); n > 0 && target[n-1] == '\n' { // LXD 3 and 4 append a newline
		target = target[:n-1]
	}
	return string(target), err
}

func (s *restStore) post(p, kind string, content io.ReadSeeker, a attributes) error {
	return s.srv.CreateInstanceFile(s.instance, p, lxd.InstanceFileArgs{
		Content: content, Type: kind, UID: int64(a.uid), GID: int64(a.gid), Mode: a.mode, WriteMode: writeMode(kind),
	})
}

func writeMode(kind string) string {
	if kind == "file" {
		return "overwrite"
	}
	return ""
}

func (s *restStore) write(p string, content io.Reader, _ bool, a attributes) error {
	return s.post(p, "file", seekable{content}, a)
}

func (s *restStore) mkdir(p string, a attributes) (bool, error) {
	if e, err := s.stat(p); err == nil && e.mode.IsDir() {
		return false, nil // older servers reject an existing directory
	}
	return true, s.post(p, "directory", nil, a)
}

func (s *restStore) symlink(target, p string) error {
	err := s.post(p, "symlink", newText(target), attributes{-1, -1, -1})
	if err == nil {
		return nil
	}
	// Like cp, replace an existing link. Keep a file, because the server may have refused for another reason.
	if e, statErr := s.lstat(p); statErr != nil || e.mode&fs.ModeSymlink == 0 || s.srv.DeleteInstanceFile(s.instance, p) != nil {
		return err
	}
	return s.post(p, "symlink", newText(target), attributes{-1, -1, -1})
}

func (s *restStore) remove(p string) error {
	if s.srv.HasExtension("file_delete_force") {
		return s.srv.DeleteInstanceFileRecursive(s.instance, p)
	}
	e, err := s.lstat(p)
	if err != nil {
		return err
	}
	if e.mode.IsDir() {
		entries, err := s.list(p)
		if err != nil {
			return err
		}
		for _, child := range entries {
			if err := s.remove(path.Join(p, child.name)); err != nil {
				return err
			}
		}
	}
	return s.srv.DeleteInstanceFile(s.instance, p)
}

// change does nothing, because the file API cannot change existing files.
func (s *restStore) change(string, attributes, int64) error {
	return nil
}

func (s *restStore) close() {}
