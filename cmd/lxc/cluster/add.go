package cluster

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func add(app *cli.App) *cobra.Command {
	var ref config.Ref
	var name string
	given := false
	cmd := app.Command(cli.Spec{
		Name: "add", Shows: true, Short: i18n.G("Print a join token for a new cluster member"), Example: "lxc cluster add server4",
		Args: []cli.Arg{cli.Given(cli.Completed(cli.Target("member", &ref), cli.Remotes), &given)},
		Run: func(ctx context.Context) error {
			if err := app.ResolveRemote(&ref.Remote); err != nil {
				return err
			}
			if name != "" {
				ref.Name = name
			}
			if ref.Name == "" && !given {
				return cli.ErrBare
			}
			if err := askMember(ctx, app, &ref); err != nil {
				return err
			}
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			op, err := srv.CreateClusterMember(api.ClusterMembersPost{ServerName: ref.Name})
			if err != nil {
				return cli.WithObject("member", ref, err)
			}
			token := tokenOf(op.Get())
			if token == nil {
				return cli.Refused("server", i18n.G("the server sent no join token"))
			}
			app.Note(i18n.G("Member %s join token:"), ref.Name) // scripts parse this line
			return app.ShowToken(ref.Name, token.String(), token.String()+"\n")
		},
	})
	cmd.Flags().StringVar(&name, "name", "", i18n.G("Name of the new member"))
	return cmd
}

// askMember asks for the name of the new member if it is empty, or returns an error if the program is incus.
func askMember(ctx context.Context, app *cli.App, ref *config.Ref) error {
	var err error
	switch {
	case ref.Name != "":
	case app.Family == "incus":
		return cli.Usagef("%s", i18n.G("missing member name"))
	default:
		ref.Name, err = app.Streams.Ask(ctx, i18n.G("Name of the new member: "))
	}
	if err != nil {
		return cli.Unanswered(ctx, err, "--name")
	}
	return nil
}

// clustered returns an error if a server is not part of a cluster.
func clustered(srv resource.Server) error {
	state, _, err := srv.GetCluster()
	if err == nil && !state.Enabled {
		err = cli.Refused("cluster", i18n.G("the server is not part of a cluster"))
	}
	return err
}
