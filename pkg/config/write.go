package config

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// WriteFile replaces a file atomically, readable only by its owner. It creates the directory with mode 0750 if necessary.
// Symbolic links are followed, so that a configuration stored elsewhere remains there.
func WriteFile(path string, data []byte) error {
	return replace(path, data, 0o600, false)
}

// writePublic is like WriteFile for public data: an existing file keeps its mode, a new one has 0644 minus the umask, as
// with the stock clients.
func writePublic(path string, data []byte) error {
	return replace(path, data, 0o644, true)
}

func replace(path string, data []byte, mode os.FileMode, keep bool) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	tmp, err := os.OpenFile(filepath.Join(dir, "."+filepath.Base(path)+".new-"+rand.Text()), os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = tmp.Write(data)
	if old, statErr := os.Stat(path); statErr == nil && keep && err == nil {
		err = tmp.Chmod(old.Mode().Perm())
	}
	if err == nil {
		err = tmp.Sync()
	}
	err = errors.Join(err, tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("cannot write %s: %w", path, err), os.Remove(tmp.Name()))
	}
	return nil
}
