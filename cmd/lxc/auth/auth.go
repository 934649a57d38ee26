// Package auth implements `lxc auth`: fine-grained authorization on LXD servers since 5.21.
package auth

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Area is `lxc auth`.
var Area = cli.Area{Name: "auth", Short: summary, Build: build}

func summary() string { return i18n.G("Manage authorization") }

func build(app *cli.App) *cobra.Command {
	permission := app.Group("permission", i18n.G("Manage identity group permissions"), []*cobra.Command{permit(app, "add"), permit(app, "remove")})
	permission.Aliases = []string{"perm"}
	identity := app.Group("identity", i18n.G("Manage identities"), identities().Commands(app), []*cobra.Command{
		identityCreate(app), identityInfo(app), token(app), members(app, "identity", identityGroups),
	})
	identity.Aliases = []string{"user"}
	mapping := app.Group("identity-provider-group", i18n.G("Map identity provider groups to server groups"),
		mappings().Commands(app), []*cobra.Command{members(app, "identity-provider-group", mappingGroups)})
	mapping.Aliases = []string{"idp-group"}
	permissions := app.Group("permission", i18n.G("Inspect available permissions"), []*cobra.Command{permissionList(app)})
	permissions.Aliases = []string{"perm"}
	return app.Group("auth", summary(), []*cobra.Command{
		app.Group("group", i18n.G("Manage identity groups"), groups().Commands(app), []*cobra.Command{permission}),
		identity, mapping,
		app.Group("oidc-session", i18n.G("Manage login sessions"), sessions().Commands(app)), permissions,
	})
}
