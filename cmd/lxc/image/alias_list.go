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
	"github.com/openlxc/lxc/pkg/i18n"
)

func aliasList(app *cli.App) *cobra.Command {
	var remote string
	var filters []string
	var flags resource.ListFlags
	columns := output.Columns[api.ImageAliasesEntry]{
		output.Col('a', i18n.G("ALIAS"), func(a api.ImageAliasesEntry) string { return a.Name }),
		output.Col('f', i18n.G("FINGERPRINT"), func(a api.ImageAliasesEntry) string { return a.Target[:min(12, len(a.Target))] }),
		output.Col('t', i18n.G("TYPE"), func(a api.ImageAliasesEntry) string { return strings.ToUpper(a.Type) }),
		output.Col('d', i18n.G("DESCRIPTION"), func(a api.ImageAliasesEntry) string { return a.Description }),
	}
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List image aliases"), Example: "lxc image alias list images: debian",
		Args: []cli.Arg{cli.FilterRemote(&remote, &filters), cli.Filters(&filters)},
		Run: func(ctx context.Context) error {
			if err := app.ResolveRemote(&remote); err != nil {
				return err
			}
			srv, err := app.Images(ctx, remote, app.RemoteFamily(remote))
			if err != nil {
				return err
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
	flags.Add(app, cmd, "aftd")
	resource.Offer(cmd, columns)
	return cmd
}
