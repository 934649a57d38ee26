package instance

import (
	"context"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// snapshotCommand is `lxc snapshot`: LXD's command, or Incus's group if the first argument is one of its commands.
func snapshotCommand(app *cli.App) *cobra.Command {
	cmd := snapshotCreate(app, "snapshot", nil)
	cmd.Long = i18n.G("Name the instance directly, or after \"create\". If an instance has the name of a subcommand, prefix its remote (local:list) or put it after --.")
	cmd.AddCommand(snapshotCreate(app, "create", []string{"add"}), snapshotList(app), snapshotShow(app), snapshotRename(app),
		snapshotDelete(app), snapshotRestore(app))
	return cmd
}

func snapshotArgs(ref *config.Ref, name *string) []cli.Arg {
	return []cli.Arg{cli.Instance(ref), cli.Word("snapshot", name)}
}

// onSnapshot returns a command for one snapshot.
func onSnapshot(app *cli.App, spec cli.Spec, ref *config.Ref, name *string, work func(context.Context, lxd.InstanceServer) error) *cobra.Command {
	spec.Run = func(ctx context.Context) error {
		srv, err := app.Server(ctx, ref.Remote)
		if err != nil {
			return err
		}
		return cli.WithObject("snapshot", config.Ref{Remote: ref.Remote, Name: ref.Name + "/" + *name}, work(ctx, srv))
	}
	return app.Command(spec)
}
