package cluster

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func linkInfo(app *cli.App) *cobra.Command {
	var ref config.Ref
	var target string
	cmd := app.Command(cli.Spec{
		Name: "info", Shows: true, Short: i18n.G("Show details of a cluster link"), Args: []cli.Arg{cli.Object("link", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if target != "" {
				srv = srv.UseTarget(target)
			}
			return cli.WithObject("link", ref, showLink(app, srv, ref.Name))
		},
	})
	cli.TargetFlag(cmd.Flags(), &target)
	return cmd
}

// linkStatus derives the status of a link. It has no address until the other cluster has joined.
func linkStatus(l api.ClusterLink) string {
	if l.Config["volatile.addresses"] == "" {
		return "PENDING"
	}
	return "ACTIVE"
}

// linkMember is a member of the linked cluster, as seen by the server.
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
	if app.Result.Asked() {
		state, err := srv.GetClusterLinkState(name)
		return app.ShowWith(link, "state", state, err)
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
	return output.List(app.Streams.Out, output.Format{Name: "table", Header: true, Terminal: app.Streams.OutputIsTerminal()}, output.Columns[linkMember]{
		output.Col('a', i18n.G("ADDRESS"), func(m linkMember) string { return m.Address }),
		output.Col('n', i18n.G("NAME"), func(m linkMember) string { return m.Name }),
		output.Col('s', i18n.G("STATE"), func(m linkMember) string { return strings.ToUpper(m.Status) }),
	}, members)
}
