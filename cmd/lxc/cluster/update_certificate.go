package cluster

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func updateCertificate(app *cli.App) *cobra.Command {
	var remote, certFile, keyFile string
	return app.Command(cli.Spec{
		Name: "update-certificate", Aliases: []string{"update-cert"}, Short: i18n.G("Replace the certificate of the cluster"),
		Example: "lxc cluster update-certificate cluster.crt cluster.key",
		Args:    []cli.Arg{cli.Remote(&remote), cli.Local("certificate", &certFile), cli.Local("key", &keyFile)},
		Run: func(ctx context.Context) error {
			if err := app.ResolveRemote(&remote); err != nil {
				return err
			}
			cert, key, err := cli.ReadCertificate(certFile, keyFile)
			if err != nil {
				return err
			}
			srv, err := app.Server(ctx, remote)
			if err != nil {
				return err
			}
			err = srv.UpdateClusterCertificate(api.ClusterCertificatePut{ClusterCertificate: string(cert), ClusterCertificateKey: string(key)}, "")
			if err != nil {
				return err
			}
			return app.ReplaceServerCertificate(remote, cert)
		},
	})
}
