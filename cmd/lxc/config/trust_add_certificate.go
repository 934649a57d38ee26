package config

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func trustAddCertificate(app *cli.App) *cobra.Command {
	var o trustOptions
	cmd := app.Command(cli.Spec{
		Name: "add-certificate", Short: i18n.G("Trust a client certificate"), Example: "lxc config trust add-certificate laptop.crt",
		Args: []cli.Arg{cli.Remote(&o.remote), cli.Local("cert.crt", &o.file)},
		Run: func(ctx context.Context) error {
			if err := app.ResolveRemote(&o.remote); err != nil {
				return err
			}
			o.byFile = true
			return o.run(ctx, app)
		},
	})
	o.flags(cmd, "t")
	return cmd
}
