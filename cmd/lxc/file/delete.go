package file

import (
	"context"
	"path"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func remove(app *cli.App, at location) *cobra.Command {
	var refs []operand
	force := false
	cmd := app.Command(cli.Spec{
		Name: "delete", Aliases: []string{"remove", "rm"}, Short: at.either(i18n.G("Delete files in an instance"), i18n.G("Delete files in a volume")),
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
	cmd.Flags().BoolVarP(&force, "force", "f", false, i18n.G("Delete directories recursively"))
	return cmd
}

func removeOne(ctx context.Context, app *cli.App, ref config.FileRef, force bool) error {
	if path.Clean(ref.Path) == "/" {
		return cli.Usagef("%s", i18n.G("the root directory of an instance cannot be deleted"))
	}
	if force || ref.Pool != "" { // volumes are only accessible over SFTP
		return withStore(ctx, app, ref, func(s store) error { return removeFrom(s, path.Clean(ref.Path), force) })
	}
	srv, err := app.Server(ctx, ref.Remote)
	if err != nil {
		return err
	}
	return cli.WithObject("path", refTo(ref), srv.DeleteInstanceFile(ref.Name, path.Clean(ref.Path)))
}

// removeFrom removes a file or directory; with force also a directory that is not empty.
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
			return cli.Failed(i18n.G("directory not empty; use --force to delete it and its contents"))
		}
	}
	return s.remove(p)
}
