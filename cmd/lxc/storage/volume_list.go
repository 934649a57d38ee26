package storage

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// volumeLetters are the default columns; the pool and the project are added if there can be several.
const volumeLetters = "tndcuL"

type listOptions struct {
	pool   config.Ref
	words  []string
	flags  resource.ListFlags
	all    bool
	target string
}

func (o *listOptions) run(ctx context.Context, app *cli.App) error {
	srv, err := app.ServerAt(ctx, &o.pool.Remote)
	if err != nil {
		return err
	}
	if o.all {
		srv = srv.UseAllProjects()
	}
	if o.target != "" {
		srv = srv.UseTarget(o.target)
	}
	usage := map[string]string{}
	o.chooseColumns()
	if format, err := o.flags.ParseFormat(app); err == nil && format.Wide && !o.flags.Chosen() {
		o.flags.Default(o.flags.Columns + "U")
	}
	o.flags.Order = volumeOrder(o.flags.Columns)
	return resource.Print(app, o.flags, o.columns(usage),
		func() ([]api.StorageVolume, error) {
			items, err := o.fetch(srv)
			if err != nil {
				return nil, err
			}
			if strings.Contains(o.flags.Columns, "U") {
				o.usages(srv, items, func(v api.StorageVolume, text string) { usage[o.id(v)] = text })
			}
			return items, err
		})
}

// id identifies a volume across pools and cluster members.
func (o *listOptions) id(v api.StorageVolume) string {
	return o.poolOf(v) + "/" + v.Type + "/" + v.Name + "/" + v.Location
}

// columns returns the columns of the list. usage maps ids to the space used by volumes.
func (o *listOptions) columns(usage map[string]string) output.Columns[api.StorageVolume] {
	return output.Columns[api.StorageVolume]{
		output.Col('p', i18n.G("POOL"), o.poolOf),
		output.Col('t', i18n.G("TYPE"), typeOf),
		output.Col('n', i18n.G("NAME"), func(v api.StorageVolume) string { return v.Name }),
		output.Col('d', i18n.G("DESCRIPTION"), func(v api.StorageVolume) string { return v.Description }),
		output.Col('c', i18n.G("CONTENT-TYPE"), func(v api.StorageVolume) string { return v.ContentType }),
		output.Col('u', i18n.G("USED BY"), func(v api.StorageVolume) string { return count(v.UsedBy) }),
		output.Col('U', i18n.G("USAGE"), func(v api.StorageVolume) string { return usage[o.id(v)] }),
		output.Col('L', i18n.G("LOCATION"), func(v api.StorageVolume) string { return v.Location }).OfMember(),
		output.Col('e', i18n.G("PROJECT"), func(v api.StorageVolume) string { return v.Project }),
	}
}

// poolOf returns the pool of a volume. It is missing in the lists of a single pool.
func (o *listOptions) poolOf(v api.StorageVolume) string { return cmp.Or(v.Pool, o.pool.Name) }

// chooseColumns adds columns for the pool and the project if there can be several. Lists of a single project never have a
// project column.
func (o *listOptions) chooseColumns() {
	if !o.flags.Chosen() {
		o.flags.Default(map[bool]string{true: "p"}[o.pool.Name == ""] + map[bool]string{true: "e"}[o.all] + volumeLetters)
	} else if !o.all && o.pool.Name != "" {
		o.flags.Columns = strings.Trim(strings.Replace(strings.ReplaceAll(o.flags.Columns, "e", ""), ",,", ",", 1), ",")
	}
}

// fetch lists the volumes of one pool, or of all pools one by one.
func (o *listOptions) fetch(srv lxd.InstanceServer) ([]api.StorageVolume, error) {
	pools := []string{o.pool.Name}
	if o.pool.Name == "" {
		var err error
		if pools, err = srv.GetStoragePoolNames(); err != nil {
			return nil, err
		}
	}
	var out []api.StorageVolume
	for _, pool := range pools {
		items, err := o.volumes(srv, pool)
		if err != nil {
			return nil, cli.WithObject("pool", config.Ref{Remote: o.pool.Remote, Name: pool}, err)
		}
		for i := range items {
			if o.pool.Name == "" {
				items[i].Pool = pool
			}
		}
		out = append(out, items...)
	}
	return out, nil
}

