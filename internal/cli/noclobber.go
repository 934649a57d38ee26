package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/pkg/i18n"
)

// NoClobber is the flag --no-clobber of commands that write local files.
type NoClobber bool

// Flag declares --no-clobber.
func (n *NoClobber) Flag(cmd *cobra.Command) {
	cmd.Flags().BoolVar((*bool)(n), "no-clobber", false, i18n.G("Refuse to replace existing files"))
}

// Refuse returns an error if --no-clobber is set and one of the paths exists. As with the shell option of that name, devices
// and pipes are allowed: they are written to, not replaced.
func (n NoClobber) Refuse(paths ...string) error {
	for _, path := range paths {
		if bool(n) && exists(path) {
			return existsError(path)
		}
	}
	return nil
}

// RefuseAny is like Refuse for base with any of the endings, when the ending is not known yet.
func (n NoClobber) RefuseAny(dir, base string, endings ...string) error {
	for _, ending := range endings {
		if err := n.Refuse(filepath.Join(dir, base+ending)); err != nil {
			return err
		}
	}
	return nil
}

// Explain replaces the error for a file that appeared in the meantime with that of Refuse.
func (n NoClobber) Explain(err error) error {
	var path *fs.PathError
	if bool(n) && errors.Is(err, fs.ErrExist) && errors.As(err, &path) {
		return existsError(path.Path)
	}
	return err
}

func existsError(path string) error {
	return fmt.Errorf("%s%w", i18n.F("%s already exists (not replaced because of --no-clobber)", path), quiet{fs.ErrExist})
}

// quiet wraps an error without adding text, because the message already says it.
type quiet struct{ error }

func (quiet) Error() string   { return "" }
func (q quiet) Unwrap() error { return q.error }

func exists(path string) bool {
	info, err := os.Lstat(path)
	if err != nil {
		return false
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		followed, err := os.Stat(path)
		if err != nil {
			return true // a dangling link counts, too
		}
		info = followed
	}
	return info.Mode().IsRegular() || info.IsDir()
}
