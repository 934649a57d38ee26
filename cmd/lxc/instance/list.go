package instance

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

type listOptions struct {
	app         *cli.App
	remote      string
	flags       resource.ListFlags
	fast        bool
	allProjects bool
	allRemotes  bool
	watch       bool

	filters []string
	columns output.Columns[row]
}

// listCommand is `lxc list`.
func listCommand(app *cli.App) *cobra.Command {
	o := listOptions{app: app}
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List instances"),
		Long:    i18n.G("Filters are the beginning of a name, a regular expression on the name, or key=value on configuration keys, which may be shortened (s.privileged=true), and on type, status, architecture, location, project, ipv4 and ipv6. An instance must match all filters.\n\nA configuration key or device key can be a column too: -c ns,user.owner:OWNER,devices:root.pool."),
		Example: "lxc list\nlxc list prod: web status=running\nlxc list -c nsP4,limits.memory:MEM -f csv\nlxc list --fast",
		Args:    []cli.Arg{o.remoteArg(), cli.Filters(&o.filters)},
		Run: func(ctx context.Context) error {
			return o.run(ctx, app)
		},
	})
	o.flags.Add(app, cmd, "ns46tSL")
	resource.Offer(cmd, listColumns(app))
	f := cmd.Flags()
	cli.WatchFlag(f, &o.watch)
	f.BoolVar(&o.fast, "fast", false, i18n.G("Fast mode: skip columns that need the instance state (same as --columns nsacPt)"))
	f.BoolVar(&o.allProjects, "all-projects", false, i18n.G("Across all projects"))
	f.BoolVar(&o.allRemotes, "all-remotes", false, i18n.G("Across all remotes"))
	return cmd
}

func (o *listOptions) run(ctx context.Context, app *cli.App) error {
	if o.allProjects && app.Flags.Project != "" {
		return cli.Usagef("%s", i18n.G("--project and --all-projects cannot be used together"))
	}
	if err := app.ResolveRemote(&o.remote); err != nil {
		return err
	}
	format, err := o.flags.ParseFormat(app)
	if err != nil {
		return err
	}
	o.remember(app)
	if err := o.chooseColumns(format.Wide); err != nil {
		return err
	}
	if namesOnly(format) {
		o.columns = nil
	}
	if o.allRemotes {
		return o.listAllRemotes(ctx, app, format)
	}
	srv, err := app.Server(ctx, o.remote)
	if err != nil {
		return err
	}
	if err := o.checkLocation(srv); err != nil {
		return err
	}
	if o.allProjects {
		srv = srv.UseAllProjects()
		if err := srv.CheckExtension("instance_all_projects"); err != nil {
			return err
		}
	}
	show := func() error { return o.print(ctx, app, srv, format) }
	if o.watch {
		return app.Watch(ctx, format.Name == "jsonl", show, srv)
	}
	return show()
}

func (o *listOptions) print(ctx context.Context, app *cli.App, srv lxd.InstanceServer, format output.Format) error {
	if format.Streams() {
		return o.printObjects(app, srv, format)
	}
	items, err := o.rows(ctx, srv, o.remote, format)
	if err != nil {
		return err
	}
	return output.List(app.Streams.Out, format, o.shown(items), items)
}

// checkLocation returns an error if the column for cluster members was requested outside of a cluster.
func (o *listOptions) checkLocation(srv lxd.InstanceServer) error {
	if !o.flags.Chosen() || !o.needs("L") {
		return nil
	}
	server, _, err := srv.GetServer()
	if err == nil && !server.Environment.ServerClustered {
		err = cli.Failed(i18n.G("column L requires a cluster"))
	}
	return err
}

// remoteArg returns the remote before the filters. An argument with = is always a filter.
func (o *listOptions) remoteArg() cli.Arg {
	a := cli.FilterRemote(&o.remote, &o.filters)
	matches := a.Matches
	a.Matches = func(words []string) bool { return !strings.Contains(words[0], "=") && matches(words) }
	return a
}

// shown returns the columns to print, without that for cluster members unless the user chose it or an instance is on one.
func (o *listOptions) shown(items []row) output.Columns[row] {
	if o.flags.Chosen() || slices.ContainsFunc(items, clustered) {
		return o.columns
	}
	return slices.DeleteFunc(slices.Clone(o.columns), func(c output.Column[row]) bool { return c.Member })
}

func clustered(i row) bool { return i.Location != "" && i.Location != "none" }

func (o *listOptions) chooseColumns(wide bool) error {
	chosen, letters := o.flags.Chosen(), o.flags.Columns
	if o.fast {
		if chosen {
			return cli.Usagef("%s", i18n.G("--fast and --columns cannot be used together"))
		}
		letters = "nsacPt"
	}
	if !chosen && o.allProjects {
		letters = "e" + letters
	}
	if o.allRemotes && !strings.Contains(letters, "R") {
		letters = "R" + letters
	}
	columns := listColumns(o.app)
	if wide && !chosen && !o.fast {
		letters = columns.Wide(letters)
	}
	var err error
	o.columns, err = columns.Pick(letters, keyColumn)
	if err != nil {
		return cli.Usagef("%s", err)
	}
	return nil
}

// needs reports whether a column with one of these letters is shown.
func (o *listOptions) needs(letters string) bool {
	return slices.ContainsFunc(o.columns, func(c output.Column[row]) bool { return strings.ContainsRune(letters, c.Letter) })
}

const stateLetters = "46DmMNpuU"

// rows returns the instances with the data that the format needs.
func (o *listOptions) rows(ctx context.Context, srv lxd.InstanceServer, remote string, format output.Format) ([]row, error) {
	if !format.Plain() && !namesOnly(format) {
		return o.asked(srv, remote)
	}
	return o.load(ctx, srv, remote)
}
