package instance

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func snapshotColumns(app *cli.App) output.Columns[api.InstanceSnapshot] {
	return output.Columns[api.InstanceSnapshot]{
		output.Col('n', i18n.G("NAME"), func(s api.InstanceSnapshot) string { return s.Name }),
		output.Col('T', i18n.G("TAKEN AT"), func(s api.InstanceSnapshot) string { return output.Time(s.CreatedAt) }),
		output.Col('E', i18n.G("EXPIRES AT"), func(s api.InstanceSnapshot) string { return app.ExpiryCell(s.ExpiresAt) }),
		output.Col('s', i18n.G("STATEFUL"), func(s api.InstanceSnapshot) string { return output.YesNo(s.Stateful) }),
	}
}

func snapshotList(app *cli.App) *cobra.Command {
	var ref config.Ref
	var flags resource.ListFlags
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List instance snapshots"), Args: []cli.Arg{cli.Instance(&ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			flags.Order = output.Unsorted // in the order in which they were taken
			return cli.WithObject("instance", ref, resource.Print(app, flags, snapshotColumns(app),
				func() ([]api.InstanceSnapshot, error) { return srv.GetInstanceSnapshots(ref.Name) }))
		},
	})
	flags.Add(app, cmd, "nTEs")
	resource.Offer(cmd, snapshotColumns(app))
	return cmd
}
