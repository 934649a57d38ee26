package file

import (
	"context"
	"path"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

type createOptions struct {
	target config.FileRef
	link   string
	linked bool // a target was given, even if it is empty
	kind   string
	owner  ownerFlags
	dirs   bool
	force  bool
}

func (o *createOptions) run(ctx context.Context, app *cli.App) error {
	if err := o.owner.parse(); err != nil {
		return err
	}
	if (o.kind == "symlink") != o.linked {
		return cli.Usagef("%s", i18n.G("--type symlink requires a target path, and other types do not accept one"))
	}
	if strings.HasSuffix(o.target.Path, "/") && o.kind == "file" {
		o.kind = "directory"
	}
	return withStore(ctx, app, o.target, func(s store) error { return o.create(app, s) })
}

func (o *createOptions) create(app *cli.App, s store) error {
	to := path.Clean(o.target.Path)
	if o.dirs {
		p := pushOptions{app: app, store: s, owner: o.owner}
		if err := p.mkdirs(path.Dir(to)); err != nil {
			return err
		}
	}
	existing, err := s.lstat(to)
	if err == nil && (o.kind != "directory" || !existing.mode.IsDir()) {
		if !o.force {
			return cli.Failed(i18n.F("%s already exists; use --force to replace it", o.target.Path))
		}
		if existing.mode.IsDir() {
			return cli.Failed(i18n.F("%s is a directory in the instance", o.target.Path))
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
	return cli.Usagef(i18n.G("unknown type %q (must be one of: file, directory, symlink)"), o.kind)
}

func create(app *cli.App, at location) *cobra.Command {
	var o createOptions
	link := cli.Given(cli.Opt(cli.Word("symlink target", &o.link)), &o.linked)
	cmd := app.Command(cli.Spec{
		Name: "create", Short: at.either(i18n.G("Create an empty file, a directory or a link in an instance"), i18n.G("Create an empty file, a directory or a link in a volume")),
		Example: "lxc file create web/root/new\nlxc file create --type=directory web/srv/www\nlxc file create --type=symlink web/srv/current /srv/v2",
		Args:    append(at.args(func(ref config.FileRef) { o.target = ref }, false), link),
		Run:     func(ctx context.Context) error { return o.run(ctx, app) },
	})
	f := cmd.Flags()
	f.StringVarP(&o.kind, "type", "t", "file", i18n.G("Type: file, directory or symlink"))
	o.owner.add(cmd)
	f.BoolVarP(&o.dirs, "create-dirs", "p", false, i18n.G("Create missing directories"))
	f.BoolVarP(&o.force, "force", "f", false, i18n.G("Replace an existing file or link"))
	return cmd
}
