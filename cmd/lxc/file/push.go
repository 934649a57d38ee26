package file

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// linkFlags are the flags for symbolic links.
type linkFlags struct{ all, first, none bool }

func (l *linkFlags) add(cmd *cobra.Command) {
	cmd.Flags().BoolVarP(&l.all, "dereference", "L", false, i18n.G("Follow all symbolic links"))
	cmd.Flags().BoolVarP(&l.first, "follow", "H", false, i18n.G("Follow symbolic links on the command line"))
	cmd.Flags().BoolVarP(&l.none, "no-dereference", "P", false, i18n.G("Copy symbolic links as links"))
}

// follow reports whether to follow a link. Links on the command line follow the rules of cp, links in a tree only
// --dereference.
func (l *linkFlags) follow(named, recursive bool) bool {
	switch {
	case l.all:
		return true
	case l.none:
		return false
	case named:
		return l.first || !recursive
	}
	return false
}

type pushOptions struct {
	app       *cli.App
	sources   []string
	target    config.FileRef
	owner     ownerFlags
	dirs      bool
	recursive bool
	links     linkFlags

	srv   lxd.InstanceServer
	store store
	meter *meter
	seen  map[string]entry // cache of stat results
	open  sync.Once
}

func push(app *cli.App, at location) *cobra.Command {
	o := pushOptions{app: app}
	cmd := app.Command(cli.Spec{
		Name: "push", Short: at.either(i18n.G("Copy files into an instance"), i18n.G("Copy files into a volume")),
		Long:    i18n.G("Paths work as in cp: into an existing directory, otherwise to the given name. A source of - reads standard input. New files get the owner and mode of the local files; existing files keep theirs unless --uid, --gid or --mode is given."),
		Example: "lxc file push /etc/hosts web/etc/hosts\nlxc file push -r site/ web/var/www\ntar c data | lxc file push - web/root/data.tar",
		Args: append([]cli.Arg{{Name: "source path", Form: cli.Form{Local: true}, Repeat: true, Set: func(_ *cli.App, words []string) error {
			o.sources = words
			return nil
		}}}, at.args(func(ref config.FileRef) { o.target = ref }, false)...),
		Run: func(ctx context.Context) error { return o.run(ctx, app) },
	})
	f := cmd.Flags()
	f.BoolVarP(&o.dirs, "create-dirs", "p", false, i18n.G("Create missing directories"))
	f.BoolVarP(&o.recursive, "recursive", "r", false, i18n.G("Copy directories recursively"))
	o.owner.add(cmd)
	o.links.add(cmd)
	return cmd
}

func (o *pushOptions) run(ctx context.Context, app *cli.App) error {
	if err := o.owner.parse(); err != nil {
		return err
	}
	if len(o.sources) > 1 && containsDash(o.sources) {
		return cli.Usagef("%s", i18n.G("standard input (-) cannot be combined with other sources"))
	}
	if err := o.checkSources(); err != nil {
		return err
	}
	srv, err := app.Server(ctx, o.target.Remote)
	if err != nil {
		return err
	}
	o.srv = srv
	if o.small() {
		o.store = &restStore{srv: srv, instance: o.target.Name}
	} else if o.store, err = openStore(ctx, app, srv, o.target, true); err != nil {
		return cli.WithObject(noun(o.target), o.target.Holder(), err)
	}
	defer func() { o.store.close() }()
	o.meter = newMeter(app.Progress(i18n.F("Pushing to %s", o.target.Holder().Name)))
	defer o.meter.stop()
	o.meter.expect(o.size)
	err = o.pushAll(ctx, app)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// small reports whether plain requests are faster than SFTP, which takes several round trips to open: for a single small
// file without attributes that require SFTP.
func (o *pushOptions) small() bool {
	if len(o.sources) != 1 || o.recursive || o.owner.uid >= 0 || o.owner.gid >= 0 || o.owner.bits >= 0 || o.target.Pool != "" {
		return false
	}
	info, err := os.Stat(o.sources[0])
	return err == nil && info.Mode().IsRegular() && info.Size() <= 256<<10
}

// size returns the total size of all sources, or 0 if unknown.
func (o *pushOptions) size() (total int64) {
	if o.links.all || containsDash(o.sources) {
		return 0
	}
	for _, source := range o.sources {
		if info, err := os.Stat(source); err == nil && !info.IsDir() {
			total += info.Size()
			continue
		}
		_ = filepath.WalkDir(source, func(_ string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				if info, err := d.Info(); err == nil {
					total += info.Size()
				}
			}
			return nil
		})
	}
	return total
}

func containsDash(words []string) bool {
	for _, w := range words {
		if w == "-" {
			return true
		}
	}
	return false
}

