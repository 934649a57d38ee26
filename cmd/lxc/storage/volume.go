package storage

import (
	"cmp"
	"context"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// volumeName is `[<type>/]<volume>[/<snapshot>]`.
type volumeName struct{ kind, name, snapshot string }

func parseVolume(text string) volumeName {
	v := volumeName{kind: "custom", name: text}
	first, rest, found := strings.Cut(text, "/")
	switch first {
	case "custom", "container", "virtual-machine", "image":
		if found {
			v.kind, v.name = first, rest
		}
	}
	v.name, v.snapshot, _ = strings.Cut(v.name, "/")
	return v
}

func volumes() *resource.Kind[api.StorageVolume, api.StorageVolumePut] {
	return &resource.Kind[api.StorageVolume, api.StorageVolumePut]{
		Noun: "volume", SilentGet: true, SendsEmpty: true, SparesInput: true, StrictCreate: true, Plural: i18n.G("storage volumes"), Parents: []string{"pool"}, Complete: names, Targeted: true,
		Verbs: resource.Verbs[api.StorageVolume, api.StorageVolumePut]{
			Get: func(s resource.Server, k resource.Key) (*api.StorageVolume, string, error) {
				return getVolume(s, k.Parents[0], parseVolume(k.Name))
			},
			Create: func(s resource.Server, k resource.Key, n resource.New[api.StorageVolumePut]) error {
				v := parseVolume(k.Name)
				return s.CreateStoragePoolVolume(k.Parents[0], api.StorageVolumesPost{
					Name: v.source(), Type: v.kind, ContentType: n.Flags["type"], StorageVolumePut: n.Put,
				})
			},
			Update: func(s resource.Server, k resource.Key, p api.StorageVolumePut, etag string) error {
				v := parseVolume(k.Name)
				if v.snapshot == "" {
					return s.UpdateStoragePoolVolume(k.Parents[0], v.kind, v.name, p, etag)
				}
				if len(p.Config) > 0 {
					if err := onlyDescription(s, k, p); err != nil {
						return err
					}
				}
				return s.StoragePoolVolumeSnapshots(k.Parents[0], v.kind, v.name).Update(v.snapshot,
					api.StorageVolumeSnapshotPut{Sent: p.Sent, Description: p.Description, ExpiresAt: p.ExpiresAt}, etag)
			},
			Delete: func(s resource.Server, k resource.Key) error {
				v := parseVolume(k.Name)
				if v.snapshot == "" {
					return s.DeleteStoragePoolVolume(k.Parents[0], v.kind, v.name)
				}
				return s.StoragePoolVolumeSnapshots(k.Parents[0], v.kind, v.name).Delete(v.snapshot)
			},
		},
		CreateFlags: []resource.Flag{{Name: "type", Short: "t", Default: "filesystem", Help: i18n.G("Content: filesystem or block")}},
		Example:     "storage volume create default data size=10GiB",
		Help:        i18n.G("A volume: description and configuration keys. Lines with # are ignored."),
	}
}

// onlyDescription refuses to change the configuration of a snapshot.
func onlyDescription(s resource.Server, k resource.Key, p api.StorageVolumePut) error {
	have, _, err := getVolume(s, k.Parents[0], parseVolume(k.Name))
	if err == nil && !maps.Equal(have.Config, p.Config) {
		err = cli.Usagef("%s", i18n.G("the configuration of a snapshot cannot be changed"))
	}
	return err
}

// getVolume reads a volume, or a snapshot of one in the shape of a volume, as the stock clients show it.
func getVolume(s resource.Server, pool string, v volumeName) (*api.StorageVolume, string, error) {
	if v.snapshot == "" {
		return s.GetStoragePoolVolume(pool, v.kind, v.name)
	}
	snap, etag, err := s.StoragePoolVolumeSnapshots(pool, v.kind, v.name).Get(v.snapshot)
	if err != nil {
		return nil, "", err
	}
	if s.IsIncus() { // which keeps snapshots among the volumes, too; the ETag is that of the snapshot
		if volume, _, err := s.GetStoragePoolVolume(pool, v.kind, v.source()); err == nil {
			return volume, etag, nil
		}
	}
	out := &api.StorageVolume{Name: snap.Name, ContentType: snap.ContentType, UsedBy: []string{}, CreatedAt: &snap.CreatedAt}
	out.Sent, out.Description, out.Config, out.ExpiresAt = snap.Sent, snap.Description, snap.Config, snap.ExpiresAt
	return out, etag, nil
}

// volumeLetters are the columns of a list of volumes; the pool and the project join them where there can be several.
const volumeLetters = "tndcuL"

type listOptions struct {
	pool   config.Ref
	words  []string
	flags  resource.ListFlags
	all    bool
	target string
}

func list(app *cli.App) *cobra.Command {
	var o listOptions
	cmd := app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List storage volumes, of one pool or of all"),
		Example: "lxc storage volume list default type=custom\nlxc storage volume list --all-projects",
		Args: []cli.Arg{
			cli.Opt(cli.NonEmpty(cli.Arg{Usage: "[<remote>:]<pool>", Set: cli.Target("pool", &o.pool).Set})), cli.Opt(cli.Words("[<filter>...]", &o.words)),
		},
		Run: func(ctx context.Context) error { return o.run(ctx, app) },
	})
	o.flags.Add(cmd, volumeLetters)
	cmd.Flags().BoolVar(&o.all, "all-projects", false, i18n.G("Of all projects"))
	cmd.Flags().StringVar(&o.target, "target", "", i18n.G("Cluster member"))
	return cmd
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
	id := func(v api.StorageVolume) string { return o.poolOf(v) + "/" + v.Type + "/" + v.Name + "/" + v.Location }
	columns := output.Columns[api.StorageVolume]{
		output.Col('p', i18n.G("POOL"), o.poolOf),
		output.Col('t', i18n.G("TYPE"), typeOf),
		output.Col('n', i18n.G("NAME"), func(v api.StorageVolume) string { return v.Name }),
		output.Col('d', i18n.G("DESCRIPTION"), func(v api.StorageVolume) string { return v.Description }),
		output.Col('c', i18n.G("CONTENT-TYPE"), func(v api.StorageVolume) string { return v.ContentType }),
		output.Col('u', i18n.G("USED BY"), func(v api.StorageVolume) string { return count(v.UsedBy) }),
		output.Col('U', i18n.G("USAGE"), func(v api.StorageVolume) string { return usage[id(v)] }),
		output.Col('L', i18n.G("LOCATION"), func(v api.StorageVolume) string { return v.Location }),
		output.Col('e', i18n.G("PROJECT"), func(v api.StorageVolume) string { return v.Project }),
	}
	o.chooseColumns()
	o.flags.Order = volumeOrder(o.flags.Columns)
	return resource.Print(app, o.flags, columns,
		func() ([]api.StorageVolume, error) {
			items, err := o.fetch(srv)
			if err != nil {
				return nil, err
			}
			if strings.Contains(o.flags.Columns, "U") {
				o.usages(srv, items, func(v api.StorageVolume, text string) { usage[id(v)] = text })
			}
			return items, err
		})
}

