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

func evacuate(app *cli.App, action string) *cobra.Command {
	var ref config.Ref
	post := api.ClusterMemberStatePost{Action: action}
	sure, yes := false, false
	spec := cli.Spec{
		Name: "evacuate", Aliases: []string{"evac"}, Short: i18n.G("Evacuate a cluster member"),
		Args: []cli.Arg{cli.Object("member", &ref)},
	}
	modes, question := i18n.G("Action for instances: auto, stop, migrate or live-migrate"), i18n.G("Move or stop all instances on %s?")
	if action == "restore" {
		spec.Name, spec.Aliases, spec.Short = "restore", nil, i18n.G("Move the instances back to a cluster member")
		modes, question = i18n.G("Action for instances: skip leaves them where they are"), i18n.G("Move the instances back to %s?")
	}
	spec.Example = "lxc cluster " + action + " server2"
	spec.Run = func(ctx context.Context) error {
		srv, err := app.Server(ctx, ref.Remote)
		if err != nil {
			return err
		}
		flag := "--force"
		if action == "evacuate" && !srv.IsIncus() && srv.HasExtension("clustering_evacuation_force") {
			// The server handles --force itself.
			post.Force, sure, flag = sure, false, "--yes"
		}
		if !sure && !yes {
			ok, err := app.Confirm(ctx, i18n.F(question, ref.Name), flag)
			if err != nil || !ok {
				return err
			}
		}
		op, err := srv.UpdateClusterMemberState(ref.Name, post)
		if err != nil {
			return cli.WithObject("member", ref, fmt.Errorf("%s: %w", "Failed to update cluster member state", err))
		}
		return cli.WithObject("member", ref, app.Wait(ctx, op, i18n.G("Moving")))
	}
	cmd := app.Command(spec)
	cmd.Flags().StringVar(&post.Mode, "action", "", modes)
	cmd.Flags().BoolVarP(&sure, "force", "f", false, i18n.G("Do not prompt; continue even if instances cannot be moved"))
	if action == "evacuate" {
		cmd.Flags().BoolVar(&yes, "yes", false, i18n.G("Do not prompt"))
	}
	return cmd
}
