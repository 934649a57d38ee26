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

// Refuse returns an error when --no-clobber is set and one of the paths exists. As with the shell's option of that name,
// what is neither a file nor a directory (a device, a pipe) may exist: it is written to and not replaced.
func (n NoClobber) Refuse(paths ...string) error {
	for _, path := range paths {
		if bool(n) && exists(path) {
			return existsError(path)
		}
	}
	return nil
}

// RefuseAny is Refuse for all files of a pattern, where the ending of the name is not known yet.
func (n NoClobber) RefuseAny(dir, base string, endings ...string) error {
	for _, ending := range endings {
		if err := n.Refuse(filepath.Join(dir, base+ending)); err != nil {
			return err
		}
	}
	return nil
}

// Explain turns the error of a file that somebody else has made meanwhile into that of Refuse.
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

// quiet is an error whose words are said already.
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
			return true // a link that leads nowhere is in the way, too
		}
		info = followed
	}
	return info.Mode().IsRegular() || info.IsDir()
}
