package cluster

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func revokeToken(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "revoke-token", Short: i18n.G("Revoke the join token of a server"), Example: "lxc cluster revoke-token server4",
		Args: []cli.Arg{cli.Object("member", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			list, err := tokens(app, srv)
			if err != nil {
				return err
			}
			i := slices.IndexFunc(list, func(p pending) bool { return p.ServerName == ref.Name })
			if i < 0 {
				return cli.WithObject("member", ref, cli.NotFound("token", i18n.G("no join token found")))
			}
			err = srv.DeleteOperation(list[i].id)
			if err == nil {
				app.Note(i18n.G("Join token for %s deleted"), ref)
			}
			return err
		},
	})
}
