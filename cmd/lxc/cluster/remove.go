package cluster

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func remove(app *cli.App) *cobra.Command {
	var ref config.Ref
	force, sure := false, false
	cmd := app.Command(cli.Spec{
		Name: "remove", Aliases: []string{"delete", "rm"}, Short: i18n.G("Remove a member from the cluster"), Example: "lxc cluster remove server4",
		Args: []cli.Arg{cli.Object("member", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if force && !sure {
				app.Print("%s", lastResort())
				sure, err = app.Confirm(ctx, i18n.F("Remove %s by force?", ref.Name), "--yes")
				if err == nil && !sure {
					err = cli.Failed(i18n.G("canceled: nothing was removed"))
				}
				if err != nil {
					return err
				}
			}
			err = srv.DeleteClusterMember(ref.Name, force)
			if err == nil {
				app.Note(i18n.G("Member %s removed"), ref.Name)
			}
			return cli.WithObject("member", ref, err)
		},
	})
	cmd.Flags().BoolVarP(&force, "force", "f", false, i18n.G("Remove it even if it is unreachable"))
	cmd.Flags().BoolVar(&sure, "yes", false, i18n.G("Do not prompt"))
	return cmd
}

// lastResort returns the warning shown before a forced removal.
func lastResort() string {
	return i18n.G(`Remove a member by force only as
a last resort.

The server will not work afterwards: it must be reinstalled,
and the instances, images and volumes that it holds
are lost.

If the member is still reachable, move its instances, images
and volumes to other members first, and then remove it
without force.

Use --force only if the server is broken, was reinstalled,
or will not come back for another reason.

`)
}
