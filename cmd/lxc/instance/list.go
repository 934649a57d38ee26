package instance

import (
	"context"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// listed is an instance as the list needs it: only the fields that columns and filters look at are decoded.
type listed struct {
	Name            string                             `json:"name"`
	Status          string                             `json:"status"`
	StatusCode      api.StatusCode                     `json:"status_code"`
	Type            string                             `json:"type"`
	Architecture    string                             `json:"architecture"`
	Description     string                             `json:"description"`
	Location        string                             `json:"location"`
	Project         string                             `json:"project"`
	Ephemeral       bool                               `json:"ephemeral"`
	Profiles        []string                           `json:"profiles"`
	CreatedAt       jsonTime                           `json:"created_at"`
	LastUsedAt      jsonTime                           `json:"last_used_at"`
	ExpandedConfig  lazy[map[string]string]            `json:"expanded_config"`
	ExpandedDevices lazy[map[string]map[string]string] `json:"expanded_devices"`
	State           *api.InstanceState                 `json:"state"`

	snapshots int
	remote    string // set in lists of all remotes
}

type listOptions struct {
	app         *cli.App
	remote      string
	flags       resource.ListFlags
	fast        bool
	allProjects bool
	allRemotes  bool

	filters []string
	columns output.Columns[listed]
}

// listCommand is `lxc list`.
func listCommand(app *cli.App) *cobra.Command {
	o := listOptions{app: app}
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List instances"),
		Long:    i18n.G("Filters: the beginning of a name or a regular expression on it; key=value on configuration keys, which may be shortened (s.privileged=true), or on type, status, architecture, location, project, ipv4 and ipv6. An instance is shown when it fits all of them.\n\nColumns: n name, s state, 4 and 6 addresses, t type, S snapshots, a architecture, b storage pool, c created, d description, D disk use, e project, l last used, L location, m memory use, M memory use in percent, N processes, p process id, P profiles, R remote, u CPU use, U started, f and F base image. A configuration key is a column too: -c ns,user.owner:OWNER, devices:root.pool."),
		Example: "lxc list\nlxc list prod: web status=running\nlxc list -c nsP4,limits.memory:MEM -f csv\nlxc list --fast",
		Args:    []cli.Arg{o.remoteArg(), cli.Filters(&o.filters)},
		Run: func(ctx context.Context) error {
			return o.run(ctx, app)
		},
	})
	o.flags.Add(cmd, "ns46tSL")
	f := cmd.Flags()
	f.BoolVar(&o.fast, "fast", false, i18n.G("Show only what needs no instance state (columns nsacPt)"))
	f.BoolVar(&o.allProjects, "all-projects", false, i18n.G("Across all projects"))
	f.BoolVar(&o.allRemotes, "all-remotes", false, i18n.G("Across all remotes"))
	return cmd
}

