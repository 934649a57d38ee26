// Package network implements `lxc network`.
package network

import (
	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Area is `lxc network`.
var Area = cli.Area{Name: "network", Short: summary, Build: build}

func summary() string { return i18n.G("Manage networks") }

func build(app *cli.App) *cobra.Command {
	return app.Group("network", summary(),
		networks(app).Commands(app), attachment().Commands(app),
		[]*cobra.Command{
			info(app), listLeases(app), listAllocations(app),
			app.Group("acl", i18n.G("Manage network ACLs"), acls().Commands(app), []*cobra.Command{aclLog(app), aclRules(app)}),
			app.Group("address-set", i18n.G("Manage network address sets"), addressSets().Commands(app), addresses(app)),
			app.Group("forward", i18n.G("Manage network forwards"), forwards().Commands(app), []*cobra.Command{forwardPorts(app)}),
			app.Group("integration", i18n.G("Manage network integrations"), integrations().Commands(app)),
			app.Group("load-balancer", i18n.G("Manage network load balancers"), balancers().Commands(app), []*cobra.Command{
				balancerInfo(app), backends(app), balancerPorts(app), pools(app),
			}),
			app.Group("peer", i18n.G("Manage network peerings"), peers(app).Commands(app)),
			app.Group("zone", i18n.G("Manage network zones"), zones().Commands(app), []*cobra.Command{
				app.Group("record", i18n.G("Manage network zone records"), records().Commands(app), []*cobra.Command{recordEntries(app)}),
			}),
		},
	)
}
