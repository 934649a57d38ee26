package network

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func listAllocations(app *cli.App) *cobra.Command {
	var remote string
	var flags resource.ListFlags
	var all, summary bool
	columns := output.Columns[api.NetworkAllocation]{
		output.Col('u', i18n.G("USED BY"), func(a api.NetworkAllocation) string { return a.UsedBy }),
		output.Col('a', i18n.G("ADDRESS"), func(a api.NetworkAllocation) string { return a.Address }),
		output.Col('t', i18n.G("TYPE"), func(a api.NetworkAllocation) string { return a.Type }),
		output.Col(cli.PerFlavor(app, 'N', 'n'), i18n.G("NAT"), func(a api.NetworkAllocation) string {
			return cli.PerFlavor(app, strconv.FormatBool(a.NAT), output.YesNo(a.NAT))
		}),
		output.Col('m', cli.PerFlavor(app, i18n.G("HARDWARE ADDRESS"), i18n.G("MAC ADDRESS")), func(a api.NetworkAllocation) string { return a.Hwaddr }).WithAlias('h'),
		output.Col(cli.PerFlavor(app, 'n', 'N'), i18n.G("NETWORK"), func(a api.NetworkAllocation) string { return a.Network }),
	}
	cmd := app.Command(cli.Spec{
		Name: "list-allocations", Short: i18n.G("List network allocations in use"), Example: "lxc network list-allocations --all-projects",
		Args: []cli.Arg{cli.RemoteOf(&remote)},
		Run: func(ctx context.Context) error {
			srv, err := app.ServerAt(ctx, &remote)
			if err != nil {
				return err
			}
			if all {
				srv = srv.UseAllProjects()
			}
			fetch := func() ([]api.NetworkAllocation, error) { return srv.GetNetworkAllocations() }
			if summary {
				return printSummary(app, flags, fetch)
			}
			if app.Family == "incus" && !flags.Chosen() && !cli.Newest(srv) { // older servers do not report the network
				flags.Default("uatnm")
			}
			return resource.Print(app, flags, columns, fetch)
		},
	})
	flags.Add(app, cmd, cli.PerFlavor(app, "uantNh", "uaNtnm"))
	resource.Offer(cmd, columns)
	cmd.Flags().StringVarP(&app.Flags.Project, "project", "p", "", i18n.G("Project"))
	cmd.Flags().BoolVar(&all, "all-projects", false, i18n.G("Across all projects"))
	cmd.Flags().BoolVar(&summary, "summary", false, i18n.G("Show the number of addresses per network"))
	return cmd
}

// used is the number of addresses in use in a network.
type used struct {
	Network string `json:"network" yaml:"network"`
	Count   int    `json:"count" yaml:"count"`
}

func printSummary(app *cli.App, flags resource.ListFlags, fetch func() ([]api.NetworkAllocation, error)) error {
	columns := output.Columns[used]{
		output.Col('n', i18n.G("NETWORK"), func(u used) string { return u.Network }),
		output.Col('c', i18n.G("ADDRESSES"), func(u used) string { return strconv.Itoa(u.Count) }),
	}
	flags.Columns = ""
	return resource.Print(app, flags, columns, func() ([]used, error) {
		list, err := fetch()
		counts := map[string]int{}
		for _, a := range list {
			counts[a.Network]++
		}
		var out []used
		for network, n := range counts {
			out = append(out, used{network, n})
		}
		return out, err
	})
}