func (o *listOptions) run(ctx context.Context, app *cli.App) error {
	if err := app.ResolveRemote(&o.remote); err != nil {
		return err
	}
	format, err := o.flags.ParseFormat(app)
	if err != nil {
		return err
	}
	if err := o.chooseColumns(); err != nil {
		return err
	}
	debug.SetGCPercent(200) // of thousands of instances almost nothing is garbage before the end
	if o.allRemotes {
		return o.everywhere(ctx, app, format)
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
	if format.Machine() {
		return o.printObjects(app, srv, format)
	}
	items, err := o.load(ctx, srv)
	if err != nil {
		return err
	}
	for i := range items {
		items[i].remote = o.remote
	}
	return output.List(app.Streams.Out, format, o.shown(items), items)
}

// checkLocation refuses the column of cluster members that was asked for where there are none.
func (o *listOptions) checkLocation(srv lxd.InstanceServer) error {
	if !o.flags.Chosen() || !o.needs("L") {
		return nil
	}
	server, _, err := srv.GetServer()
	if err == nil && !server.Environment.ServerClustered {
		err = cli.Usagef("%s", i18n.G("column L is for clusters, and the server is in none"))
	}
	return err
}

// remoteArg is the remote in front of the filters. A word with = is always a filter.
func (o *listOptions) remoteArg() cli.Arg {
	a := cli.FilterRemote(&o.remote, &o.filters)
	matches := a.Matches
	a.Matches = func(words []string) bool { return !strings.Contains(words[0], "=") && matches(words) }
	return a
}

// shown are the columns, without that of cluster members where the user did not choose and no instance is on one.
func (o *listOptions) shown(items []listed) output.Columns[listed] {
	if o.flags.Chosen() || slices.ContainsFunc(items, clustered) {
		return o.columns
	}
	return slices.DeleteFunc(slices.Clone(o.columns), func(c output.Column[listed]) bool { return c.Member })
}

func clustered(i listed) bool { return i.Location != "" && i.Location != "none" }

func (o *listOptions) chooseColumns() error {
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
	var err error
	o.columns, err = listColumns(o.app).Pick(letters, keyColumn)
	if err != nil {
		return cli.Usagef("%s", err)
	}
	return nil
}

// needs reports whether a column with one of the letters is shown.
func (o *listOptions) needs(letters string) bool {
	return slices.ContainsFunc(o.columns, func(c output.Column[listed]) bool { return strings.ContainsRune(letters, c.Letter) })
}

const stateLetters = "46DmMNpuU"

// whole reports whether columns need more of an instance than its configuration. Filters on addresses and on the state
// find something only then, as in the stock clients.
func (o *listOptions) whole() bool { return o.needs(stateLetters + "S") }

// load asks the server for what columns and filters need and for no more.
func (o *listOptions) load(ctx context.Context, srv lxd.InstanceServer) ([]listed, error) {
	query, filters := o.filtered(srv)
	query.Set("recursion", "1")
	items, err := lxd.ListInstances[listed](srv, query)
	if err != nil {
		return nil, err
	}
	stateful := func(f filter) bool { return strings.HasPrefix(strings.ToLower(f.key), "ipv") }
	items = keep(items, filters, func(f filter) bool { return !stateful(f) })
	if o.needs(stateLetters) || o.whole() && slices.ContainsFunc(filters, stateful) {
		if err := addStates(ctx, srv, items); err != nil {
			return nil, err
		}
	}
	items = keep(items, filters, stateful)
	if o.needs("S") {
		if err := addSnapshots(ctx, srv, items, o.allProjects); err != nil {
			return nil, err
		}
	}
	return items, nil
}

// filtered divides the filters between the query for the server and the client.
func (o *listOptions) filtered(srv lxd.InstanceServer) (url.Values, []filter) {
	query := url.Values{}
	expression, filters := parseFilters(o.app, srv, o.filters, o.whole())
	if expression != "" {
		query.Set("filter", expression)
	}
	return query, filters
}

// keep leaves out what those of the filters that are chosen do not fit.
func keep[T any](items []T, filters []filter, chosen func(filter) bool) []T {
	return slices.DeleteFunc(items, func(item T) bool {
		return slices.ContainsFunc(filters, func(f filter) bool { return chosen(f) && !f.matches(asListed(item)) })
	})
}

func asListed(item any) *listed {
	switch i := item.(type) {
	case listed:
		return &i
	case api.InstanceFull:
		return fromFull(&i)
	}
	return nil
}

// printObjects prints whole objects, as the API has them: with state and snapshots where a column needs them.
func (o *listOptions) printObjects(app *cli.App, srv lxd.InstanceServer, format output.Format) error {
	items, err := o.objects(srv)
	if err != nil {
		return err
	}
	if o.whole() {
		return output.List(app.Streams.Out, format, nil, items)
	}
	plain := make([]shallow, 0, len(items))
	for _, i := range items {
		plain = append(plain, shallow{i.Instance, absent{of: []string{}, set: true}, absent{set: true}, absent{of: []string{}, set: true}})
	}
	return output.List(app.Streams.Out, format, nil, plain)
}

// shallow is an instance whose state, snapshots and backups were not asked for; the stock clients show that they are absent.
type shallow struct {
	api.Instance `yaml:",inline"`

	Backups   absent `json:"backups" yaml:"backups"`
	State     absent `json:"state" yaml:"state"`
	Snapshots absent `json:"snapshots" yaml:"snapshots"`
}

// absent is null in JSON; in YAML a list is empty.
type absent struct {
	of  any
	set bool // makes it differ from a field that is left out
}

// MarshalJSON writes null.
func (absent) MarshalJSON() ([]byte, error) { return []byte("null"), nil }

// MarshalYAML writes what it is the absence of.
func (a absent) MarshalYAML() (any, error) { return a.of, nil }

func (o *listOptions) objects(srv lxd.InstanceServer) ([]api.InstanceFull, error) {
	query, filters := o.filtered(srv)
	query.Set("recursion", "1")
	if o.whole() && srv.HasExtension("container_full") {
		query.Set("recursion", "2")
	}
	items, err := lxd.ListInstances[api.InstanceFull](srv, query)
	return keep(items, filters, func(filter) bool { return true }), err
}

func fromFull(i *api.InstanceFull) *listed {
	return &listed{
		Name: i.Name, Status: i.Status, StatusCode: i.StatusCode, Type: i.Type, Architecture: i.Architecture, Description: i.Description,
		Location: i.Location, Project: i.Project, ExpandedConfig: lazy[map[string]string]{value: i.ExpandedConfig, read: true}, State: i.State,
	}
}
