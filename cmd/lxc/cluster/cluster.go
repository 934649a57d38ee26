// Package cluster holds `lxc cluster`, `lxc placement-group` and `lxc replicator`.
package cluster

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Summary is what the list of all commands says of these.
func Summary() string { return i18n.G("Manage clusters and their members") }

// New is `lxc cluster`.
func New(app *cli.App) *cobra.Command {
	return app.Group("cluster", Summary(), members().Commands(app), []*cobra.Command{
		add(app), enable(app), join(app), evacuate(app, "evacuate"), restore(app), info(app), listTokens(app), revokeToken(app),
		remove(app), updateCertificate(app),
		app.Group("failure-domain", i18n.G("Manage the failure domain of a member"), failureDomain(app)),
		app.Lenient(app.Group("group", i18n.G("Manage cluster groups"), groups().Commands(app), groupMembers(app))),
		app.Group("link", i18n.G("Manage cluster links"), links().Commands(app), []*cobra.Command{linkCreate(app), linkInfo(app)}),
		app.Group("role", i18n.G("Manage the roles of a member"), roles(app)),
	})
}
