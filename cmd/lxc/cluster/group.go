package cluster

import (
	"context"
	"slices"
	"strconv"
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

// groupMembers returns add, remove and assign of `cluster group`.
func groupMembers(app *cli.App) []*cobra.Command {
	out := listEdits(app, "group", func(p *api.ClusterMemberPut) *[]string { return &p.Groups }, [6]string{
		"add", i18n.G("Add a cluster member to a group"), i18n.G("Cluster member %s added to group %s"),
		"remove", i18n.G("Remove a cluster member from a group"), i18n.G("Cluster member %s removed from group %s"),
	})
	for _, c := range out {
		c.Aliases = nil
	}
	var ref config.Ref
	var words string
	return append(out, app.Command(cli.Spec{
		Name: "assign", Aliases: []string{"apply"}, Short: i18n.G("Set the groups of a cluster member"), Example: "lxc cluster group assign server1 default,gpu",
		Args: []cli.Arg{cli.Object("member", &ref), cli.Completed(cli.Word("groups", &words), cli.List(cli.Below("cluster-group")))},
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
				app.Note(i18n.G("Groups of member %s set to %s"), ref.Name, words)
			}
			return cli.WithObject("member", ref, err)
		},
	}))
}

func groups() *resource.Kind {
	return &resource.Kind{
		Noun: "group", Singular: i18n.M("a cluster group"), Plural: i18n.G("cluster groups"),
		DeleteAliases: []string{"rm"},
		Verbs: resource.From(func(s resource.Server, _ resource.Key) lxd.Collection[api.ClusterGroup, api.ClusterGroupsPost, api.ClusterGroupPut] {
			return s.ClusterGroups()
		}, func(k resource.Key, n resource.CreateRequest[api.ClusterGroupPut]) api.ClusterGroupsPost {
			return api.ClusterGroupsPost{Name: k.Name, ClusterGroupPut: n.Put}
		}),
		Columns: output.Columns[api.ClusterGroup]{
			output.Col('n', i18n.G("NAME"), func(g api.ClusterGroup) string { return g.Name }),
			output.Col('d', i18n.G("DESCRIPTION"), func(g api.ClusterGroup) string { return g.Description }),
			output.Col('m', i18n.G("MEMBERS"), func(g api.ClusterGroup) string { return strconv.Itoa(len(g.Members)) }),
		}.Any(),
		DefaultColumns: "ndm", Name: resource.Of(func(g api.ClusterGroup) string { return g.Name }), Example: "cluster group create gpu",
		Help: i18n.G("A cluster group. Lines starting with # are ignored."),
	}
}
