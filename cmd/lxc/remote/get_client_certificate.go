package remote

import (
	"context"
	"encoding/base64"
	"os"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func clientCertificate(app *cli.App) *cobra.Command {
	var format, target string
	cmd := app.Command(cli.Spec{
		Name: "get-client-certificate", Short: i18n.G("Print the certificate of this client"),
		Example: "lxc remote get-client-certificate > laptop.crt\nlxc remote get-client-certificate --format fingerprint",
		Args:    []cli.Arg{cli.Opt(cli.Local("file", &target))},
		Run: func(ctx context.Context) error {
			return change(app, func(c *config.Config) error {
				if err := c.GenerateClientCertificate(ctx); err != nil {
					return err
				}
				data, err := os.ReadFile(c.ConfigPath("client.crt"))
				if err != nil {
					return err
				}
				cert, err := lxd.ParseCertificate(string(data))
				if err != nil {
					return err
				}
				switch format {
				case "pem":
				case "fingerprint":
					data = []byte(lxd.CertificateFingerprint(cert) + "\n")
				case "base64":
					data = []byte(base64.StdEncoding.EncodeToString(cert.Raw) + "\n")
				default:
					return cli.Usagef(i18n.G("unknown format %q (must be one of: %s)"), format, "pem, fingerprint, base64")
				}
				if target != "" && target != "-" {
					return os.WriteFile(target, data, 0o644) // public
				}
				app.Print("%s", data)
				return nil
			})
		},
	})
	cmd.Flags().StringVarP(&format, "format", "f", "pem", i18n.G("Format: pem, fingerprint or base64"))
	cmd.Flags().StringVarP(&format, "output", "o", "pem", i18n.G("Same as --format"))
	return cmd
}
