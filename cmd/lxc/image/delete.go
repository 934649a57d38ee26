package image

import (
	"context"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func remove(app *cli.App) *cobra.Command {
	return each(app, cli.Spec{Name: "delete", Aliases: []string{"remove", "rm"}, Short: i18n.G("Delete images")},
		func(ctx context.Context, srv lxd.InstanceServer, ref config.Ref) error {
			op, err := srv.DeleteImage(fingerprint(srv, ref.Name))
			if err != nil {
				return err
			}
			return app.Wait(ctx, op, "")
		})
}

// fingerprint resolves an alias. Any other name is returned unchanged, for the server to look up.
func fingerprint(srv lxd.InstanceServer, name string) string {
	if entry, _, err := srv.GetImageAlias(name); err == nil {
		return entry.Target
	}
	return name
}
