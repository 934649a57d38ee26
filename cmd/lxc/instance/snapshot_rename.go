package instance

import (
	"context"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func snapshotRename(app *cli.App) *cobra.Command {
	var ref config.Ref
	var name, to string
	spec := cli.Spec{
		Name: "rename", Short: i18n.G("Rename a snapshot"),
		Args: append(snapshotArgs(&ref, &name), cli.Word("new-name", &to)),
	}
	return onSnapshot(app, spec, &ref, &name, func(ctx context.Context, srv lxd.InstanceServer) error {
		return renameSnapshot(ctx, app, srv, ref.Name, name, to)
	})
}

func renameSnapshot(ctx context.Context, app *cli.App, srv lxd.InstanceServer, instance, from, to string) error {
	op, err := srv.RenameInstanceSnapshot(instance, from, api.InstanceSnapshotPost{Name: to})
	if err != nil {
		return err
	}
	return app.Wait(ctx, op, "")
}
