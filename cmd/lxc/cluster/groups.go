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

func roles(app *cli.App) []*cobra.Command {
	return listEdits(app, "role", func(p *api.ClusterMemberPut) *[]string { return &p.Roles }, [6]string{
		"add", i18n.G("Give roles to a member"), "", "remove", i18n.G("Take roles from a member"), "",
	})
}

// listEdits are add and remove of words in a list of a member. names are, of each, its name, help and notice.
func listEdits(app *cli.App, noun string, list func(*api.ClusterMemberPut) *[]string, names [6]string) []*cobra.Command {
	command := func(name, short, done string, aliases []string, edit func(have []string, word string) ([]string, error)) *cobra.Command {
		var ref config.Ref
		var words string
		return app.Command(cli.Spec{
			Name: name, Aliases: aliases, Short: short, Args: []cli.Arg{cli.Object("member", &ref), cli.Word(noun, &words)},
			Run: func(ctx context.Context) error {
				srv, err := app.Server(ctx, ref.Remote)
				if err != nil {
					return err
				}
				err = resource.Change(srv.ClusterMembers(), ref.Name, func(p *api.ClusterMemberPut) error {
					for _, word := range strings.Split(words, ",") {
						changed, err := edit(*list(p), word)
						if err != nil {
							return err
						}
						*list(p) = changed
					}
					return nil
				})
				if err == nil && done != "" {
					app.Note(done, ref.Name, words)
				}
				return cli.About("member", ref, err)
			},
		})
	}
	return []*cobra.Command{
		command(names[0], names[1], names[2], []string{"create"}, func(have []string, word string) ([]string, error) {
			if slices.Contains(have, word) {
				return have, cli.Usagef(i18n.G("the member has %q already"), word)
			}
			return append(have, word), nil
		}),
		command(names[3], names[4], names[5], []string{"delete", "rm"}, func(have []string, word string) ([]string, error) {
			if !slices.Contains(have, word) {
				return have, cli.Usagef(i18n.G("the member does not have %q"), word)
			}
			return slices.DeleteFunc(have, func(w string) bool { return w == word }), nil
		}),
	}
}

// groupMembers are add, remove and assign of `cluster group`.
func groupMembers(app *cli.App) []*cobra.Command {
	out := listEdits(app, "group", func(p *api.ClusterMemberPut) *[]string { return &p.Groups }, [6]string{
		"add", i18n.G("Add a member to a group"), i18n.G("Added member %s to group %s"),
		"remove", i18n.G("Remove a member from a group"), i18n.G("Removed member %s from group %s"),
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
				app.Note(i18n.G("Member %s is in the groups %s now"), ref.Name, words)
			}
			return cli.About("member", ref, err)
		},
	}))
}

func failureDomain(app *cli.App) []*cobra.Command {
	command := func(name, short string, domain *string, work func(resource.Server, config.Ref) error) *cobra.Command {
		var ref config.Ref
		args := []cli.Arg{cli.Object("member", &ref)}
		if domain != nil {
			args = append(args, cli.Word("domain", domain))
		}
		return app.Command(cli.Spec{Name: name, Short: short, Args: args, Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			return cli.About("member", ref, work(srv, ref))
		}})
	}
	set := func(s resource.Server, ref config.Ref, domain string) error {
		return resource.Change(s.ClusterMembers(), ref.Name, func(p *api.ClusterMemberPut) error {
			p.FailureDomain = domain
			return nil
		})
	}
	var domain string
	return []*cobra.Command{
		command("get", i18n.G("Print the failure domain of a member"), nil, func(s resource.Server, ref config.Ref) error {
			m, _, err := s.ClusterMembers().Get(ref.Name)
			if err == nil {
				app.Print("%s\n", m.FailureDomain)
			}
			return err
		}),
		command("set", i18n.G("Set the failure domain of a member"), &domain, func(s resource.Server, ref config.Ref) error {
			err := set(s, ref, domain)
			if err == nil && cli.Program() == "lxc" && cli.Newest(s) {
				app.Note(i18n.G("Failure domain of %s is now %q"), ref.Name, domain)
			}
			return err
		}),
		command("unset", i18n.G("Put a member back into the default failure domain"), nil, func(s resource.Server, ref config.Ref) error { return set(s, ref, "default") }),
	}
}
