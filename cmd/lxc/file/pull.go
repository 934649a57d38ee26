package file

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/download"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type pullOptions struct {
	sources   []operand
	target    string
	dirs      bool
	recursive bool
	keep      cli.NoClobber
	links     linkFlags
	owner     ownerFlags // of the local files

	srv    lxd.InstanceServer
	source config.FileRef // instance or volume to pull from
	store  store
	meter  *meter
}

func pull(app *cli.App, at location) *cobra.Command {
	var o pullOptions
	cmd := app.Command(cli.Spec{
		Name: "pull", Short: at.either(i18n.G("Copy files out of an instance"), i18n.G("Copy files out of a volume")),
		Long:    i18n.G("Paths work as in cp: into an existing directory, otherwise to the given name. A target of - writes to standard output. Files get the permission bits of the source, without setuid and setgid. Nothing is written outside the target, even if the instance contains links that point elsewhere."),
		Example: "lxc file pull web/etc/hosts .\nlxc file pull -r web/var/www site\nlxc file pull web/var/log/messages - | less",
		Args:    append(at.operands(&o.sources), cli.Local("target path", &o.target)),
		Run:     func(ctx context.Context) error { return o.run(ctx, app) },
	})
	f := cmd.Flags()
	f.BoolVarP(&o.dirs, "create-dirs", "p", false, i18n.G("Create missing directories"))
	f.BoolVarP(&o.recursive, "recursive", "r", false, i18n.G("Copy directories recursively"))
	o.keep.Flag(cmd)
	o.owner.add(cmd)
	o.links.add(cmd)
	return cmd
}

func isNotFound(err error) bool {
	return errors.Is(err, api.ErrNotFound) || errors.Is(err, fs.ErrNotExist)
}

func (o *pullOptions) run(ctx context.Context, app *cli.App) error {
	if err := o.owner.parse(); err != nil {
		return err
	}
	if err := o.refuse(); err != nil {
		return err
	}
	dir, isDir, err := o.destination()
	if err != nil {
		return err
	}
	o.meter = newMeter(o.progress(app))
	defer o.meter.stop()
	for _, source := range o.sources {
		if source.err != nil {
			return source.err
		}
		if err := o.from(ctx, app, source.FileRef, dir, isDir); err != nil {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			return o.keep.Explain(cli.WithObject("path", refTo(source.FileRef), err))
		}
	}
	return nil
}

func isLocalDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// refuse returns an error if --no-clobber forbids writing the target.
func (o *pullOptions) refuse() error {
	if !bool(o.keep) || o.toOutput() {
		return nil
	}
	isDir := o.target == "" || isLocalDir(o.target)
	seen := map[string]bool{}
	for _, source := range o.sources {
		if source.err != nil {
			return nil //nolint:nilerr // reported when it is its turn
		}
		target := o.target
		if isDir || len(o.sources) > 1 {
			target = filepath.Join(target, path.Base(path.Clean(source.Path)))
		}
		if seen[target] {
			return o.keep.Explain(&fs.PathError{Op: "open", Path: target, Err: fs.ErrExist})
		}
		seen[target] = true
		if err := o.keep.Refuse(target); err != nil {
			return err
		}
	}
	return nil
}

// destination returns the target and whether it is a directory to copy into.
func (o *pullOptions) destination() (target string, isDir bool, err error) {
	if o.toOutput() {
		return "-", false, nil
	}
	if o.target == "" {
		o.target = "."
	}
	info, err := os.Stat(o.target)
	isDir = err == nil && info.IsDir()
	slash := strings.HasSuffix(o.target, "/") || strings.HasSuffix(o.target, string(filepath.Separator))
	target = filepath.Clean(o.target)
	switch _, lstatErr := os.Lstat(target); {
	case isDir:
	case len(o.sources) > 1 && lstatErr == nil:
		return "", false, cli.Failed(i18n.F("%s is not a directory", o.target))
	case errors.Is(lstatErr, fs.ErrNotExist) && (len(o.sources) > 1 || slash):
		isDir, err = true, os.MkdirAll(target, 0o755)
		return target, isDir, err
	case o.dirs:
		return target, false, os.MkdirAll(filepath.Dir(target), 0o755)
	}
	return target, isDir, nil
}

// toOutput reports whether to write to standard output. With several sources or --recursive, "-" is a directory.
func (o *pullOptions) toOutput() bool { return o.target == "-" && len(o.sources) == 1 && !o.recursive }

