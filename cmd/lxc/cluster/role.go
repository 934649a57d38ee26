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
		"add", i18n.G("Add roles to a cluster member"), "", "remove", i18n.G("Remove roles from a cluster member"), "",
	})
}

// edited completes the values of the list: roles or groups.
func edited(noun string) cli.Completer {
	if noun == "role" {
		return cli.List(cli.Fixed("control-plane", "database", "database-client", "event-hub", "ovn-chassis"))
	}
	return cli.List(cli.Below("cluster-" + noun))
}

// listEdits returns add and remove for a list in a member's configuration. names holds name, help and confirmation of each.
func listEdits(app *cli.App, noun string, list func(*api.ClusterMemberPut) *[]string, names [6]string) []*cobra.Command {
	command := func(name, short, done string, aliases []string, edit func(have []string, word string) ([]string, error)) *cobra.Command {
		var ref config.Ref
		var words string
		return app.Command(cli.Spec{
			Name: name, Aliases: aliases, Short: short, Args: []cli.Arg{cli.Object("member", &ref), cli.Completed(cli.Word(noun, &words), edited(noun))},
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
				return cli.WithObject("member", ref, err)
			},
		})
	}
	return []*cobra.Command{
		command(names[0], names[1], names[2], []string{"create"}, func(have []string, word string) ([]string, error) {
			if slices.Contains(have, word) {
				return have, cli.Conflict("role", i18n.F("the member already has %q", word))
			}
			return append(have, word), nil
		}),
		command(names[3], names[4], names[5], []string{"delete", "rm"}, func(have []string, word string) ([]string, error) {
			if !slices.Contains(have, word) {
				return have, cli.NotFound("role", i18n.F("the member does not have %q", word))
			}
			return slices.DeleteFunc(have, func(w string) bool { return w == word }), nil
		}),
	}
}
