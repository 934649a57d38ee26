package storage

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/backupfile"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func importVolume(app *cli.App) *cobra.Command {
	var pool config.Ref
	var file, target string
	var args lxd.BackupImportArgs
	cmd := app.Command(cli.Spec{
		Name: "import", Short: i18n.G("Create a storage volume from a backup, an ISO image or a tarball"),
		Example: "lxc storage volume import default data.tar.gz\nlxc storage volume import default debian.iso installer --type iso",
		Args:    []cli.Arg{cli.Object("pool", &pool), cli.Local("file", &file), cli.Opt(cli.Word("volume", &args.Name))},
		Run: func(ctx context.Context) error {
			if args.Type == "" && strings.HasSuffix(file, ".iso") {
				args.Type = "iso"
			}
			if !slices.Contains([]string{"", "backup", "iso", "tar"}, args.Type) {
				return cli.Usagef(i18n.G("invalid type %q (must be one of: backup, iso, tar)"), args.Type)
			}
			if args.Name == "" && args.Type == "iso" {
				return cli.Usagef("%s", i18n.G("missing volume name for the ISO image"))
			}
			if args.Name == "" && args.Type == "tar" { // a backup contains the name
				args.Name = backupfile.ObjectName(file)
			}
			return importFrom(ctx, app, pool, file, target, func(s resource.Server, src io.Reader) (*lxd.Operation, error) {
				return s.ImportVolume(pool.Name, src, args)
			})
		},
	})
	cmd.Flags().StringVarP(&args.Type, "type", "t", "", i18n.G("File type: backup, iso or tar (detected from the name by default)"))
	cli.TargetFlag(cmd.Flags(), &target)
	return cmd
}

func importFrom(ctx context.Context, app *cli.App, pool config.Ref, file, target string, start func(resource.Server, io.Reader) (*lxd.Operation, error)) error {
	srv, err := app.Server(ctx, pool.Remote)
	if err != nil {
		return err
	}
	if target != "" {
		srv = srv.UseTarget(target)
	}
	src, done, err := backupfile.Open(app, file)
	if err != nil {
		return err
	}
	defer done()
	op, err := start(srv, src)
	if err == nil {
		err = app.Wait(ctx, op, i18n.G("Importing"))
	}
	return cli.WithObject("pool", pool, err)
}