// volumes lists the volumes of a pool that match the filters. Like in the stock clients, only key=value arguments are
// filters, which the server applies; others are ignored.
func (o *listOptions) volumes(srv lxd.InstanceServer, pool string) ([]api.StorageVolume, error) {
	filters := slices.DeleteFunc(slices.Clone(o.words), func(w string) bool { return !strings.Contains(w, "=") })
	if len(filters) == 0 {
		return srv.GetStoragePoolVolumes(pool)
	}
	if !srv.HasExtension("api_filtering") {
		items, err := srv.GetStoragePoolVolumes(pool)
		return slices.DeleteFunc(items, func(v api.StorageVolume) bool {
			return slices.ContainsFunc(filters, func(f string) bool {
				key, value, _ := strings.Cut(f, "=")
				return !resource.FieldFits(v, key, value)
			})
		}), err
	}
	for i, f := range filters {
		key, value, _ := strings.Cut(f, "=")
		filters[i] = resource.Clause(key, value)
	}
	query := url.Values{"recursion": {"1"}, "filter": {strings.Join(filters, " and ")}}
	return lxd.List[api.StorageVolume](srv, query, "storage-pools", pool, "volumes")
}

// usages requests the usage of volumes, several in parallel.
func (o *listOptions) usages(srv lxd.InstanceServer, items []api.StorageVolume, set func(api.StorageVolume, string)) {
	var group errgroup.Group
	var mu sync.Mutex
	group.SetLimit(8)
	for _, v := range items {
		if isSnapshot(v) {
			continue
		}
		group.Go(func() error {
			state, err := srv.GetStoragePoolVolumeState(o.poolOf(v), v.Type, v.Name)
			if err != nil || state.Usage == nil || state.Usage.Used == 0 {
				return nil // leave the cell empty
			}
			mu.Lock()
			defer mu.Unlock()
			set(v, output.Bytes(int64(state.Usage.Used)))
			return nil
		})
	}
	_ = group.Wait()
}

func list(app *cli.App) *cobra.Command {
	var o listOptions
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List storage volumes"),
		Example: "lxc storage volume list default type=custom\nlxc storage volume list --all-projects",
		Args: []cli.Arg{
			poolOrRemote(&o.pool), cli.Filters(&o.words),
		},
		Run: func(ctx context.Context) error { return o.run(ctx, app) },
	})
	o.flags.Add(app, cmd, volumeLetters)
	resource.Offer(cmd, o.columns(nil))
	cmd.Flags().BoolVar(&o.all, "all-projects", false, i18n.G("Across all projects"))
	cli.TargetFlag(cmd.Flags(), &o.target)
	return cmd
}

// poolOrRemote is a pool, or a remote to list all of its pools.
func poolOrRemote(into *config.Ref) cli.Arg {
	a := cli.NonEmpty(cli.Target("pool", into))
	a.Form.NameOptional = false
	return a
}

// volumeOrder orders rows by the first two cells, where a snapshot's type counts as that of its volume. Rows with one column
// keep the server's order. The stock clients do the same.
func volumeOrder(letters string) func(a, b []string) int {
	if len(strings.ReplaceAll(letters, ",", "")) < 2 {
		return output.Unsorted
	}
	return func(a, b []string) int {
		first := func(row []string) string { word, _, _ := strings.Cut(row[0], " "); return word }
		return cmp.Or(output.CompareNatural(first(a), first(b)), output.CompareNatural(a[1], b[1]))
	}
}

// isSnapshot reports whether an entry of a volume list is a snapshot.
func isSnapshot(v api.StorageVolume) bool { _, _, below := config.SplitName(v.Name); return below }

func typeOf(v api.StorageVolume) string {
	if isSnapshot(v) {
		return v.Type + " (snapshot)"
	}
	return v.Type
}
