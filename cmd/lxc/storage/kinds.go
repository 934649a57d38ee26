// Package storage holds `lxc storage`.
package storage

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
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

// Summary is what the list of all commands says of these.
func Summary() string { return i18n.G("Manage storage pools, volumes and buckets") }

// New is `lxc storage`. files is the group of commands for the files of volumes.
func New(app *cli.App, files *cobra.Command) *cobra.Command {
	return app.Group("storage", Summary(),
		pools().Commands(app), []*cobra.Command{
			info(app), show(app),
			app.Group("volume", i18n.G("Manage storage volumes"), rewordedCommands(volumes().Commands(app)), attachment().Commands(app), []*cobra.Command{
				list(app), volumeInfo(app), rename(app), duplicate(app), move(app), rebuild(app), snapshotCommand(app), restore(app),
				exportVolume(app), importVolume(app), nbd(app), files,
				app.Group("bitmap", i18n.G("Manage bitmaps of changed blocks"), bitmaps().Commands(app)),
			}),
			app.Group("bucket", i18n.G("Manage buckets"), buckets().Commands(app), []*cobra.Command{
				exportBucket(app), importBucket(app),
				app.Group("key", i18n.G("Manage the keys of a bucket"), keys().Commands(app)),
			}),
		},
	)
}

func count(list []string) string { return strconv.Itoa(len(list)) }

func names(s resource.Server) ([]string, error) { return s.GetStoragePoolNames() }

func pools() *resource.Kind[api.StoragePool, api.StoragePoolPut] {
	return &resource.Kind[api.StoragePool, api.StoragePoolPut]{
		Noun: "pool", SilentGet: true, SendsEmpty: true, SparesInput: true, Plural: i18n.G("storage pools"), Targeted: true, NoShow: true,
		Verbs: resource.Verbs[api.StoragePool, api.StoragePoolPut]{
			List: func(s resource.Server, _ resource.Key) ([]api.StoragePool, error) { return s.GetStoragePools() },
			Get: func(s resource.Server, k resource.Key) (*api.StoragePool, string, error) {
				return s.GetStoragePool(k.Name)
			},
			Create: func(s resource.Server, k resource.Key, n resource.New[api.StoragePoolPut]) error {
				return s.CreateStoragePool(api.StoragePoolsPost{Name: k.Name, Driver: n.Words[0], StoragePoolPut: n.Put})
			},
			Update: func(s resource.Server, k resource.Key, p api.StoragePoolPut, etag string) error {
				return s.UpdateStoragePool(k.Name, p, etag)
			},
			Delete: func(s resource.Server, k resource.Key) error { return s.DeleteStoragePool(k.Name) },
		},
		Columns: output.Columns[api.StoragePool]{
			output.Col('n', i18n.G("NAME"), func(p api.StoragePool) string { return p.Name }),
			output.Col('D', i18n.G("DRIVER"), func(p api.StoragePool) string { return p.Driver }),
			output.Col(cli.ByProgram('s', 'S'), i18n.G("SOURCE"), func(p api.StoragePool) string { return p.Config["source"] }),
			output.Col('d', i18n.G("DESCRIPTION"), func(p api.StoragePool) string { return p.Description }),
			output.Col('u', i18n.G("USED BY"), func(p api.StoragePool) string { return count(p.UsedBy) }),
			output.Col(cli.ByProgram('S', 's'), i18n.G("STATE"), func(p api.StoragePool) string { return strings.ToUpper(p.Status) }),
		},
		Without: func(pools []any) string { // each member of a cluster has a source of its own
			clustered := func(item any) bool {
				p, ok := item.(*api.StoragePool)
				return ok && len(p.Locations) > 0 && p.Locations[0] != "none" && p.Config["source"] == ""
			}
			if slices.ContainsFunc(pools, clustered) {
				return string(cli.ByProgram('s', 'S'))
			}
			return ""
		},
		Default: cli.ByProgram("nDsduS", "nDdus"), Name: func(p api.StoragePool) string { return p.Name }, CreateWords: []string{"driver"},
		Example: "storage create fast zfs source=tank/lxd",
		Help:    i18n.G("A storage pool: description and configuration keys. Lines with # are ignored."),
	}
}

