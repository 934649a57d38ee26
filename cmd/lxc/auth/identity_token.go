package auth

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func token(app *cli.App) *cobra.Command {
	var issued, revoked config.Ref
	var expiry string
	bearer := func(ref config.Ref) (string, error) {
		m, name, err := method(ref.Name)
		if err == nil && m != "bearer" {
			err = cli.Usagef("%s", i18n.G("only bearer identities have tokens"))
		}
		return name, err
	}
	issue := app.Command(cli.Spec{
		Name: "issue", Shows: true, Short: i18n.G("Issue a bearer token for an identity (replaces an existing one)"), Example: "lxc auth identity token issue bearer/ci --expiry 30d",
		Args: []cli.Arg{cli.Object("method/name", &issued)},
		Run: func(ctx context.Context) error {
			name, err := bearer(issued)
			if err != nil {
				return err
			}
			srv, err := app.Server(ctx, issued.Remote)
			if err != nil {
				return err
			}
			text, err := srv.IssueIdentityToken(name, expiry)
			if err != nil {
				return cli.WithObject("identity", issued, err)
			}
			return app.ShowToken(name, text, fmt.Sprintf("Issued token for identity %q\n%s\n", name, text))
		},
	})
	issue.Flags().StringVar(&expiry, "expiry", "", i18n.G("Lifetime of the token, for example 30d"))
	revoke := app.Command(cli.Spec{
		Name: "revoke", Short: i18n.G("Revoke the bearer token of an identity"), Example: "lxc auth identity token revoke bearer/ci",
		Args: []cli.Arg{cli.Object("method/name", &revoked)},
		Run: func(ctx context.Context) error {
			name, err := bearer(revoked)
			if err != nil {
				return err
			}
			srv, err := app.Server(ctx, revoked.Remote)
			if err != nil {
				return err
			}
			if err := srv.RevokeIdentityToken(name); err != nil {
				return cli.WithObject("identity", revoked, err)
			}
			app.Note(i18n.G("Token of identity %s revoked"), name)
			return nil
		},
	})
	return app.Group("token", i18n.G("Manage bearer tokens"), []*cobra.Command{issue, revoke})
}
