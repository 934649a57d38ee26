package file

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/download"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type syncOptions struct {
	source, target    string // as given on the command line
	local             string // directory
	remote            config.FileRef
	up                bool // from local to the instance
	checksum, bySize  bool
	remove, pretended bool
}

func synchronise(app *cli.App) *cobra.Command {
	var o syncOptions
	cmd := app.Command(cli.Spec{
		Name: "sync", Short: i18n.G("Synchronize a directory, copying only what differs"),
		Long: i18n.G("Exactly one directory must be local, and start with a slash or a dot. The contents of the source are copied into the target. Files are compared by size and modification time. Times, permissions and links are preserved, and so are owners when the target is the instance. Hard links become separate files. Without SFTP on the server, files of equal size are compared byte by byte."),
		Example: "lxc file sync ./site web/var/www\nlxc file sync web/var/log /srv/logs/web --delete\n" +
			"lxc file sync ./site web/var/www --delete --dry-run",
		Args:  []cli.Arg{syncEnd("source directory", &o.source), syncEnd("target directory", &o.target)},
		Check: func() error { return o.parse(app) },
		Run:   func(ctx context.Context) error { return o.run(ctx, app) },
	})
	f := cmd.Flags()
	f.BoolVarP(&o.checksum, "checksum", "c", false, i18n.G("Compare file contents when sizes match"))
	f.BoolVar(&o.bySize, "size-only", false, i18n.G("Compare sizes only"))
	f.BoolVar(&o.remove, "delete", false, i18n.G("Delete files that the source does not have"))
	f.BoolVarP(&o.pretended, "dry-run", "n", false, i18n.G("Print the changes without making them"))
	return cmd
}

// syncEnd is the argument for a directory, either local or in an instance.
func syncEnd(name string, into *string) cli.Arg {
	return cli.Completed(cli.Local(name, into), cli.WithSlash(cli.Names("instance")))
}

// isLocal reports whether a path is local. Paths in instances begin with a name.
func isLocal(word string) bool {
	return strings.HasPrefix(word, "/") || strings.HasPrefix(word, ".") || filepath.IsAbs(word) || cli.OnDrive(word)
}

func (o *syncOptions) parse(app *cli.App) error {
	if isLocal(o.source) == isLocal(o.target) {
		return cli.Usagef("%s", i18n.G("exactly one of the two directories must be local (start with a slash or a dot)"))
	}
	o.up = isLocal(o.source)
	instancePath := o.source
	o.local = o.target
	if o.up {
		o.local, instancePath = o.source, o.target
	}
	return cli.File(&o.remote).Set(app, []string{instancePath})
}

// side is one of the two directory trees. Paths are relative to it and slash-separated; "." is the tree itself.
type side interface {
	list(dir string) ([]entry, error)
	open(name string) (io.ReadCloser, error)
	readlink(name string) (string, error)
	mkdir(name string, mode fs.FileMode) error
	remove(name string) error
	link(target, name string) error
	copyFrom(from side, e entry, name string) error
	set(e entry, name string) error
}

// run synchronizes the directories.
func (o *syncOptions) run(ctx context.Context, app *cli.App) error {
	srv, err := app.Server(ctx, o.remote.Remote)
	if err != nil {
		return err
	}
	s, err := openStore(ctx, app, srv, o.remote, false)
	if err != nil {
		return cli.WithObject(noun(o.remote), o.remote.Holder(), err)
	}
	defer s.close()
	inside := &remoteSide{store: s, root: path.Clean(o.remote.Path)}
	root, err := o.open(s, inside)
	if err != nil {
		return err
	}
	defer root.Close()
	here := &localSide{root: root}
	job := &syncJob{o: o, app: app, w: newWorkers(ctx), from: inside, to: here}
	if o.up {
		job.from, job.to = here, inside
		if !o.pretended {
			if _, err := s.mkdir(inside.root, attributes{-1, -1, 0o755}); err != nil {
				return cli.WithObject("path", refTo(o.remote), err)
			}
		}
	}
	_, hasTimes := s.(*sftpStore)
	job.exact = o.checksum || !hasTimes && !o.bySize
	meter := newMeter(app.Progress(i18n.F("Synchronizing %s", o.remote.Name)))
	here.meter, inside.meter = meter, meter
	err = errors.Join(job.directory("."), job.w.wait())
	for _, done := range slices.Backward(job.after) { // set mode and time of directories after their contents
		err = errors.Join(err, done())
	}
	meter.stop()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err != nil {
		return cli.WithObject("path", refTo(o.remote), err)
	}
	app.Aside(i18n.G("%d copied, %d deleted, %d unchanged"), job.copied.Load(), job.deleted.Load(), job.alike.Load())
	return nil
}

