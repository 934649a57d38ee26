package warning

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func columns(app *cli.App) output.Columns[api.Warning] {
	seen := cli.PerFlavor(app, output.LongTime, output.Time)
	return output.Columns[api.Warning]{
		output.Col('u', i18n.G("UUID"), func(w api.Warning) string { return w.UUID }),
		output.Col('t', i18n.G("TYPE"), func(w api.Warning) string { return w.Type }),
		output.Col('S', cli.PerFlavor(app, i18n.G("STATUS"), i18n.G("STATE")), func(w api.Warning) string { return strings.ToUpper(w.Status) }),
		output.Col('s', i18n.G("SEVERITY"), func(w api.Warning) string { return strings.ToUpper(w.Severity) }),
		output.Col('c', i18n.G("COUNT"), func(w api.Warning) string { return strconv.Itoa(w.Count) }),
		output.Col('p', i18n.G("PROJECT"), func(w api.Warning) string { return w.Project }),
		output.Col('L', i18n.G("LOCATION"), func(w api.Warning) string { return w.Location }).OfMember(),
		output.Col('l', i18n.G("LAST SEEN"), func(w api.Warning) string { return seen(w.LastSeenAt) }),
		output.Col('f', i18n.G("FIRST SEEN"), func(w api.Warning) string { return seen(w.FirstSeenAt) }),
	}
}

func list(app *cli.App) *cobra.Command {
	var remote string
	var flags resource.ListFlags
	all := false
	var rest []string // ignored, as in the stock clients
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.F("List %s", i18n.G("warnings")), Example: "lxc warning list --all",
		Args: []cli.Arg{cli.ListRemote(&remote, false), cli.Filters(&rest)},
		Run: func(ctx context.Context) error {
			srv, err := app.ServerAt(ctx, &remote)
			if err != nil {
				return err
			}
			return resource.Print(app, flags, columns(app), func() ([]api.Warning, error) {
				items, err := srv.Warnings().List()
				if !all {
					items = slices.DeleteFunc(items, func(w api.Warning) bool { return w.Status == "acknowledged" || w.Status == "resolved" })
				}
				return items, err
			})
		},
	})
	flags.Add(app, cmd, "utSscpLl")
	resource.Offer(cmd, columns(app))
	cmd.Flags().BoolVarP(&all, "all", "a", false, i18n.G("Include acknowledged and resolved warnings"))
	return cmd
}
