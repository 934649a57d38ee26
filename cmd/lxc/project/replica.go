package project

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// replica promotes or demotes a project of a replicated pair (extension project_replica_mode, LXD).
func replica(app *cli.App, name string) *cobra.Command {
	var ref config.Ref
	force := false
	short, mode := i18n.G("Promote a project to leader"), "leader"
	if name == "demote-replica" {
		short, mode = i18n.G("Demote a project to standby"), "standby"
	}
	cmd := app.Command(cli.Spec{
		Name: name, Short: short, Example: "lxc project " + name + " web", Args: []cli.Arg{cli.Object("project", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if err := srv.UpdateProjectReplica(ref.Name, mode, force); err != nil {
				return cli.WithObject("project", ref, err)
			}
			app.Note(i18n.G("Project %s is now %s"), ref.Name, mode)
			return nil
		},
	})
	cmd.Flags().BoolVarP(&force, "force", "f", false, i18n.G("Proceed even if the other cluster is unreachable"))
	return cmd
}