// open opens the local directory. If it is the target, it is created after checking that the source is a directory.
func (o *syncOptions) open(s store, inside *remoteSide) (*os.Root, error) {
	if o.up {
		return os.OpenRoot(o.local)
	}
	e, err := s.stat(inside.root)
	if err == nil && !e.mode.IsDir() {
		err = cli.Failed(i18n.G("not a directory"))
	}
	if err != nil {
		return nil, cli.WithObject("path", refTo(o.remote), err)
	}
	if _, err := os.Stat(o.local); o.pretended && errors.Is(err, fs.ErrNotExist) {
		empty, err := os.MkdirTemp("", "lxc-sync")
		if err != nil {
			return nil, err
		}
		defer os.Remove(empty)
		return os.OpenRoot(empty)
	}
	if err := os.MkdirAll(o.local, 0o755); err != nil {
		return nil, err
	}
	return os.OpenRoot(o.local)
}

// syncJob is a run of a synchronization.
type syncJob struct {
	o        *syncOptions
	app      *cli.App
	w        *workers
	from, to side
	exact    bool // compare contents
	after    []func() error

	copied, deleted, alike atomic.Int64
}

func (j *syncJob) say(verb, name string) {
	if j.o.pretended {
		j.app.Print("%s %s\n", verb, name)
	}
}

// directory synchronizes a directory.
func (j *syncJob) directory(dir string) error {
	wanted, err := j.from.list(dir)
	if err != nil {
		return err
	}
	there := map[string]entry{}
	have, err := j.to.list(dir)
	if err != nil && !isNotFound(err) {
		return err
	}
	for _, e := range have {
		there[e.name] = e
	}
	for _, e := range wanted {
		if j.w.stopped() {
			return nil
		}
		if download.PlainName(e.name, "") == "" {
			j.w.fail(dir, cli.Failed(i18n.F("the server sent an invalid file name: %q", e.name)))
			continue
		}
		name := path.Join(dir, e.name)
		old, found := there[e.name]
		delete(there, e.name)
		if err := j.one(e, old, found, name); err != nil {
			j.w.fail(name, err)
		}
	}
	if !j.o.remove {
		return nil
	}
	for name := range there {
		if download.PlainName(name, "") != "" {
			j.delete(path.Join(dir, name))
		}
	}
	return nil
}

func (j *syncJob) delete(name string) {
	j.say("delete", name)
	j.deleted.Add(1)
	if !j.o.pretended {
		j.w.run(name, func() error { return j.to.remove(name) })
	}
}

// one synchronizes an entry of a directory.
func (j *syncJob) one(e, old entry, found bool, name string) error {
	if found && old.mode.Type() != e.mode.Type() {
		j.say("delete", name)
		if !j.o.pretended {
			if err := j.to.remove(name); err != nil {
				return err
			}
		}
		found = false
	}
	switch {
	case e.mode.IsDir():
		if !found {
			j.say("mkdir", name)
			j.copied.Add(1)
			if !j.o.pretended {
				if err := j.to.mkdir(name, e.mode.Perm()); err != nil {
					return err
				}
			}
		}
		if !j.o.pretended && (!found || old.mode.Perm() != e.mode.Perm()) {
			j.after = append(j.after, func() error { return j.to.set(e, name) })
		}
		return j.directory(name)
	case e.mode&fs.ModeSymlink != 0:
		return j.symlink(found, name)
	case !e.mode.IsRegular():
		j.app.Warn(i18n.G("skipping %s: not a file, directory or symbolic link"), name)
		return nil
	}
	j.file(e, old, found, name)
	return nil
}

func (j *syncJob) symlink(found bool, name string) error {
	target, err := j.from.readlink(name)
	if err != nil {
		return err
	}
	if found {
		if is, err := j.to.readlink(name); err == nil && is == target {
			j.alike.Add(1)
			return nil
		}
	}
	j.say("link", name)
	j.copied.Add(1)
	if j.o.pretended {
		return nil
	}
	if found {
		if err := j.to.remove(name); err != nil {
			return err
		}
	}
	return j.to.link(target, name)
}

func (j *syncJob) file(e, old entry, found bool, name string) {
	j.w.run(name, func() error {
		same, err := j.same(e, old, found, name)
		if err != nil {
			return err
		}
		if same {
			j.alike.Add(1)
			if !j.o.pretended && old.mode.Perm() != e.mode.Perm() {
				return j.to.set(e, name)
			}
			return nil
		}
		j.say("copy", name)
		j.copied.Add(1)
		if j.o.pretended {
			return nil
		}
		return j.to.copyFrom(j.from, e, name)
	})
}

// same reports whether a file of the target equals that of the source.
func (j *syncJob) same(e, old entry, found bool, name string) (bool, error) {
	switch {
	case !found || e.size != old.size && e.size >= 0 && old.size >= 0:
		return false, nil
	case j.o.bySize:
		return true, nil
	case !j.exact:
		return e.time == old.time, nil
	}
	a, err := j.from.open(name)
	if err != nil {
		return false, err
	}
	defer a.Close()
	b, err := j.to.open(name)
	if err != nil {
		return false, err
	}
	defer b.Close()
	return sameBytes(a, b)
}
