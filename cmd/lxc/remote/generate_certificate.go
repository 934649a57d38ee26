package remote

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func generate(app *cli.App) *cobra.Command {
	return app.Command(cli.Spec{
		Name: "generate-certificate", Short: i18n.G("Generate the client certificate"),
		Run: func(ctx context.Context) error {
			return change(app, func(c *config.Config) error {
				if _, err := os.Stat(c.ConfigPath("client.crt")); err == nil {
					return cli.Conflict("certificate", i18n.G("a client certificate already exists"))
				}
				return c.GenerateClientCertificate(ctx)
			})
		},
	})
}
