package clitest

import (
	"io/fs"
	"os"
	"path/filepath"
)

// tree lists a directory.
func (s *scripted) tree(name string) string {
	s.t.Helper()
	text, top := "", filepath.Join(s.dir, name)
	err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == top {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		short, err := filepath.Rel(top, path)
		text += info.Mode().String() + " " + short
		if target, err := os.Readlink(path); err == nil {
			text += " -> " + target
		}
		text += "\n"
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return text
}
