package compat

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"
)

// PushFile writes a file. mode is octal, such as "0644"; buf is read to its end.
func (c *Client) PushFile(container string, p string, gid int, uid int, mode string, buf io.ReadSeeker) error {
	srv, err := c.server()
	if err != nil {
		return err
	}
	bits, err := strconv.ParseUint(mode, 8, 32)
	if err != nil {
		return fmt.Errorf("%q is no octal mode", mode)
	}
	return srv.CreateContainerFile(container, p, lxd.ContainerFileArgs{
		Content: buf, UID: int64(uid), GID: int64(gid), Mode: int(bits), Type: "file",
	})
}

// PullFile opens a file. It returns the uid, gid, mode, type and content and, for a directory, its entries.
func (c *Client) PullFile(container string, p string) (int, int, int, string, io.ReadCloser, []string, error) {
	srv, err := c.server()
	if err != nil {
		return 0, 0, 0, "", nil, nil, err
	}
	content, info, err := srv.GetContainerFile(container, p)
	if err != nil {
		return 0, 0, 0, "", nil, nil, err
	}
	return int(info.UID), int(info.GID), info.Mode, info.Type, content, info.Entries, nil
}

// Mkdir creates a directory.
func (c *Client) Mkdir(container string, p string, mode os.FileMode) error {
	srv, err := c.server()
	if err != nil {
		return err
	}
	return srv.CreateContainerFile(container, p, lxd.ContainerFileArgs{UID: -1, GID: -1, Mode: int(mode.Perm()), Type: "directory"})
}

// MkdirP creates a directory and any missing parents.
func (c *Client) MkdirP(container string, p string, mode os.FileMode) error {
	p = path.Clean("/" + p)
	if p == "/" {
		return nil
	}
	if _, _, _, kind, content, _, err := c.PullFile(container, p); err == nil {
		if content != nil {
			_ = content.Close()
		}
		if kind != "directory" {
			return fmt.Errorf("%s is not a directory", p)
		}
		return nil
	}
	if err := c.MkdirP(container, path.Dir(p), mode); err != nil {
		return err
	}
	return c.Mkdir(container, p, mode)
}

// RecursivePushFile copies a local directory tree into the directory target.
func (c *Client) RecursivePushFile(container string, source string, target string) error {
	above := filepath.Dir(filepath.Clean(source))
	return filepath.WalkDir(source, func(p string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(above, p)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		to := path.Join(target, filepath.ToSlash(rel))
		if d.IsDir() {
			return c.MkdirP(container, to, info.Mode())
		}
		f, err := os.Open(p)
		if err != nil {
			return err
		}
		defer f.Close()
		return c.PushFile(container, to, -1, -1, fmt.Sprintf("%04o", info.Mode().Perm()), f)
	})
}

// RecursivePullFile copies a directory tree into the local directory targetDir. Nothing is written outside targetDir, whatever
// the server sends.
func (c *Client) RecursivePullFile(container string, p string, targetDir string) error {
	root, err := os.OpenRoot(targetDir)
	if err != nil {
		return err
	}
	defer root.Close()
	return c.pullInto(root, container, p, path.Base(path.Clean("/"+p)))
}

func (c *Client) pullInto(root *os.Root, container, from, to string) error {
	_, _, mode, kind, content, entries, err := c.PullFile(container, from)
	if err != nil {
		return err
	}
	if kind == "directory" {
		if err := root.Mkdir(to, os.FileMode(max(mode, 0)).Perm()|0o700); err != nil && !errors.Is(err, os.ErrExist) {
			return err
		}
		for _, e := range entries {
			if e == "" || e == "." || e == ".." || strings.ContainsAny(e, "/\x00") {
				return fmt.Errorf("the server named a file %q, which is none", e)
			}
			if err := c.pullInto(root, container, path.Join(from, e), path.Join(to, e)); err != nil {
				return err
			}
		}
		return nil
	}
	defer content.Close()
	if kind == "symlink" {
		target, err := io.ReadAll(io.LimitReader(content, 4096))
		if err != nil {
			return err
		}
		return root.Symlink(string(target), to)
	}
	f, err := root.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, os.FileMode(max(mode, 0)).Perm()|0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, content)
	return errors.Join(err, f.Close())
}
