package simplestreams

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path"
	"path/filepath"
	"time"
)

// Cache keeps the index and product files of image servers on disk.
type Cache struct {
	Dir      string        // "" keeps nothing
	Lifetime time.Duration // how long a file is used without asking
}

// Document returns a file of the server at a URL, from the cache while that is fresh, or when the server cannot be asked.
func (c Cache) Document(server, name string, download func() ([]byte, error)) ([]byte, error) {
	if c.Dir == "" {
		return download()
	}
	sum := sha256.Sum256([]byte(server))
	file := filepath.Join(c.Dir, hex.EncodeToString(sum[:]), path.Base(name))
	// A file of the future was written before the clock was put back: it must not count as fresh for ever.
	if info, err := os.Stat(file); err == nil && time.Since(info.ModTime()).Abs() < c.Lifetime {
		if data, err := os.ReadFile(file); err == nil {
			return data, nil
		}
	}
	data, err := download()
	if err == nil {
		keep(file, data)
		return data, nil
	}
	if old, stale := os.ReadFile(file); stale == nil {
		return old, nil
	}
	return nil, err
}

// keep writes a cache file whole or not at all; a cache that cannot be written is done without.
func keep(file string, data []byte) {
	if os.MkdirAll(filepath.Dir(file), 0o700) != nil {
		return
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), ".new-")
	if err != nil {
		return
	}
	_, err = tmp.Write(data)
	if errors.Join(err, tmp.Close()) != nil || os.Rename(tmp.Name(), file) != nil {
		os.Remove(tmp.Name())
	}
}
