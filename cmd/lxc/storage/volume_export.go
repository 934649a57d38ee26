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

func exportVolume(app *cli.App) *cobra.Command {
	var v volume
	e := backupfile.Export{Failing: i18n.G("Failed to create storage volume backup")}
	cmd := app.Command(cli.Spec{
		Name: "export", Short: i18n.G("Export a storage volume to a backup file"), Example: "lxc storage volume export default data data.tar.gz",
		Args: append(v.args(), cli.Opt(cli.LocalFile("file", &e.Target))),
		Run: func(ctx context.Context) error {
			n := parseVolume(v.word)
			if n.kind != "custom" || n.snapshot != "" {
				return cli.Usagef("%s", i18n.G("only custom volumes can be exported"))
			}
			if e.Target == "" {
				e.Target = "backup.tar.gz"
			}
			if err := e.Refuse(n.name); err != nil {
				return err
			}
			return v.on(ctx, app, func(s resource.Server, n volumeName) error {
				return e.Run(ctx, app, s, lxd.VolumeOwner(v.pool.Name, n.name), n.name)
			})
		},
	})
	e.Flags(cmd)
	cmd.Flags().BoolVar(&e.Post.VolumeOnly, "volume-only", false, i18n.G("Do not transfer snapshots"))
	cmd.Flags().BoolVar(&e.Post.OptimizedStorage, "optimized-storage", false, i18n.G("Use the format of the storage driver, which only pools with the same driver can read"))
	cmd.Flags().Uint32Var(&e.Post.Version, "export-version", 0, i18n.G("Format version of the backup, for older servers"))
	return v.flag(cmd)
}
