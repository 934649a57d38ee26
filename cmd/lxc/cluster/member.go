package cluster

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func remove(app *cli.App) *cobra.Command {
	var ref config.Ref
	force, sure := false, false
	cmd := app.Command(cli.Spec{
		Name: "remove", Aliases: []string{"delete", "rm"}, Short: i18n.G("Take a member out of the cluster"), Example: "lxc cluster remove server4",
		Args: []cli.Arg{cli.Object("member", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if force && !sure {
				app.Print("%s", lastResort())
				sure, err = app.Confirm(ctx, i18n.F("Remove %s by force?", ref.Name), "--yes")
				if err == nil && !sure {
					err = errors.New(i18n.G("not removed: the answer was no"))
				}
				if err != nil {
					return err
				}
				if !sure {
					return errors.New(i18n.G("not deleted: the answer was no"))
				}
			}
			err = srv.DeleteClusterMember(ref.Name, force)
			if err == nil {
				app.Note(i18n.G("Member %s left the cluster"), ref.Name)
			}
			return cli.About("member", ref, err)
		},
	})
	cmd.Flags().BoolVarP(&force, "force", "f", false, i18n.G("Drop it although it does not answer"))
	cmd.Flags().BoolVar(&sure, "yes", false, i18n.G("Do not ask"))
	return cmd
}

// lastResort is shown before a member is removed by force.
func lastResort() string {
	return i18n.G(`Remove a member by force only as a last resort.

The server cannot be used afterwards: it has to be set up anew,
and the instances, images and volumes that it holds
are lost.

Wherever the member still answers, move its instances, images
and volumes to other members first, and then remove it
without force.

Use --force only if the server is broken, was set up anew,
or will never come back for
another reason.

`)
}

func evacuate(app *cli.App, action string) *cobra.Command {
	var ref config.Ref
	post := api.ClusterMemberStatePost{Action: action}
	sure, yes := false, false
	spec := cli.Spec{
		Name: "evacuate", Aliases: []string{"evac"}, Short: i18n.G("Move all instances away from a member"),
		Args: []cli.Arg{cli.Object("member", &ref)},
	}
	modes, question := i18n.G("What to do with instances: auto, stop, migrate or live-migrate"), i18n.G("Move or stop all instances on %s?")
	if action == "restore" {
		spec.Name, spec.Aliases, spec.Short = "restore", nil, i18n.G("Bring the instances back to a member")
		modes, question = i18n.G("skip leaves the instances where they are"), i18n.G("Bring the instances back to %s?")
	}
	spec.Example = "lxc cluster " + action + " server2"
	spec.Run = func(ctx context.Context) error {
		srv, err := app.Server(ctx, ref.Remote)
		if err != nil {
			return err
		}
		flag := "--force"
		if action == "evacuate" && !srv.IsIncus() && srv.HasExtension("clustering_evacuation_force") { // force is for the server then
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
			return cli.About("member", ref, fmt.Errorf("%s: %w", "Failed to update cluster member state", err))
		}
		return cli.About("member", ref, app.Wait(ctx, op, i18n.G("Moving")))
	}
	cmd := app.Command(spec)
	cmd.Flags().StringVar(&post.Mode, "action", "", modes)
	cmd.Flags().BoolVarP(&sure, "force", "f", false, i18n.G("Do not ask; an LXD that can is told to go on where instances cannot be moved"))
	if action == "evacuate" {
		cmd.Flags().BoolVar(&yes, "yes", false, i18n.G("Do not ask"))
	}
	return cmd
}

func info(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "info", Short: i18n.G("Show the load of a member as YAML"), Example: "lxc cluster info server1", Args: []cli.Arg{cli.Object("member", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			state, err := srv.GetClusterMemberState(ref.Name)
			if err != nil {
				return cli.About("member", ref, err)
			}
			return output.YAML(app.Streams.Out, state)
		},
	})
}
