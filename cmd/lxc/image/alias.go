package image

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// aliasKind has the verbs that aliases share with other kinds; create and list differ.
func aliasKind() *resource.Kind[api.ImageAliasesEntry, api.ImageAliasesEntryPut] {
	return &resource.Kind[api.ImageAliasesEntry, api.ImageAliasesEntryPut]{
		Noun: "alias", Plural: i18n.G("image aliases"), Silent: true,
		Verbs: resource.Verbs[api.ImageAliasesEntry, api.ImageAliasesEntryPut]{
			Rename: func(s resource.Server, k resource.Key, to string) error {
				return s.RenameImageAlias(k.Name, api.ImageAliasesEntryPost{Name: to})
			},
			Delete: func(s resource.Server, k resource.Key) error { return s.DeleteImageAlias(k.Name) },
		},
	}
}

func aliasGroup(app *cli.App) *cobra.Command {
	return app.Group("alias", i18n.G("Manage image aliases"), aliasKind().Commands(app), []*cobra.Command{aliasCreate(app), aliasList(app)})
}

func aliasCreate(app *cli.App) *cobra.Command {
	var ref config.Ref
	var fingerprint, description string
	cmd := app.Command(cli.Spec{
		Name: "create", Aliases: []string{"add"}, Short: i18n.G("Give an image an alias"), Example: "lxc image alias create web-base 3f2a9c1b77aa",
		Args: []cli.Arg{cli.Object("alias", &ref), cli.Word("fingerprint", &fingerprint)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			post := api.ImageAliasesPost{}
			post.Name, post.Target, post.Description = ref.Name, fingerprint, description
			return cli.About("alias", ref, srv.CreateImageAlias(post))
		},
	})
	cmd.Flags().StringVar(&description, "description", "", i18n.G("Description"))
	return cmd
}

func aliasList(app *cli.App) *cobra.Command {
	var words []string
	var flags resource.ListFlags
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List image aliases"), Example: "lxc image alias list images: debian",
		Args: []cli.Arg{cli.Opt(cli.Words("[<remote>:] [<filters>...]", &words))},
		Run: func(ctx context.Context) error {
			remote, filters, err := app.SplitFilters(words)
			if err != nil {
				return err
			}
			srv, err := app.Images(ctx, remote, app.Family(ctx, remote))
			if err != nil {
				return err
			}
			columns := output.Columns[api.ImageAliasesEntry]{
				output.Col('a', i18n.G("ALIAS"), func(a api.ImageAliasesEntry) string { return a.Name }),
				output.Col('f', i18n.G("FINGERPRINT"), func(a api.ImageAliasesEntry) string { return a.Target[:min(12, len(a.Target))] }),
				output.Col('t', i18n.G("TYPE"), func(a api.ImageAliasesEntry) string { return strings.ToUpper(a.Type) }),
				output.Col('d', i18n.G("DESCRIPTION"), func(a api.ImageAliasesEntry) string { return a.Description }),
			}
			return resource.Print(app, flags, columns,
				func() ([]api.ImageAliasesEntry, error) {
					items, err := srv.GetImageAliases()
					return slices.DeleteFunc(items, func(a api.ImageAliasesEntry) bool {
						return len(filters) > 0 && !slices.ContainsFunc(filters, func(f string) bool {
							return strings.Contains(a.Name, f) || strings.Contains(a.Target, f)
						})
					}), err
				})
		},
	})
	flags.Add(cmd, "aftd")
	return cmd
}
