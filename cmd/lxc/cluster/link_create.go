package cluster

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func linkCreate(app *cli.App) *cobra.Command {
	var ref config.Ref
	var pairs []string
	var post api.ClusterLinksPost
	cmd := app.Command(cli.Spec{
		Name: "create", Shows: true, Short: i18n.G("Link this cluster to another one (without --token, prints a token for the other cluster)"),
		Example: "lxc cluster link create backup\nlxc cluster link create main --token TOKEN",
		Args:    []cli.Arg{cli.Completed(cli.Object("link", &ref), cli.Remotes), cli.Opt(cli.Pairs(&pairs))},
		Run: func(ctx context.Context) error {
			values, err := app.KeyValues(pairs)
			if err != nil {
				return err
			}
			post.Name, post.Type, post.Config = ref.Name, "bidirectional", values
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			token, err := srv.CreateClusterLink(post)
			if err != nil {
				return cli.WithObject("link", ref, err)
			}
			if token == nil {
				app.Note(i18n.G("Cluster link %s created"), ref.Name)
				return nil
			}
			app.Note(i18n.G("Cluster link %s created (pending)"), ref.Name)
			return app.ShowToken(ref.Name, token.String(), fmt.Sprintf("Cluster link %q (%s) pending identity token:\n%s\n", ref.Name, token.Identifier, token))
		},
	})
	f := cmd.Flags()
	f.StringSliceVarP(&post.AuthGroups, "auth-group", "g", nil, i18n.G("Groups of the identity (comma-separated)"))
	f.StringVarP(&post.Description, "description", "d", "", i18n.G("Description"))
	f.StringVarP(&post.TrustToken, "token", "t", "", i18n.G("Trust token of the other cluster"))
	return cmd
}
