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
	"github.com/openlxc/lxc/pkg/config"
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
	words       []string
	flags       resource.ListFlags
	fast        bool
	allProjects bool
	allRemotes  bool

	filters []filter
	columns output.Columns[listed]
}

// List is `lxc list`.
func List(app *cli.App) *cobra.Command {
	var o listOptions
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List instances"),
		Long:    i18n.G("Filters: the beginning of a name or a regular expression on it; key=value on configuration keys, which may be shortened (s.privileged=true), or on type, status, architecture, location, project, ipv4 and ipv6. An instance is shown when it fits all of them.\n\nColumns: n name, s state, 4 and 6 addresses, t type, S snapshots, a architecture, b storage pool, c created, d description, D disk use, e project, l last used, L location, m memory use, M memory use in percent, N processes, p process id, P profiles, R remote, u CPU use, U started, f and F base image. A configuration key is a column too: -c ns,user.owner:OWNER, devices:root.pool."),
		Example: "lxc list\nlxc list prod: web status=running\nlxc list -c nsP4,limits.memory:MEM -f csv\nlxc list --fast",
		Args:    []cli.Arg{cli.Opt(cli.Words("[<remote>:] [<filter>...]", &o.words))},
		Run: func(ctx context.Context) error {
			return o.run(ctx, app)
		},
	})
	o.flags.Add(cmd, "ns46tSL")
	f := cmd.Flags()
	f.BoolVar(&o.fast, "fast", false, i18n.G("Only what the server knows without asking the instances (columns nsacPt)"))
	f.BoolVar(&o.allProjects, "all-projects", false, i18n.G("Of all projects"))
	f.BoolVar(&o.allRemotes, "all-remotes", false, i18n.G("Of all remotes"))
	return cmd
}

func (o *listOptions) run(ctx context.Context, app *cli.App) error {
	remote, words, err := app.SplitFilters(o.words)
	if err != nil {
		return err
	}
	format, err := o.flags.ParseFormat(app)
	if err != nil {
		return err
	}
	if o.filters, err = parseFilters(words); err != nil {
		return err
	}
	if err := o.chooseColumns(); err != nil {
		return err
	}
	debug.SetGCPercent(200) // of thousands of instances almost nothing is garbage before the end
	if o.allRemotes {
		return o.everywhere(ctx, app, format)
	}
	srv, err := app.Server(ctx, remote)
	if err != nil {
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
	if len(items) == 0 && !o.allProjects {
		if err := checkProject(app, srv); err != nil {
			return err
		}
	}
	for i := range items {
		items[i].remote = remote
	}
	return output.List(app.Streams.Out, format, o.shown(items), items)
}

// shown are the columns, without that of cluster members where the user did not choose and no instance is on one.
func (o *listOptions) shown(items []listed) output.Columns[listed] {
	if o.flags.Chosen() || slices.ContainsFunc(items, clustered) {
		return o.columns
	}
	return slices.DeleteFunc(slices.Clone(o.columns), func(c output.Column[listed]) bool { return c.Letter == 'L' })
}

func clustered(i listed) bool { return i.Location != "" && i.Location != "none" }

// checkProject makes a project that does not exist an error: servers answer with an empty list.
func checkProject(app *cli.App, srv lxd.InstanceServer) error {
	c, err := app.Config()
	if err != nil || c.ProjectOverride == "" || c.ProjectOverride == "default" {
		return err
	}
	_, _, err = srv.GetProject(c.ProjectOverride)
	return cli.About("project", config.Ref{Remote: c.Default(), Name: c.ProjectOverride}, err)
}

func (o *listOptions) chooseColumns() error {
	chosen, letters := o.flags.Chosen(), o.flags.Columns
	if o.fast {
		if chosen {
			return cli.Usagef("%s", i18n.G("--fast and --columns exclude each other"))
		}
		letters = "nsacPt"
	} else if !chosen && o.allProjects {
		letters = "e" + letters
	}
	if o.allRemotes && !strings.Contains(letters, "R") {
		letters = "R" + letters
	}
	var err error
	o.columns, err = listColumns().Pick(letters, keyColumn)
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

func (o *listOptions) needsState() bool {
	return o.needs(stateLetters) || slices.ContainsFunc(o.filters, filter.needsState)
}

// load asks the server for what columns and filters need and for no more.
func (o *listOptions) load(ctx context.Context, srv lxd.InstanceServer) ([]listed, error) {
	items, err := lxd.ListInstances[listed](srv, url.Values{"recursion": {"1"}})
	if err != nil {
		return nil, err
	}
	items = o.keep(items, false)
	if o.needsState() {
		if err := addStates(ctx, srv, items); err != nil {
			return nil, err
		}
		items = o.keep(items, true)
	}
	if o.needs("S") {
		if err := addSnapshots(ctx, srv, items, o.allProjects); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(items, func(a, b listed) int {
		if c := strings.Compare(a.Project, b.Project); c != 0 && o.allProjects {
			return c
		}
		return output.CompareNatural(a.Name, b.Name)
	})
	return items, nil
}

// keep applies the filters: those that look at the state only where it is known.
func (o *listOptions) keep(items []listed, withState bool) []listed {
	return slices.DeleteFunc(items, func(i listed) bool {
		return slices.ContainsFunc(o.filters, func(f filter) bool { return f.needsState() == withState && !f.matches(&i) })
	})
}

// printObjects prints whole objects, as the API has them: with state and snapshots unless --fast is given.
func (o *listOptions) printObjects(app *cli.App, srv lxd.InstanceServer, format output.Format) error {
	depth := o.depth(srv)
	items, err := lxd.ListInstances[api.InstanceFull](srv, url.Values{"recursion": {depth}})
	if err != nil {
		return err
	}
	items = slices.DeleteFunc(items, func(i api.InstanceFull) bool {
		l := fromFull(&i)
		return slices.ContainsFunc(o.filters, func(f filter) bool { return !f.matches(&l) })
	})
	slices.SortStableFunc(items, func(a, b api.InstanceFull) int { return output.CompareNatural(a.Name, b.Name) })
	if depth == "2" {
		return output.List(app.Streams.Out, format, nil, items)
	}
	plain := make([]api.Instance, 0, len(items))
	for _, i := range items {
		plain = append(plain, i.Instance)
	}
	return output.List(app.Streams.Out, format, nil, plain)
}

// depth chooses between whole objects and those without state.
func (o *listOptions) depth(srv lxd.InstanceServer) string {
	if !o.fast && srv.HasExtension("container_full") {
		return "2"
	}
	return "1"
}

func fromFull(i *api.InstanceFull) listed {
	return listed{
		Name: i.Name, Status: i.Status, StatusCode: i.StatusCode, Type: i.Type, Architecture: i.Architecture,
		Location: i.Location, Project: i.Project, ExpandedConfig: lazy[map[string]string]{value: i.ExpandedConfig, read: true}, State: i.State,
	}
}
