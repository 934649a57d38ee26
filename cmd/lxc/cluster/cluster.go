// Package cluster implements `lxc cluster`, `lxc placement-group` and `lxc replicator`.
package cluster

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Areas are `lxc cluster` and related commands.
var Areas = []cli.Area{
	{Name: "cluster", Short: summary, Build: build},
	{Name: "placement-group", Short: placementSummary, Build: placement},
	{Name: "replicator", Short: replicatorSummary, Build: replicator},
}

func summary() string { return i18n.G("Manage clusters and their members") }

func build(app *cli.App) *cobra.Command {
	return app.Group("cluster", summary(), members(app).Commands(app), []*cobra.Command{
		add(app), enable(app), join(app), evacuate(app, "evacuate"), restore(app), info(app), listTokens(app), revokeToken(app),
		remove(app), updateCertificate(app),
		app.Group("failure-domain", i18n.G("Manage the failure domain of a cluster member"), failureDomain(app)),
		app.Lenient(app.Group("group", i18n.G("Manage cluster groups"), groups().Commands(app), groupMembers(app))),
		app.Group("link", i18n.G("Manage cluster links"), links().Commands(app), []*cobra.Command{linkCreate(app), linkInfo(app)}),
		app.Group("role", i18n.G("Manage the roles of a cluster member"), roles(app)),
	})
}
