package admin

import (
	"context"
	"errors"
	"net/http"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func updateCertificate(app *cli.App) *cobra.Command {
	var remote, certFile, keyFile string
	return app.Command(cli.Spec{
		Name: "update-certificate", Aliases: []string{"update-cert"}, Short: i18n.G("Replace the certificate of a server"),
		Example: "lxc admin update-certificate server.crt server.key",
		Args:    []cli.Arg{cli.Remote(&remote), cli.Local("certificate", &certFile), cli.Local("key", &keyFile)},
		Run: func(ctx context.Context) error {
			cert, key, err := cli.ReadCertificate(certFile, keyFile)
			if err != nil {
				return err
			}
			srv, err := local(ctx, app, &remote)
			if err != nil {
				return err
			}
			if _, err = internal(srv, http.MethodPut, "/1.0/certificate", map[string]string{"certificate": string(cert), "certificate_key": string(key)}); err != nil {
				if errors.Is(err, api.ErrNotFound) {
					return &lxd.MissingExtensionError{Extension: "PUT /1.0/certificate"}
				}
				return err
			}
			return app.ReplaceServerCertificate(remote, cert)
		},
	})
}
