package config

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"

	"github.com/gofrs/flock"
)

// tokenFile stores the OIDC tokens of a remote in oidctokens/NAME.json, readable only by its owner.
type tokenFile struct{ path string }

// Load reads the file, if it exists.
func (f tokenFile) Load() ([]byte, error) {
	data, err := readSecret(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

// Save replaces the file.
func (f tokenFile) Save(data []byte) error { return WriteFile(f.path, data) }

// Lock excludes other processes until the returned function is called.
func (f tokenFile) Lock(ctx context.Context) (func(), error) {
	if err := makeDir(filepath.Dir(f.path)); err != nil {
		return nil, err
	}
	l := flock.New(f.path+".lock", flock.SetPermissions(0o600))
	if _, err := l.TryLockContext(ctx, lockInterval); err != nil {
		return nil, err
	}
	return func() { _ = l.Unlock() }, nil
}
