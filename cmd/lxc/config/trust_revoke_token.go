package config

import (
	"context"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// tokenNames completes the clients with pending tokens.
var tokenNames = cli.Under(func(s lxd.InstanceServer, _ []string) ([]string, error) {
	tokens, err := pendingTokens(s)
	var names []string
	for _, t := range tokens {
		names = append(names, t.ClientName)
	}
	return names, err
})

func revokeToken(app *cli.App) *cobra.Command {
	var remote, name string
	return app.Command(cli.Spec{
		Name: "revoke-token", Short: i18n.G("Revoke a token"), Example: "lxc config trust revoke-token laptop",
		Args: []cli.Arg{cli.Remote(&remote), cli.Completed(cli.Word("name", &name), tokenNames)},
		Run: func(ctx context.Context) error {
			srv, err := app.ServerAt(ctx, &remote)
			if err != nil {
				return err
			}
			tokens, err := pendingTokens(srv)
			if err != nil {
				return err
			}
			for _, t := range tokens {
				if t.ClientName == name {
					if err := srv.DeleteOperation(t.operation); err != nil {
						return err
					}
					app.Note(i18n.G("Token for %s revoked"), name)
					return nil
				}
			}
			return cli.WithObject("token", config.Ref{Remote: remote, Name: name}, api.ErrNotFound)
		},
	})
}