// poolOf is the pool of a volume; of one pool the objects do not name it.
func (o *listOptions) poolOf(v api.StorageVolume) string { return cmp.Or(v.Pool, o.pool.Name) }

// chooseColumns adds the pool and the project where there can be several. Of one project its column is never shown.
func (o *listOptions) chooseColumns() {
	if !o.flags.Chosen() {
		o.flags.Default(map[bool]string{true: "p"}[o.pool.Name == ""] + map[bool]string{true: "e"}[o.all] + volumeLetters)
	} else if !o.all && o.pool.Name != "" {
		o.flags.Columns = strings.Trim(strings.Replace(strings.ReplaceAll(o.flags.Columns, "e", ""), ",,", ",", 1), ",")
	}
}

// volumeOrder orders rows by their first two cells, of which a snapshot's type counts as that of its volume. One column
// keeps the order of the server. So do the stock clients.
func volumeOrder(letters string) func(a, b []string) int {
	if len(strings.ReplaceAll(letters, ",", "")) < 2 {
		return output.Unsorted
	}
	return func(a, b []string) int {
		first := func(row []string) string { word, _, _ := strings.Cut(row[0], " "); return word }
		return cmp.Or(output.CompareNatural(first(a), first(b)), output.CompareNatural(a[1], b[1]))
	}
}

func typeOf(v api.StorageVolume) string {
	if strings.Contains(v.Name, "/") {
		return v.Type + " (snapshot)"
	}
	return v.Type
}

// fetch lists the volumes of one pool, or of all pools one after the other.
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
			return nil, cli.About("pool", config.Ref{Remote: o.pool.Remote, Name: pool}, err)
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

// volumes lists those of a pool that fit the filters. Only key=value is a filter, and the server applies it, as in the
// stock clients; a word without = filters nothing.
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

// usages asks for the use of each volume, a few at a time.
func (o *listOptions) usages(srv lxd.InstanceServer, items []api.StorageVolume, set func(api.StorageVolume, string)) {
	var wait sync.WaitGroup
	var mu sync.Mutex
	slots := make(chan struct{}, 8)
	for _, v := range items {
		if strings.Contains(v.Name, "/") {
			continue
		}
		wait.Add(1)
		slots <- struct{}{}
		go func() {
			defer func() { <-slots; wait.Done() }()
			state, err := srv.GetStoragePoolVolumeState(o.poolOf(v), v.Type, v.Name)
			if err != nil || state.Usage == nil || state.Usage.Used == 0 {
				return
			}
			mu.Lock()
			defer mu.Unlock()
			set(v, output.Bytes(int64(state.Usage.Used)))
		}()
	}
	wait.Wait()
}

// volume is the pool and the volume that most commands take.
type volume struct {
	pool   config.Ref
	word   string
	target string
}

func (v *volume) args() []cli.Arg {
	return []cli.Arg{cli.Object("pool", &v.pool), cli.Word("volume", &v.word)}
}

func (v *volume) flag(cmd *cobra.Command) *cobra.Command {
	cmd.Flags().StringVar(&v.target, "target", "", i18n.G("Cluster member"))
	return cmd
}

// on runs work on the server of the volume.
func (v *volume) on(ctx context.Context, app *cli.App, work func(resource.Server, volumeName) error) error {
	srv, err := app.Server(ctx, v.pool.Remote)
	if err != nil {
		return err
	}
	if v.target != "" {
		srv = srv.UseTarget(v.target)
	}
	return cli.About("volume", config.Ref{Remote: v.pool.Remote, Name: v.pool.Name + "/" + v.word}, work(srv, parseVolume(v.word)))
}
