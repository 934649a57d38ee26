package instance

import (
	"context"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/backupfile"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// exportCommand is `lxc export`.
func exportCommand(app *cli.App) *cobra.Command {
	var ref config.Ref
	e := backupfile.Export{Failing: i18n.G("Create instance backup")}
	only := false
	cmd := app.Command(cli.Spec{
		Name: "export", Short: i18n.G("Export an instance to a backup file"),
		Long:    i18n.G("The backup is written to the current directory by default: the file is backup.tar.gz (named after the instance when the program is called incus). - writes to standard output. The server's copy of the backup is deleted afterwards, even after a failure."),
		Example: "lxc export web\nlxc export web backups/web.tar.gz --instance-only\nlxc export web - | ssh store 'cat > web.tar.gz'",
		Args:    []cli.Arg{cli.Instance(&ref), cli.Opt(cli.LocalFile("file", &e.Target))},
		Run: func(ctx context.Context) error {
			if e.Target == "" && app.Family == "lxd" {
				e.Target = "backup.tar.gz"
			}
			if err := e.Refuse(ref.Name); err != nil {
				return err
			}
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			e.Post.InstanceOnly, e.Post.ContainerOnly = only, only && !srv.IsIncus()
			return cli.WithObject("instance", ref, e.Run(ctx, app, srv, lxd.InstanceOwner(ref.Name), ref.Name))
		},
	})
	e.Flags(cmd)
	f := cmd.Flags()
	f.BoolVar(&only, "instance-only", false, i18n.G("Do not transfer snapshots"))
	f.BoolVar(&only, "container-only", false, i18n.G("Do not transfer snapshots"))
	_ = f.MarkHidden("container-only")
	f.BoolVar(&e.Post.RootOnly, "root-only", false, i18n.G("Do not include attached volumes"))
	f.BoolVar(&e.Post.OptimizedStorage, "optimized-storage", false, i18n.G("Use the format of the storage driver, which only pools with the same driver can read"))
	f.Uint32Var(&e.Post.Version, "export-version", 0, i18n.G("Format version of the backup, for older servers"))
	return cmd
}
