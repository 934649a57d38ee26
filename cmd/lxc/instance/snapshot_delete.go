package instance

import (
	"cmp"
	"context"
	"errors"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func snapshotDelete(app *cli.App) *cobra.Command {
	var ref config.Ref
	var name string
	interactive := false
	spec := cli.Spec{
		Name: "delete", Aliases: []string{"remove", "rm"}, Short: i18n.G("Delete a snapshot"), Args: snapshotArgs(&ref, &name),
	}
	cmd := onSnapshot(app, spec, &ref, &name, func(ctx context.Context, srv lxd.InstanceServer) error {
		if name == "" { // never delete the instance
			return cli.NotFound("snapshot", i18n.G("not found"))
		}
		o := deleteOptions{refs: []config.SnapshotRef{{Ref: ref, Snapshot: name}}}
		if interactive {
			if err := o.ask(ctx, app); err != nil || len(o.refs) == 0 {
				return err
			}
		}
		err := o.snapshot(ctx, app, srv, o.refs[0])
		if errors.Is(err, api.ErrNotFound) {
			return cmp.Or(exists(srv, o.refs[0]), err)
		}
		return err
	})
	cmd.Flags().BoolVarP(&interactive, "interactive", "i", false, i18n.G("Prompt before each deletion"))
	return cmd
}
