package image

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// aliasKind returns the kind of image aliases, except for create and list.
func aliasKind() *resource.Kind {
	return &resource.Kind{
		Noun: "alias", Singular: i18n.M("an image alias"), Plural: i18n.G("image aliases"),
		Silent: true,
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