// checkSources validates the sources before anything is sent.
func (o *pushOptions) checkSources() error {
	for _, s := range o.sources {
		if s == "-" {
			continue
		}
		info, err := os.Stat(s)
		if err != nil {
			if _, linkErr := os.Lstat(s); linkErr != nil || o.links.follow(true, o.recursive) {
				return err
			}
			continue
		}
		if info.IsDir() && !o.recursive {
			return cli.Usagef(i18n.G("%s is a directory: use --recursive"), s)
		}
	}
	return nil
}

func (o *pushOptions) pushAll(ctx context.Context, app *cli.App) error {
	target, exists, isDir, err := o.destination()
	if err != nil {
		return cli.WithObject("path", refTo(o.target), err)
	}
	w := newWorkers(ctx)
	w.single = len(o.sources) == 1 && !o.recursive
	for _, source := range o.sources {
		name := path.Base(filepath.ToSlash(filepath.Clean(source)))
		switch {
		case source == "-":
			if isDir {
				target = path.Join(target, "stdin")
				_, err := o.store.stat(target)
				exists = err == nil
			}
			o.stream(w, app.Streams.In, target, exists)
			continue
		case name == "." || name == ".." || name == "/": // the contents of a directory
			o.tree(w, app, source, target, false)
			continue
		}
		to, there := target, exists
		if isDir {
			to, there = path.Join(target, name), false
		}
		o.tree(w, app, source, to, !isDir && !there)
	}
	return w.wait()
}

func refTo(f config.FileRef) config.Ref {
	return config.Ref{Remote: f.Remote, Name: f.Holder().Name + f.Path}
}

func (o *pushOptions) stream(w *workers, src io.Reader, target string, exists bool) {
	a := attributes{pick(o.owner.uid, 0), pick(o.owner.gid, 0), pick(o.owner.bits, 0o600)}
	if exists {
		a = o.existing(a)
	}
	w.run(target, func() error { return o.store.write(target, metered{src, o.meter}, exists, a) })
}

// tree pushes a file, link or directory. fresh means that the target does not exist.
func (o *pushOptions) tree(w *workers, app *cli.App, source, target string, fresh bool) {
	err := o.one(w, app, source, target, true, fresh)
	if err != nil {
		w.fail(source, err)
	}
}

func (o *pushOptions) one(w *workers, app *cli.App, source, target string, named, fresh bool) error {
	info, err := os.Lstat(source)
	if err != nil {
		return err
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		if !o.links.follow(named, o.recursive) {
			link, err := os.Readlink(source)
			if err != nil {
				return err
			}
			w.run(source, func() error { return o.store.symlink(filepath.ToSlash(link), target) })
			return nil
		}
		if info, err = os.Stat(source); err != nil {
			return err
		}
	}
	a := o.attributesOf(info)
	switch {
	case info.IsDir():
		return o.directory(w, app, source, target, a, named)
	case !info.Mode().IsRegular() && !named:
		return notCopied(source)
	}
	w.run(source, func() error {
		f, err := os.Open(source)
		if err != nil {
			return err
		}
		defer f.Close()
		exists := false
		if !fresh {
			var err error
			e, known := o.seen[target]
			if !known {
				e, err = o.store.stat(target)
			}
			if err == nil && e.mode.IsDir() {
				return cli.Failed(i18n.F("%s is a directory in the instance", target))
			}
			exists = err == nil
		}
		if exists {
			a = o.existing(a)
		}
		return o.writer(w.ctx, exists).write(target, metered{f, o.meter}, exists, a)
	})
	return nil
}

func (o *pushOptions) attributesOf(info fs.FileInfo) attributes {
	uid, gid := owner(info)
	return attributes{pick(o.owner.uid, uid), pick(o.owner.gid, gid), pick(o.owner.bits, int(info.Mode().Perm()))}
}

// directoryMode returns the mode for a directory: with --mode, read permission implies search permission.
func (o *pushOptions) directoryMode(mode int) int {
	if o.owner.bits >= 0 {
		return o.owner.bits | (o.owner.bits&0o444)>>2
	}
	return mode
}

func (o *pushOptions) directory(w *workers, app *cli.App, source, target string, a attributes, named bool) error {
	a.mode = o.directoryMode(a.mode)
	fresh, err := o.store.mkdir(target, a)
	if err != nil {
		return err
	}
	if fresh && named {
		if large, done := o.tarUpload(w, source, target); done {
			for _, name := range large {
				if err := o.one(w, app, filepath.Join(source, name), path.Join(target, filepath.ToSlash(name)), false, true); err != nil {
					w.fail(name, err)
				}
			}
			return nil
		}
	}
	entries, err := os.ReadDir(source)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if w.stopped() {
			return nil
		}
		from := filepath.Join(source, e.Name())
		if err := o.one(w, app, from, path.Join(target, e.Name()), false, fresh); err != nil {
			w.fail(from, err)
		}
	}
	return nil
}
