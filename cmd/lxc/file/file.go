package file

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/progress"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Summary is what the list of all commands says of these.
func Summary() string { return i18n.G("Manage files in instances") }

// New is `lxc file`.
func New(app *cli.App) *cobra.Command {
	return app.Group("file", Summary(), inInstances.commands(app), []*cobra.Command{synchronise(app)})
}

// Volumes is `lxc storage volume file`.
func Volumes(app *cli.App) *cobra.Command {
	return app.Group("file", i18n.G("Manage files in volumes"), inVolumes.commands(app))
}

// place says where the files are: how command lines name them.
type place struct{ volume bool }

var inInstances, inVolumes = place{}, place{volume: true}

func (p place) commands(app *cli.App) []*cobra.Command {
	return []*cobra.Command{create(app, p), remove(app, p), edit(app, p), mount(app, p), pull(app, p), push(app, p)}
}

// An operand is one of several files that a command line names. What is wrong with a later word counts when its turn comes, as
// in stock clients: the files before it are dealt with.
type operand struct {
	config.FileRef
	err error
}

// operands are the arguments that name one file or more.
func (p place) operands(into *[]operand) []cli.Arg {
	args := p.args(func(ref config.FileRef) { *into = append(*into, operand{FileRef: ref}) }, true)
	last := &args[len(args)-1]
	one := last.Set
	last.Set = func(app *cli.App, words []string) error {
		for i, w := range words {
			if err := one(app, []string{w}); err != nil && i == 0 {
				return err
			} else if err != nil {
				*into = append(*into, operand{err: err})
			}
		}
		return nil
	}
	return args
}

// args are the arguments that name files: `<instance>/<path>`, or `<pool> <volume>/<path>`. A volume is kept in the reference
// as POOL/VOLUME, which no instance can be called.
func (p place) args(take func(config.FileRef), repeat bool) []cli.Arg {
	if !p.volume {
		return []cli.Arg{{Usage: "[<remote>:]<instance>/<path>", Repeat: repeat, Set: func(app *cli.App, words []string) error {
			var ref config.FileRef
			err := cli.File(&ref).Set(app, words)
			if err == nil {
				take(ref)
			}
			return err
		}}}
	}
	var pool config.Ref
	return []cli.Arg{cli.Object("pool", &pool), {Usage: "<volume>/<path>", Repeat: repeat, Set: func(_ *cli.App, words []string) error {
		volume, file, found := strings.Cut(strings.TrimPrefix(words[0], "custom/"), "/")
		if !found || volume == "" {
			return cli.Usagef(i18n.G("%q is not of the form volume/path"), words[0])
		}
		ref := config.FileRef{Ref: pool, Path: "/" + file}
		ref.Name = pool.Name + "/" + volume
		take(ref)
		return nil
	}}}
}

// noun is what errors call the holder of a file.
func noun(ref config.Ref) string {
	if strings.Contains(ref.Name, "/") {
		return "volume"
	}
	return "instance"
}

// progress is a line unless the bytes themselves go to the terminal.
func (o *pullOptions) progress(app *cli.App) *progress.Line {
	if o.toOutput() {
		return nil
	}
	return app.Progress(i18n.G("Pulling"))
}

// withStore opens the files of an instance for one piece of work.
func withStore(ctx context.Context, app *cli.App, ref config.FileRef, work func(store) error) error {
	srv, err := app.Server(ctx, ref.Remote)
	if err != nil {
		return err
	}
	s, err := openStore(ctx, srv, ref.Name, false)
	if err != nil {
		return cli.About(noun(ref.Ref), ref.Ref, err)
	}
	defer s.close()
	return cli.About("path", refTo(ref), work(s))
}

func remove(app *cli.App, at place) *cobra.Command {
	var refs []operand
	force := false
	cmd := app.Command(cli.Spec{
		Name: "delete", Aliases: []string{"remove", "rm"}, Short: i18n.G("Delete files in an instance"),
		Example: "lxc file delete web/tmp/old\nlxc file delete --force web/tmp/dir",
		Args:    at.operands(&refs),
		Run: func(ctx context.Context) error {
			for _, ref := range refs {
				if ref.err != nil {
					return ref.err
				}
				if err := removeOne(ctx, app, ref.FileRef, force); err != nil {
					return err
				}
			}
			return nil
		},
	})
	cmd.Flags().BoolVarP(&force, "force", "f", false, i18n.G("Delete directories with all that is in them"))
	return cmd
}

func removeOne(ctx context.Context, app *cli.App, ref config.FileRef, force bool) error {
	if path.Clean(ref.Path) == "/" {
		return cli.Usagef("%s", i18n.G("the root directory of an instance cannot be deleted"))
	}
	if force || strings.Contains(ref.Name, "/") { // a volume has no other way
		return withStore(ctx, app, ref, func(s store) error { return removeFrom(s, path.Clean(ref.Path), force) })
	}
	srv, err := app.Server(ctx, ref.Remote)
	if err != nil {
		return err
	}
	return cli.About("path", refTo(ref), srv.DeleteInstanceFile(ref.Name, path.Clean(ref.Path)))
}

// removeFrom removes a file, or a directory; with force also one that is not empty.
func removeFrom(s store, p string, force bool) error {
	info, err := s.lstat(p)
	if err != nil {
		return err
	}
	if info.mode.IsDir() && !force {
		names, err := s.list(p)
		if err != nil {
			return err
		}
		if len(names) > 0 {
			return errors.New(i18n.G("the directory is not empty; delete it with all that is in it with --force"))
		}
	}
	return s.remove(p)
}

