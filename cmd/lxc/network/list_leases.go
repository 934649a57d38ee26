package network

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func listLeases(app *cli.App) *cobra.Command {
	var ref config.Ref
	var flags resource.ListFlags
	columns := output.Columns[api.NetworkLease]{
		output.Col('h', i18n.G("HOSTNAME"), func(l api.NetworkLease) string { return l.Hostname }),
		output.Col('m', i18n.G("MAC ADDRESS"), func(l api.NetworkLease) string { return l.Hwaddr }),
		output.Col('i', i18n.G("IP ADDRESS"), func(l api.NetworkLease) string { return l.Address }),
		output.Col('t', i18n.G("TYPE"), func(l api.NetworkLease) string { return strings.ToUpper(l.Type) }),
		output.Col('L', i18n.G("LOCATION"), func(l api.NetworkLease) string { return l.Location }).OfMember(),
	}
	cmd := app.Command(cli.Spec{
		Name: "list-leases", Short: i18n.G("List DHCP leases"), Example: "lxc network list-leases lxdbr0",
		Args: []cli.Arg{cli.Object("network", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			return cli.WithObject("network", ref, resource.Print(app, flags, columns,
				func() ([]api.NetworkLease, error) { return srv.GetNetworkLeases(ref.Name) }))
		},
	})
	flags.Add(app, cmd, "hmitL")
	resource.Offer(cmd, columns)
	return cmd
}
