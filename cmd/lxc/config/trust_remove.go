package config

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func trustRemove(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "remove", Aliases: []string{"delete", "rm"}, Short: i18n.G("Revoke trust in a client"), Example: "lxc config trust remove 3f2a9c1b77aa",
		Args: []cli.Arg{cli.Object("fingerprint", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			return cli.WithObject("certificate", ref, srv.DeleteCertificate(ref.Name))
		},
	})
}
