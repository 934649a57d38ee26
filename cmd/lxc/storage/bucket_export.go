package storage

import (
	"context"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/backupfile"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

func exportBucket(app *cli.App) *cobra.Command {
	v := volume{noun: "bucket"}
	e := backupfile.Export{Failing: i18n.G("Failed to create backup")}
	cmd := app.Command(cli.Spec{
		Name: "export", Short: i18n.G("Export a storage bucket to a backup file"), Example: "lxc storage bucket export default photos photos.tar.gz",
		Args: []cli.Arg{cli.Object("pool", &v.pool), cli.Word("bucket", &v.word), cli.Opt(cli.Local("file", &e.Target))},
		Run: func(ctx context.Context) error {
			if err := e.Refuse(v.word); err != nil {
				return err
			}
			return v.on(ctx, app, func(s resource.Server, _ volumeName) error {
				return e.Run(ctx, app, s, lxd.BucketOwner(v.pool.Name, v.word), v.word)
			})
		},
	})
	e.Flags(cmd)
	return v.flag(cmd)
}