func show(app *cli.App) *cobra.Command {
	var ref config.Ref
	var target string
	resources := false
	cmd := app.Command(cli.Spec{
		Name: "show", Short: i18n.G("Show a storage pool, or the room in it, as YAML"), Example: "lxc storage show default --resources",
		Args: []cli.Arg{cli.Object("pool", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if target != "" {
				srv = srv.UseTarget(target)
			}
			var shown any
			if resources {
				shown, err = srv.GetStoragePoolResources(ref.Name)
			} else {
				shown, _, err = srv.GetStoragePool(ref.Name)
			}
			if err != nil {
				return cli.About("pool", ref, err)
			}
			return output.YAML(app.Streams.Out, shown)
		},
	})
	cmd.Flags().BoolVar(&resources, "resources", false, i18n.G("Show the room in the pool"))
	cmd.Flags().StringVar(&target, "target", "", i18n.G("Cluster member"))
	return cmd
}

func info(app *cli.App) *cobra.Command {
	var ref config.Ref
	var target string
	plain := false
	cmd := app.Command(cli.Spec{
		Name: "info", Short: i18n.G("Show what a storage pool holds and how full it is"), Example: "lxc storage info default",
		Args: []cli.Arg{cli.Object("pool", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if target != "" {
				srv = srv.UseTarget(target)
			}
			pool, _, err := srv.GetStoragePool(ref.Name)
			if err != nil {
				return cli.About("pool", ref, err)
			}
			room, err := srv.GetStoragePoolResources(ref.Name)
			if err != nil {
				return cli.About("pool", ref, err)
			}
			return output.YAML(app.Streams.Out, poolInfo(pool, room, plain))
		},
	})
	cmd.Flags().BoolVar(&plain, "bytes", false, i18n.G("Show sizes in bytes"))
	cmd.Flags().StringVar(&target, "target", "", i18n.G("Cluster member"))
	return cmd
}

func poolInfo(pool *api.StoragePool, room *api.ResourcesStoragePool, plain bool) any {
	size := func(n uint64) string {
		if plain {
			return strconv.FormatUint(n, 10)
		}
		return output.Bytes(int64(n))
	}
	used := map[string][]string{}
	for _, u := range pool.UsedBy {
		kind, name := usedBy(u)
		used[kind] = append(used[kind], name)
	}
	return map[string]any{
		"info": map[string]string{
			"name": pool.Name, "driver": pool.Driver, "description": pool.Description,
			"total space": size(room.Space.Total), "space used": size(room.Space.Used),
		},
		"used by": used,
	}
}

// usedBy cuts the URL of something that uses a pool into its kind and its name; a snapshot bears the name of what it is of.
func usedBy(u string) (kind, name string) {
	path, query, _ := strings.Cut(strings.TrimPrefix(u, "/1.0/"), "?")
	parts := strings.Split(path, "/")
	switch {
	case parts[0] == "storage-pools" && len(parts) > 4: // storage-pools/POOL/volumes/TYPE/NAME
		kind, name = parts[2], parts[4]
	case parts[0] == "storage-pools" && len(parts) > 3: // storage-pools/POOL/buckets/NAME
		kind, name = parts[2], parts[3]
	case len(parts) > 1:
		kind, name = parts[0], parts[1]
	default:
		return "", path
	}
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	if values, err := url.ParseQuery(query); err == nil && values.Get("project") != "" {
		name += fmt.Sprintf(" (project %q)", values.Get("project"))
	}
	return kind, name
}

func buckets() *resource.Kind[api.StorageBucket, api.StorageBucketPut] {
	k := &resource.Kind[api.StorageBucket, api.StorageBucketPut]{
		Noun: "bucket", SilentGet: true, StrictCreate: true, Plural: i18n.G("buckets"), Parents: []string{"pool"}, Complete: names, AllProjects: true, Targeted: true, Filtered: true,
		Verbs: resource.From(func(s resource.Server, k resource.Key) lxd.Collection[api.StorageBucket, api.StorageBucketsPost, api.StorageBucketPut] {
			return s.StoragePoolBuckets(k.Parents[0])
		}, nil).WithoutRename(),
		Columns: output.Columns[api.StorageBucket]{
			output.Col('n', i18n.G("NAME"), func(b api.StorageBucket) string { return b.Name }),
			output.Col('d', i18n.G("DESCRIPTION"), func(b api.StorageBucket) string { return b.Description }),
			output.Col('L', i18n.G("LOCATION"), func(b api.StorageBucket) string { return b.Location }),
			output.Col('e', i18n.G("PROJECT"), func(b api.StorageBucket) string { return b.Project }),
		},
		Default: "ndL", Name: func(b api.StorageBucket) string { return b.Name },
		Example: "storage bucket create default photos size=10GiB",
		Help:    i18n.G("A bucket: description and configuration keys. Lines with # are ignored."),
	}
	k.CreatePrints = func(s resource.Server, key resource.Key, n resource.New[api.StorageBucketPut]) (string, error) {
		first, err := s.CreateStoragePoolBucket(key.Parents[0], api.StorageBucketsPost{Name: key.Name, StorageBucketPut: n.Put})
		return credentials(i18n.G("Admin access key: %s"), i18n.G("Admin secret key: %s"), first), err
	}
	return k
}

// credentials are what a new key is used with; they are shown this once.
func credentials(access, secret string, key *api.StorageBucketKey) string {
	if key == nil {
		return ""
	}
	return fmt.Sprintf(access+"\n"+secret+"\n", key.AccessKey, key.SecretKey)
}

func keys() *resource.Kind[api.StorageBucketKey, api.StorageBucketKeyPut] {
	k := &resource.Kind[api.StorageBucketKey, api.StorageBucketKeyPut]{
		Noun: "key", Plural: i18n.G("keys of a bucket"), Parents: []string{"pool", "bucket"}, Complete: names, Targeted: true,
		Verbs: resource.From(func(s resource.Server, k resource.Key) lxd.Collection[api.StorageBucketKey, api.StorageBucketKeysPost, api.StorageBucketKeyPut] {
			return s.StoragePoolBucketKeys(k.Parents[0], k.Parents[1])
		}, nil).WithoutRename(),
		Columns: output.Columns[api.StorageBucketKey]{
			output.Col('n', i18n.G("NAME"), func(k api.StorageBucketKey) string { return k.Name }),
			output.Col('d', i18n.G("DESCRIPTION"), func(k api.StorageBucketKey) string { return k.Description }),
			output.Col('r', i18n.G("ROLE"), func(k api.StorageBucketKey) string { return k.Role }),
		},
		Default: "ndr", Name: func(k api.StorageBucketKey) string { return k.Name },
		CreateFlags: []resource.Flag{
			{Name: "role", Default: "read-only", Help: i18n.G("Role: admin or read-only")},
			{Name: "access-key", Help: i18n.G("Access key; the server makes one when this is empty")},
			{Name: "secret-key", Help: i18n.G("Secret key; the server makes one when this is empty")},
		},
		Example: "storage bucket key create default photos reader",
		Help:    i18n.G("A key of a bucket. Lines with # are ignored."),
	}
	k.CreatePrints = func(s resource.Server, key resource.Key, n resource.New[api.StorageBucketKeyPut]) (string, error) {
		post := api.StorageBucketKeysPost{Name: key.Name, StorageBucketKeyPut: n.Put}
		post.Role, post.AccessKey, post.SecretKey = n.Flags["role"], n.Flags["access-key"], n.Flags["secret-key"]
		made, err := s.CreateStoragePoolBucketKey(key.Parents[0], key.Parents[1], post)
		return credentials(i18n.G("Access key: %s"), i18n.G("Secret key: %s"), made), err
	}
	return k
}
