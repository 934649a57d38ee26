package auth

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// changeGroups changes the groups of an object with the given name.
type changeGroups func(s resource.Server, name string, change func([]string) ([]string, error)) error

func identityGroups(s resource.Server, text string, change func([]string) ([]string, error)) error {
	m, name, err := method(text)
	if err != nil {
		return err
	}
	return resource.Change(s.Identities(m), name, func(p *api.IdentityPut) error {
		list, err := change(p.Groups)
		p.Groups = list
		return err
	})
}

// members returns `group add` and `group remove` for objects that belong to groups.
func members(app *cli.App, noun string, change changeGroups) *cobra.Command {
	command := func(spec cli.Spec, edit func(list []string, group string) ([]string, error)) *cobra.Command {
		var ref config.Ref
		var group string
		spec.Args = []cli.Arg{cli.Completed(cli.Object(noun, &ref), identityNames(noun)), cli.Completed(cli.Word("group", &group), cli.Below("auth-group"))}
		spec.Run = func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			return cli.WithObject(cli.Noun(noun), ref, change(srv, ref.Name, func(list []string) ([]string, error) { return edit(list, group) }))
		}
		return app.Command(spec)
	}
	return app.Group("group", i18n.G("Manage the groups of an identity"), []*cobra.Command{
		command(cli.Spec{Name: "add", Short: i18n.G("Add a group")}, func(list []string, group string) ([]string, error) {
			if slices.Contains(list, group) {
				return list, cli.Conflict("group", i18n.F("already in the group %q", group))
			}
			return append(list, group), nil
		}),
		command(cli.Spec{Name: "remove", Short: i18n.G("Remove a group")}, func(list []string, group string) ([]string, error) {
			if !slices.Contains(list, group) {
				return list, cli.NotFound("group", i18n.F("not in the group %q", group))
			}
			return slices.DeleteFunc(list, func(g string) bool { return g == group }), nil
		}),
	})
}

// identityNames completes identities as method/name, or identity provider groups.
func identityNames(noun string) cli.Completer {
	if noun != "identity" {
		return cli.Names(noun)
	}
	return cli.Names("method/name")
}
