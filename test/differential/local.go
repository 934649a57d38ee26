package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// tree describes the files below dir, one line each: type, mode, owner, links and content.
func tree(dir string, skip func(rel string) bool) map[string]string {
	files := map[string]string{}
	_ = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, path)
		if err != nil {
			files[rel] = "unreadable"
			return nil
		}
		if skip != nil && skip(rel) {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		info, err := os.Lstat(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		files[rel] = describe(path, rel, info)
		return nil
	})
	return files
}

// changes returns the files that were added, changed or removed.
func changes(before, after map[string]string) map[string]string {
	changed := map[string]string{}
	for name, text := range after {
		if before[name] != text {
			changed[name] = text
		}
	}
	for name := range before {
		if _, ok := after[name]; !ok {
			changed[name] = "(gone)"
		}
	}
	return changed
}

func describe(path, rel string, info fs.FileInfo) string {
	text := info.Mode().String()
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		text += fmt.Sprintf(" %d:%d", stat.Uid, stat.Gid)
		if info.Mode().IsRegular() && stat.Nlink > 1 {
			text += fmt.Sprintf(" links=%d", stat.Nlink)
		}
		if info.Mode()&fs.ModeDevice != 0 {
			text += fmt.Sprintf(" device=%x", stat.Rdev)
		}
	}
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		to, _ := os.Readlink(path)
		text += " -> " + to
	case info.Mode().IsRegular():
		text += " " + content(path, rel, info.Size())
	}
	return text
}

// content returns a file's text if short, the names in a tar archive, or else a checksum.
func content(path, rel string, size int64) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	base := filepath.Base(rel)
	switch {
	case strings.HasSuffix(base, ".key") || base == "client.crt":
		return "(key or certificate)"
	case bytes.HasPrefix(data, []byte{0x1f, 0x8b}):
		if z, err := gzip.NewReader(bytes.NewReader(data)); err == nil {
			if names := members(z); names != "" {
				return "gzip tar of " + names
			}
			return "gzip"
		}
	case len(data) > 262 && string(data[257:262]) == "ustar":
		return "tar of " + members(bytes.NewReader(data))
	case bytes.HasPrefix(data, []byte("\xfd7zXZ")), bytes.HasPrefix(data, []byte("hsqs")):
		return fmt.Sprintf("%x", sha256.Sum256(data))
	}
	if size > 4096 {
		return fmt.Sprintf("%d bytes, %x", size, sha256.Sum256(data))
	}
	return fmt.Sprintf("%q", data)
}

func members(r io.Reader) string {
	var names []string
	for t := tar.NewReader(r); ; {
		h, err := t.Next()
		if err != nil {
			break
		}
		if strings.Count(h.Name, "/") < 3 {
			names = append(names, h.Name)
		}
	}
	slices.Sort(names)
	if len(names) > 40 {
		names = append(names[:40], "…")
	}
	return strings.Join(names, " ")
}