type createOptions struct {
	target config.FileRef
	link   string
	linked bool // a target was given, if an empty one
	kind   string
	owner  ownerFlags
	dirs   bool
	force  bool
}

func create(app *cli.App, at place) *cobra.Command {
	var o createOptions
	link := cli.Given(cli.Opt(cli.Word("symlink target path", &o.link)), &o.linked)
	cmd := app.Command(cli.Spec{
		Name: "create", Short: i18n.G("Make an empty file, a directory or a link in an instance"),
		Example: "lxc file create web/root/new\nlxc file create --type=directory web/srv/www\nlxc file create --type=symlink web/srv/current /srv/v2",
		Args:    append(at.args(func(ref config.FileRef) { o.target = ref }, false), link),
		Run:     func(ctx context.Context) error { return o.run(ctx, app) },
	})
	f := cmd.Flags()
	f.StringVarP(&o.kind, "type", "t", "file", i18n.G("Type: file, directory or symlink"))
	o.owner.add(cmd)
	f.BoolVarP(&o.dirs, "create-dirs", "p", false, i18n.G("Make missing directories"))
	f.BoolVarP(&o.force, "force", "f", false, i18n.G("Replace an existing file or link"))
	return cmd
}

func (o *createOptions) run(ctx context.Context, app *cli.App) error {
	if err := o.owner.parse(); err != nil {
		return err
	}
	if (o.kind == "symlink") != o.linked {
		return cli.Usagef("%s", i18n.G("a link, and only a link, takes a target path"))
	}
	if strings.HasSuffix(o.target.Path, "/") && o.kind == "file" {
		o.kind = "directory"
	}
	return withStore(ctx, app, o.target, func(s store) error { return o.create(s) })
}

func (o *createOptions) create(s store) error {
	to := path.Clean(o.target.Path)
	if o.dirs {
		p := pushOptions{store: s, owner: o.owner}
		if err := p.mkdirs(path.Dir(to)); err != nil {
			return err
		}
	}
	existing, err := s.lstat(to)
	if err == nil && !(o.kind == "directory" && existing.mode.IsDir()) {
		if !o.force {
			return fmt.Errorf("%s", i18n.F("%s exists already; --force replaces it", o.target.Path))
		}
		if existing.mode.IsDir() {
			return fmt.Errorf("%s", i18n.F("%s is a directory in the instance", o.target.Path))
		}
		if err := s.remove(to); err != nil {
			return err
		}
	}
	a := attributes{pick(o.owner.uid, 0), pick(o.owner.gid, 0), o.owner.bits}
	switch o.kind {
	case "file":
		a.mode = pick(o.owner.bits, 0o644)
		return s.write(to, strings.NewReader(""), false, a)
	case "directory":
		a.mode = pick(o.owner.bits, 0o755)
		_, err := s.mkdir(to, a)
		return err
	case "symlink":
		return s.symlink(o.link, to)
	}
	return cli.Usagef(i18n.G("unknown type %q; there are: file, directory, symlink"), o.kind)
}

func edit(app *cli.App, at place) *cobra.Command {
	var ref config.FileRef
	return app.Command(cli.Spec{
		Name: "edit", Short: i18n.G("Edit a file of an instance"),
		Long:    i18n.G("Owner and mode stay as they are. When the file cannot be written, the text is kept. Without a terminal, standard input becomes the new content."),
		Example: "lxc file edit web/etc/hosts\nlxc file edit web/etc/motd < motd",
		Args:    at.args(func(given config.FileRef) { ref = given }, false),
		Run: func(ctx context.Context) error {
			return withStore(ctx, app, ref, func(s store) error {
				keep := attributes{-1, -1, -1}
				name := path.Clean(ref.Path)
				if !app.Streams.InputIsTerminal() {
					_, err := s.lstat(name)
					if isNotFound(err) {
						keep = attributes{0, 0, 0o644}
					} else if err != nil {
						return err
					}
					return s.write(name, app.Streams.In, !isNotFound(err), keep)
				}
				return editInteractively(ctx, app, s, name)
			})
		},
	})
}

const maxEdit = 64 << 20 // bytes that an editor is asked to hold

func editInteractively(ctx context.Context, app *cli.App, s store, name string) error {
	f, err := s.open(name)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(io.LimitReader(f, maxEdit+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if len(text) > maxEdit {
		return fmt.Errorf("%s", i18n.F("the file is larger than %d MiB: pull it, edit it, push it", maxEdit>>20))
	}
	apply := func(edited []byte) error {
		return s.write(name, strings.NewReader(string(edited)), true, attributes{-1, -1, -1})
	}
	again := func(err error) bool {
		fmt.Fprintln(app.Streams.Err, i18n.F("Error: %s", output.Escape(err.Error(), true)))
		answer, err := app.Streams.Ask(ctx, i18n.G("Press enter to open the editor again, or n to give up: "))
		return err == nil && !strings.HasPrefix(strings.ToLower(answer), "n")
	}
	local := path.Base(name)
	if local == "" || !fsLocal(local) {
		local = "file"
	}
	return app.Streams.Edit(ctx, local, text, apply, again)
}

func fsLocal(name string) bool {
	return name != "." && name != ".." && !strings.ContainsRune(name, os.PathSeparator)
}
