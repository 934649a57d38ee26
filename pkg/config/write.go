package config

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// secretDirs are the directories that only their owner can look into.
var secretDirs = []string{"oidctokens", "bearertokens", "clientcerts", "jars"}

// WriteFile replaces a file atomically, readable only by its owner. It creates the directory if necessary, with mode 0700 if it
// is for secrets only, otherwise with 0750 as the stock clients do. Symbolic links are followed,
// so that a configuration stored elsewhere remains there.
func WriteFile(path string, data []byte) error {
	return replace(path, data, 0o600, false)
}

// writePublic is like WriteFile for public data: an existing file keeps its mode, a new one has 0644 minus the umask, as
// with the stock clients.
func writePublic(path string, data []byte) error {
	return replace(path, data, 0o644, true)
}

func makeDir(dir string) error {
	if !slices.Contains(secretDirs, filepath.Base(dir)) {
		return os.MkdirAll(dir, 0o750)
	}
	return errors.Join(os.MkdirAll(filepath.Dir(dir), 0o750), os.MkdirAll(dir, 0o700))
}

// readSecret reads a file that WriteFile wrote, and takes access from others if they got it since.
func readSecret(path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	if info, statErr := os.Stat(path); statErr == nil && info.Mode().Perm()&0o077 != 0 {
		_ = os.Chmod(path, 0o600) // the owner may be another
	}
	return data, err
}

func replace(path string, data []byte, mode os.FileMode, keep bool) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	dir := filepath.Dir(path)
	if err := makeDir(dir); err != nil {
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
