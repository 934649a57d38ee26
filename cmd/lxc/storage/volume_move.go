package storage

import (
	"context"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// move is `lxc storage volume move`: one request within a server; between servers, a copy after which the source is deleted.
func move(app *cli.App) *cobra.Command {
	var o copyOptions
	cmd := app.Command(o.spec("move", i18n.G("Move a volume to another pool, project, member or server"), []string{"mv"}, func(ctx context.Context) error {
		return noted(app, o.move(ctx, app), i18n.G("Volume moved"))
	}))
	o.flags(cmd)
	return cmd
}

func (o *copyOptions) move(ctx context.Context, app *cli.App) error {
	fromPool, name, err := split(o.from)
	if err != nil {
		return err
	}
	toPool, toName, err := split(o.to)
	if err != nil {
		return err
	}
	from, _, err := o.servers(ctx, app)
	if err != nil {
		return err
	}
	source := parseVolume(name)
	inside := o.from.Remote == o.to.Remote
	if source.snapshot != "" && inside && from.IsIncus() {
		return cli.WithObject("volume", o.from, cli.Usagef("%s", i18n.G("snapshots cannot be moved: use copy")))
	}
	// Cluster members cannot move each other's volumes, but copy works between them. LXD 5.0 does not check whether the target
	// project has its own volumes, and would make the volume inaccessible.
	copied := !inside || source.snapshot != "" ||
		o.project != "" && !from.HasExtension("cluster_internal_custom_volume_copy") ||
		o.destination != "" && o.destination != o.target
	if !copied {
		return cli.WithObject("volume", o.from, o.moveOnServer(ctx, app, from, fromPool, name, toPool, toName))
	}
	if err := o.copy(ctx, app); err != nil {
		return err
	}
	if source.snapshot != "" && !inside {
		return nil // the source stays, as in the stock clients
	}
	if source.snapshot != "" {
		return cli.WithObject("volume", o.from, from.StoragePoolVolumeSnapshots(fromPool, "custom", source.name).Delete(source.snapshot))
	}
	return cli.WithObject("volume", o.from, from.DeleteStoragePoolVolume(fromPool, "custom", name))
}

// moveOnServer moves with one request, which must name the pool even if only the project changes.
func (o *copyOptions) moveOnServer(ctx context.Context, app *cli.App, srv lxd.InstanceServer, fromPool, name, toPool, toName string) error {
	post := api.StorageVolumePost{Name: toName, Project: o.project}
	if toPool != fromPool || o.project != "" {
		post.Pool = toPool
	}
	if o.destination != "" {
		post.Source = &api.StorageVolumePostLocated{Location: o.target}
		srv = srv.UseTarget(o.destination)
	}
	op, err := srv.PostStoragePoolVolume(fromPool, "custom", name, post)
	if err == nil {
		err = app.Wait(ctx, op, i18n.G("Moving"))
	}
	return err
}
