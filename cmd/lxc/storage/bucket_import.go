package storage

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/backupfile"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func importBucket(app *cli.App) *cobra.Command {
	var pool config.Ref
	var file, target string
	var args lxd.BackupImportArgs
	cmd := app.Command(cli.Spec{
		Name: "import", Short: i18n.G("Create a storage bucket from a backup"), Example: "lxc storage bucket import default photos.tar.gz",
		Args: []cli.Arg{cli.Object("pool", &pool), cli.Local("file", &file), cli.Opt(cli.Word("bucket", &args.Name))},
		Run: func(ctx context.Context) error {
			if args.Name == "" {
				args.Name = backupfile.ObjectName(file)
			}
			return importFrom(ctx, app, pool, file, target, func(s resource.Server, src io.Reader) (*lxd.Operation, error) {
				return s.ImportBucket(pool.Name, src, args)
			})
		},
	})
	cli.TargetFlag(cmd.Flags(), &target)
	return cmd
}