func (o *pullOptions) from(ctx context.Context, app *cli.App, source config.FileRef, target string, isDir bool) error {
	srv, err := app.Server(ctx, source.Remote)
	if err != nil {
		return err
	}
	o.srv, o.source = srv, source
	if o.store, err = openStore(ctx, app, srv, source, false); err != nil {
		return err
	}
	defer o.store.close()
	from := path.Clean(source.Path)
	look := o.store.lstat
	if o.links.follow(true, o.recursive) {
		look = o.store.stat
	}
	e, err := look(from)
	if err != nil {
		return err
	}
	if e.mode.IsDir() && !o.recursive {
		return cli.Refused("file", i18n.F("%s is a directory: use --recursive", source.Path))
	}
	if !e.mode.IsDir() && len(o.sources) == 1 {
		o.meter.expect(func() int64 { return e.size })
	}
	if o.toOutput() {
		return o.stream(app, from, e)
	}
	if e.mode.IsDir() && !isDir { // create a directory for the tree
		if err := os.MkdirAll(target, 0o755); err != nil {
			return err
		}
		isDir = true
	}
	name := path.Base(from)
	if isDir {
		if name == "/" {
			name = "."
		}
		if name != "." && download.PlainName(name, "") == "" {
			return cli.Failed(i18n.F("%q cannot be used as a local file name", name))
		}
	} else {
		target, name = filepath.Dir(target), filepath.Base(target)
	}
	root, err := os.OpenRoot(target)
	if err != nil {
		return err
	}
	defer root.Close()
	w := newWorkers(ctx)
	t := &puller{o: o, app: app, root: root, w: w, unlinked: isDir && o.recursive}
	if err := t.entry(e, from, name, true); err != nil {
		return err
	}
	err = w.wait()
	return errors.Join(err, t.finish())
}

func (o *pullOptions) stream(app *cli.App, from string, e entry) error {
	f, err := o.store.open(from)
	if err != nil {
		return err
	}
	defer f.Close()
	if again, ok := f.(*remoteFile); ok {
		again.expect(e)
	}
	if src, ok := f.(io.WriterTo); ok {
		_, err = src.WriteTo(app.Streams.Out)
		return err
	}
	_, err = io.CopyBuffer(struct{ io.Writer }{app.Streams.Out}, f, make([]byte, 128<<10))
	return err
}

// puller writes a tree below a directory. All local access goes through root, so that nothing outside it is touched.
type puller struct {
	o     *pullOptions
	app   *cli.App
	root  *os.Root
	w     *workers
	modes []dirMode // modes of directories, set at the end because directories may lack write permission
	// unlinked replaces a link in place of the named file: an earlier recursive pull may have left it.
	unlinked bool
}

type dirMode struct {
	name string
	mode fs.FileMode
}

func (t *puller) entry(e entry, from, to string, named bool) error {
	if e.mode&fs.ModeSymlink != 0 {
		if !t.o.links.follow(named, t.o.recursive) {
			t.w.run(from, func() error { return t.link(from, to) })
			return nil
		}
		followed, err := t.o.store.stat(from)
		if err != nil {
			return err
		}
		e = followed
	}
	switch {
	case e.mode.IsDir():
		return t.directory(e, from, to, named)
	case !e.mode.IsRegular():
		return notCopied(from)
	}
	t.w.run(from, func() error { return t.file(e, from, to, named) })
	return nil
}

func (t *puller) link(from, to string) error {
	target, err := t.o.store.readlink(from)
	if err != nil {
		return err
	}
	return t.linkTo(target, to)
}

func (t *puller) linkTo(target, to string) error {
	if info, err := t.root.Lstat(to); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if err := t.root.Remove(to); err != nil {
			return err
		}
	}
	return t.root.Symlink(target, to)
}

func (t *puller) file(e entry, from, to string, named bool) error {
	src, err := t.o.store.open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	if f, ok := src.(*remoteFile); ok {
		f.expect(e)
	}
	if _, err := t.root.Lstat(to); named && t.unlinked && err == nil && bool(t.o.keep) {
		return &fs.PathError{Op: "open", Path: to, Err: fs.ErrExist}
	}
	if named && !t.unlinked {
		return t.writeNamed(e, src, to)
	}
	return t.write(e, src, to)
}

type meteredWriter struct {
	io.Writer
	meter *meter
}

func (w meteredWriter) Write(p []byte) (int, error) {
	n, err := w.Writer.Write(p)
	w.meter.add(n)
	return n, err
}

// makeDirectory creates a directory if necessary, and reports whether it is new.
func (t *puller) makeDirectory(e entry, to string) (fresh bool, err error) {
	info, err := t.root.Lstat(to)
	switch {
	case err != nil:
		if err := t.root.Mkdir(to, 0o700); err != nil {
			return false, err
		}
		t.modes = append(t.modes, dirMode{to, e.mode.Perm()})
		return true, nil
	case !info.IsDir():
		return false, cli.Failed(i18n.F("%s exists and is not a directory", to))
	}
	return false, nil
}

func (t *puller) directory(e entry, from, to string, named bool) error {
	fresh, err := t.makeDirectory(e, to)
	if err != nil {
		return err
	}
	if named && t.tarDownload(from, to, fresh) {
		return nil
	}
	entries, err := t.o.store.list(from)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, child := range entries {
		if t.w.stopped() {
			return nil
		}
		if download.PlainName(child.name, "") == "" || seen[child.name] {
			t.w.fail(from, cli.Failed(i18n.F("the server sent an invalid file name: %q", child.name)))
			continue
		}
		seen[child.name] = true
		if err := t.entry(child, path.Join(from, child.name), filepath.Join(to, child.name), false); err != nil {
			t.w.fail(path.Join(from, child.name), err)
		}
	}
	return nil
}

// finish sets the modes of directories, innermost first.
func (t *puller) finish() error {
	var errs []error
	for i := len(t.modes) - 1; i >= 0; i-- {
		errs = append(errs, t.root.Chmod(t.modes[i].name, t.modes[i].mode))
	}
	return errors.Join(errs...)
}
