package instance

import (
	"context"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func snapshotShow(app *cli.App) *cobra.Command {
	var ref config.Ref
	var name string
	spec := cli.Spec{Name: "show", Shows: true, Short: i18n.G("Show a snapshot as YAML"), Args: snapshotArgs(&ref, &name)}
	return onSnapshot(app, spec, &ref, &name, func(_ context.Context, srv lxd.InstanceServer) error {
		snapshot, _, err := srv.GetInstanceSnapshot(ref.Name, name)
		if err != nil {
			return err
		}
		return app.Show(snapshot)
	})
}
