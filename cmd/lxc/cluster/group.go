package cluster

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// groupMembers are add, remove and assign of `cluster group`.
func groupMembers(app *cli.App) []*cobra.Command {
	out := listEdits(app, "group", func(p *api.ClusterMemberPut) *[]string { return &p.Groups }, [6]string{
		"add", i18n.G("Add a member to a group"), "remove", i18n.G("Remove a member from a group"),
		i18n.G("Member %s is in the group %s now"), i18n.G("Member %s left the group %s"),
	})
	for _, c := range out {
		c.Aliases = nil
	}
	var ref config.Ref
	var words string
	return append(out, app.Command(cli.Spec{
		Name: "assign", Aliases: []string{"apply"}, Short: i18n.G("Replace the groups of a member"), Example: "lxc cluster group assign server1 default,gpu",
		Args: []cli.Arg{cli.Object("member", &ref), cli.Word("groups", &words)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			err = resource.Change(srv.ClusterMembers(), ref.Name, func(p *api.ClusterMemberPut) error {
				p.Groups = slices.DeleteFunc(strings.Split(words, ","), func(w string) bool { return w == "" })
				return nil
			})
			if err == nil {
				app.Note(i18n.G("Groups of %s: %s"), ref.Name, words)
			}
			return cli.About("member", ref, err)
		},
	}))
}
