package file

import (
	"context"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// ownerFlags are the flags for owner and mode; -1 means not given.
type ownerFlags struct {
	uid, gid int
	mode     string
	bits     int // parsed mode
}

func (o *ownerFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.IntVar(&o.uid, "uid", -1, i18n.G("User ID of the owner"))
	f.IntVar(&o.gid, "gid", -1, i18n.G("Group ID of the owner"))
	f.StringVar(&o.mode, "mode", "", i18n.G("Permission bits, in octal"))
}

// parse parses the octal mode.
func (o *ownerFlags) parse() error {
	o.bits = -1
	if o.mode == "" {
		return nil
	}
	bits, err := strconv.ParseUint(o.mode, 8, 16)
	if err != nil || bits > 0o7777 {
		return cli.Usagef(i18n.G("invalid mode %q: use octal digits, for example 0644"), o.mode)
	}
	o.bits = int(bits)
	return nil
}

// destination returns the target, whether it exists, and whether it is a directory to copy into.
func (o *pushOptions) destination() (dir string, exists, isDir bool, err error) {
	target := path.Clean(o.target.Path)
	e, err := o.store.stat(target)
	exists, isDir = err == nil, err == nil && e.mode.IsDir()
	if exists {
		o.seen = map[string]entry{target: e}
	}
	wantsDir := strings.HasSuffix(o.target.Path, "/") || len(o.sources) > 1
	if !exists && !isNotFound(err) {
		return "", false, false, err
	}
	if tree := o.trees(); !exists && (o.dirs || tree) { // create a directory for the tree
		parent := path.Dir(target)
		if wantsDir || tree {
			parent, isDir = target, true
		}
		if err := o.mkdirs(parent); err != nil {
			return "", false, false, err
		}
		return target, isDir, isDir, nil
	}
	if wantsDir && !exists { // let the server report what is missing
		return target, false, true, nil
	}
	if wantsDir && !isDir {
		return "", false, false, cli.Failed(i18n.F("%s is not a directory in the instance", o.target.Path))
	}
	return target, exists, isDir, nil
}

func (o *pushOptions) mkdirs(dir string) error {
	if dir == "/" {
		return nil
	}
	if e, err := o.store.stat(dir); err == nil {
		if !e.mode.IsDir() {
			return cli.Failed(i18n.F("%s exists and is not a directory", dir))
		}
		return nil
	}
	if err := o.mkdirs(path.Dir(dir)); err != nil {
		return err
	}
	a := attributes{o.owner.uid, o.owner.gid, 0o755}
	if !o.recursive && !o.links.all {
		a.mode = cli.PerFlavor(o.app, 0o750, 0o755)
		if _, plain := o.store.(*restStore); plain && o.app.Family == "lxd" { // the server chooses the mode
			a = attributes{pick(o.owner.uid, 0), pick(o.owner.gid, 0), -1}
		}
	}
	_, err := o.store.mkdir(dir, a)
	return err
}

// trees reports whether the sources include a directory.
func (o *pushOptions) trees() bool {
	look := os.Lstat
	if o.links.follow(true, o.recursive) {
		look = os.Stat
	}
	return o.recursive && slices.ContainsFunc(o.sources, func(source string) bool {
		info, err := look(source)
		return err == nil && info.IsDir()
	})
}

// writer returns the store to write a file with: only SFTP can change owner and mode of an existing file.
func (o *pushOptions) writer(ctx context.Context, exists bool) store {
	if _, single := o.store.(*restStore); !single || !exists || o.existing(attributes{}) == (attributes{-1, -1, -1}) {
		return o.store
	}
	o.open.Do(func() {
		if s, err := openStore(ctx, o.app, o.srv, o.target, true); err == nil {
			o.store.close()
			o.store = s
		}
	})
	return o.store
}

// existing returns the attributes for an existing file. incus sets those of the local file. lxc keeps the existing ones,
// except for those given by flags if the server can change them.
func (o *pushOptions) existing(local attributes) attributes {
	switch {
	case o.app.Family == "incus":
		return local
	case o.srv.HasExtension("instances_files_modify_permissions"):
		return attributes{o.owner.uid, o.owner.gid, o.owner.bits}
	}
	return attributes{-1, -1, -1}
}
