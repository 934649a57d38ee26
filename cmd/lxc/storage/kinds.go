package storage

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func count(list []string) string { return strconv.Itoa(len(list)) }

func names(s resource.Server) ([]string, error) { return s.GetStoragePoolNames() }

func pools(app *cli.App) *resource.Kind {
	return &resource.Kind{
		Noun: "pool", Singular: i18n.M("a storage pool"), Plural: i18n.G("storage pools"),
		SilentGet: true, SparesInput: true, Targeted: true, CustomShow: true,
		Verbs: resource.Verbs[api.StoragePool, api.StoragePoolPut]{
			List: func(s resource.Server, _ resource.Key) ([]api.StoragePool, error) { return s.GetStoragePools() },
			Get: func(s resource.Server, k resource.Key) (*api.StoragePool, string, error) {
				return s.GetStoragePool(k.Name)
			},
			Create: func(s resource.Server, k resource.Key, n resource.CreateRequest[api.StoragePoolPut]) error {
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
			output.Col(cli.PerFlavor(app, 's', 'S'), i18n.G("SOURCE"), func(p api.StoragePool) string { return p.Config["source"] }),
			output.Col('d', i18n.G("DESCRIPTION"), func(p api.StoragePool) string { return p.Description }),
			output.Col('u', i18n.G("USED BY"), func(p api.StoragePool) string { return count(p.UsedBy) }),
			output.Col(cli.PerFlavor(app, 'S', 's'), i18n.G("STATE"), func(p api.StoragePool) string { return strings.ToUpper(p.Status) }),
		}.Any(),
		Without: func(pools []any) string { // each cluster member has its own source
			clustered := func(item any) bool {
				p, ok := item.(*api.StoragePool)
				return ok && len(p.Locations) > 0 && p.Locations[0] != "none" && p.Config["source"] == ""
			}
			if slices.ContainsFunc(pools, clustered) {
				return string(cli.PerFlavor(app, 's', 'S'))
			}
			return ""
		},
		DefaultColumns: cli.PerFlavor(app, "nDsduS", "nDdus"), Name: resource.Of(func(p api.StoragePool) string { return p.Name }), CreateWords: []string{"driver"},
		Example: "storage create fast zfs source=tank/lxd",
		Help:    i18n.G("A storage pool: description and configuration keys. Lines starting with # are ignored."),
	}
}

func buckets() *resource.Kind {
	verbs := resource.From(func(s resource.Server, k resource.Key) lxd.Collection[api.StorageBucket, api.StorageBucketsPost, api.StorageBucketPut] {
		return s.StoragePoolBuckets(k.Parents[0])
	}, nil).WithoutRename()
	verbs.CreatePrints = func(s resource.Server, key resource.Key, n resource.CreateRequest[api.StorageBucketPut]) (string, error) {
		first, err := s.CreateStoragePoolBucket(key.Parents[0], api.StorageBucketsPost{Name: key.Name, StorageBucketPut: n.Put})
		return credentials(i18n.G("Admin access key: %s"), i18n.G("Admin secret key: %s"), first), err
	}
	return &resource.Kind{
		Noun: "bucket", Singular: i18n.M("a storage bucket"), Plural: i18n.G("storage buckets"),
		SilentGet: true, StrictCreate: true, Parents: []string{"pool"}, ParentNames: names, AllProjects: true, Targeted: true, Filtered: true,
		Verbs: verbs,
		Columns: output.Columns[api.StorageBucket]{
			output.Col('n', i18n.G("NAME"), func(b api.StorageBucket) string { return b.Name }),
			output.Col('d', i18n.G("DESCRIPTION"), func(b api.StorageBucket) string { return b.Description }),
			output.Col('L', i18n.G("LOCATION"), func(b api.StorageBucket) string { return b.Location }).OfMember(),
			output.Col('e', i18n.G("PROJECT"), func(b api.StorageBucket) string { return b.Project }),
		}.Any(),
		DefaultColumns: "ndL", Name: resource.Of(func(b api.StorageBucket) string { return b.Name }),
		Example: "storage bucket create default photos size=10GiB",
		Help:    i18n.G("A storage bucket: description and configuration keys. Lines starting with # are ignored."),
	}
}

// credentials formats the access and secret key of a new key, which are shown only once.
func credentials(access, secret string, key *api.StorageBucketKey) string {
	if key == nil {
		return ""
	}
	return fmt.Sprintf(access+"\n"+secret+"\n", key.AccessKey, key.SecretKey)
}

func keys() *resource.Kind {
	verbs := resource.From(func(s resource.Server, k resource.Key) lxd.Collection[api.StorageBucketKey, api.StorageBucketKeysPost, api.StorageBucketKeyPut] {
		return s.StoragePoolBucketKeys(k.Parents[0], k.Parents[1])
	}, nil).WithoutRename()
	verbs.CreatePrints = func(s resource.Server, key resource.Key, n resource.CreateRequest[api.StorageBucketKeyPut]) (string, error) {
		post := api.StorageBucketKeysPost{Name: key.Name, StorageBucketKeyPut: n.Put}
		post.Role, post.AccessKey, post.SecretKey = n.Flags["role"], n.Flags["access-key"], n.Flags["secret-key"]
		made, err := s.CreateStoragePoolBucketKey(key.Parents[0], key.Parents[1], post)
		return credentials(i18n.G("Access key: %s"), i18n.G("Secret key: %s"), made), err
	}
	return &resource.Kind{
		Noun: "key", Singular: i18n.M("a storage bucket key"), Plural: i18n.G("storage bucket keys"),
		Parents: []string{"pool", "bucket"}, ParentNames: names, Targeted: true,
		Verbs: verbs,
		Columns: output.Columns[api.StorageBucketKey]{
			output.Col('n', i18n.G("NAME"), func(k api.StorageBucketKey) string { return k.Name }),
			output.Col('d', i18n.G("DESCRIPTION"), func(k api.StorageBucketKey) string { return k.Description }),
			output.Col('r', i18n.G("ROLE"), func(k api.StorageBucketKey) string { return k.Role }),
		}.Any(),
		DefaultColumns: "ndr", Name: resource.Of(func(k api.StorageBucketKey) string { return k.Name }),
		CreateFlags: []resource.Flag{
			{Name: "role", Default: "read-only", Help: i18n.G("Role: admin or read-only")},
			{Name: "access-key", Help: i18n.G("Access key (generated by the server if empty)")},
			{Name: "secret-key", Help: i18n.G("Secret key (generated by the server if empty)")},
		},
		Example: "storage bucket key create default photos reader",
		Help:    i18n.G("A storage bucket key. Lines starting with # are ignored."),
	}
}
