package instance

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func bitmapCreate(app *cli.App) *cobra.Command {
	var post api.StorageVolumeBitmapsPost
	cmd := onInstance(app, cli.Spec{
		Name: "create", Short: i18n.G("Start tracking changed blocks of all disks"), Example: "lxc low-level bitmaps create vm1 backup0",
	}, []cli.Arg{cli.Completed(cli.Word("bitmap", &post.Name), cli.Nothing)}, func(_ context.Context, s resource.Server, name string) error {
		return s.CreateInstanceBitmap(name, post)
	})
	cmd.Flags().BoolVar(&post.Disabled, "disabled", false, i18n.G("Create the bitmap disabled"))
	cmd.Flags().BoolVar(&post.Persistent, "persistent", false, i18n.G("Keep the bitmap across restarts"))
	cmd.Flags().IntVar(&post.Granularity, "granularity", 0, i18n.G("Bytes per bit (a power of two)"))
	return cmd
}
