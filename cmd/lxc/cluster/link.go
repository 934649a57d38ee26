package cluster

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func links() *resource.Kind[api.ClusterLink, api.ClusterLinkPut] {
	return &resource.Kind[api.ClusterLink, api.ClusterLinkPut]{
		Noun: "link", Plural: i18n.G("cluster links"), DeleteAliases: []string{"rm"},
		Verbs: resource.From(func(s resource.Server, _ resource.Key) lxd.Collection[api.ClusterLink, api.ClusterLinksPost, api.ClusterLinkPut] {
			return s.ClusterLinks()
		}, nil),
		Columns: output.Columns[api.ClusterLink]{
			output.Col('n', i18n.G("NAME"), func(l api.ClusterLink) string { return l.Name }),
			output.Col('a', i18n.G("ADDRESSES"), func(l api.ClusterLink) string { return l.Config["volatile.addresses"] }),
			output.Col('d', i18n.G("DESCRIPTION"), func(l api.ClusterLink) string { return l.Description }),
			output.Col('s', i18n.G("IDENTITY STATUS"), linkStatus),
			output.Col('t', i18n.G("TYPE"), func(l api.ClusterLink) string { return strings.ToUpper(l.Type) }),
		},
		Name: func(l api.ClusterLink) string { return l.Name },
		Help: i18n.G("A tie to another cluster. Lines with # are ignored."),
	}
}

func linkCreate(app *cli.App) *cobra.Command {
	var ref config.Ref
	var pairs []string
	var post api.ClusterLinksPost
	cmd := app.Command(cli.Spec{
		Name: "create", Short: i18n.G("Tie this cluster to another one; without a token one is printed for the other side"),
		Example: "lxc cluster link create backup\nlxc cluster link create main --token TOKEN",
		Args:    []cli.Arg{cli.Object("link", &ref), cli.Opt(cli.Words("[key=value...]", &pairs))},
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
				return cli.About("link", ref, err)
			}
			if token == nil {
				app.Note(i18n.G("Created link %s"), ref.Name)
				return nil
			}
			app.Note(i18n.G("Created link %s (pending)"), ref.Name)
			app.Print("Cluster link %q (%s) pending identity token:\n%s\n", ref.Name, token.Identifier, token.String())
			return nil
		},
	})
	f := cmd.Flags()
	f.StringSliceVarP(&post.AuthGroups, "auth-group", "g", nil, i18n.G("Groups to put the identity in, separated by commas"))
	f.StringVarP(&post.Description, "description", "d", "", i18n.G("Description"))
	f.StringVarP(&post.TrustToken, "token", "t", "", i18n.G("Trust token of the other cluster"))
	return cmd
}

func linkInfo(app *cli.App) *cobra.Command {
	var ref config.Ref
	var target string
	cmd := app.Command(cli.Spec{
		Name: "info", Short: i18n.G("Show a link, and the members at its other end"), Args: []cli.Arg{cli.Object("link", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if target != "" {
				srv = srv.UseTarget(target)
			}
			return cli.About("link", ref, showLink(app, srv, ref.Name))
		},
	})
	cmd.Flags().StringVar(&target, "target", "", i18n.G("Cluster member"))
	return cmd
}

// linkStatus tells whether the other end has joined: until then it has no address.
func linkStatus(l api.ClusterLink) string {
	if l.Config["volatile.addresses"] == "" {
		return "PENDING"
	}
	return "ACTIVE"
}

// linkMember is a member of the other cluster, as the server sees it.
type linkMember struct {
	Address string `json:"address"`
	Name    string `json:"server_name"`
	Status  string `json:"status"`
}

func showLink(app *cli.App, srv lxd.InstanceServer, name string) error {
	link, _, err := srv.ClusterLinks().Get(name)
	if err != nil {
		return err
	}
	text := "Name: " + link.Name + "\n"
	if link.Description != "" {
		text += "Description: " + link.Description + "\n"
	}
	app.Print("%s", app.Shown(text+"Type: "+strings.ToUpper(link.Type)+"\n", true))
	state, err := srv.GetClusterLinkState(name)
	if err != nil {
		return err
	}
	var members []linkMember
	if raw, err := json.Marshal(state["cluster_link_members"]); err == nil {
		err = json.Unmarshal(raw, &members)
		if err != nil {
			return err
		}
	}
	app.Print("%s\n", i18n.G("Cluster link members:"))
	return output.List(app.Streams.Out, output.Format{Name: "table", Header: true}, output.Columns[linkMember]{
		output.Col('a', i18n.G("ADDRESS"), func(m linkMember) string { return m.Address }),
		output.Col('n', i18n.G("NAME"), func(m linkMember) string { return m.Name }),
		output.Col('s', i18n.G("STATE"), func(m linkMember) string { return strings.ToUpper(m.Status) }),
	}, members)
}
