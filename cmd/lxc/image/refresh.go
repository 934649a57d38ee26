package image

import (
	"context"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func refresh(app *cli.App) *cobra.Command {
	return each(app, cli.Spec{Name: "refresh", Short: i18n.G("Refresh images from their source")},
		func(ctx context.Context, srv lxd.InstanceServer, ref config.Ref) error {
			op, err := srv.RefreshImage(fingerprint(srv, ref.Name))
			if err != nil {
				return err
			}
			if err := app.Wait(ctx, op, i18n.F("Refreshing %s", ref.Name)); err != nil {
				return err
			}
			if refreshed, _ := op.Get().Metadata["refreshed"].(bool); refreshed {
				app.Note(i18n.G("Image %s refreshed"), ref.Name)
			} else {
				app.Note(i18n.G("Image %s is up to date"), ref.Name)
			}
			return nil
		})
}
