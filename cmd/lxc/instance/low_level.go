package instance

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func lowLevelSummary() string { return i18n.G("Inspect virtual machines and repair instances") }

// lowLevelCommand is `lxc low-level`, on Incus servers.
func lowLevelCommand(app *cli.App) *cobra.Command {
	cmd := app.Group("low-level", lowLevelSummary(), []*cobra.Command{
		dumpMemory(app), repair(app), instanceNBD(app),
		app.Group("bitmaps", i18n.G("Manage changed block bitmaps"), []*cobra.Command{bitmapCreate(app)}),
		app.Group("nvram", i18n.G("Manage the firmware variables of a virtual machine"), nvram(app)),
	})
	cmd.Aliases = []string{"debug"}
	return cmd
}

// onInstance returns a command for one instance, with additional arguments.
func onInstance(app *cli.App, spec cli.Spec, extra []cli.Arg, work func(ctx context.Context, s resource.Server, name string) error) *cobra.Command {
	var ref config.Ref
	spec.Args = append([]cli.Arg{cli.Instance(&ref)}, extra...)
	spec.Run = func(ctx context.Context) error {
		srv, err := app.Server(ctx, ref.Remote)
		if err != nil {
			return err
		}
		return cli.WithObject("instance", ref, work(ctx, srv, ref.Name))
	}
	return app.Command(spec)
}
