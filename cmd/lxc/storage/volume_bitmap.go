package storage

import (
	"strconv"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func bitmaps() *resource.Kind {
	yes := output.YesNo
	return &resource.Kind{
		Noun: "bitmap", Singular: i18n.M("a changed block bitmap"), Plural: i18n.G("changed block bitmaps"),
		Parents: []string{"pool", "volume"}, ParentNames: names, Targeted: true,
		Verbs: bitmapVerbs(),
		Columns: output.Columns[api.StorageVolumeBitmap]{
			output.Col('n', i18n.G("NAME"), func(b api.StorageVolumeBitmap) string { return b.Name }),
			output.Col('c', i18n.G("COUNT"), func(b api.StorageVolumeBitmap) string { return strconv.Itoa(b.Count) }),
			output.Col('g', i18n.G("GRANULARITY"), func(b api.StorageVolumeBitmap) string { return strconv.Itoa(b.Granularity) }),
			output.Col('r', i18n.G("RECORDING"), func(b api.StorageVolumeBitmap) string { return yes(b.Recording) }),
			output.Col('b', i18n.G("BUSY"), func(b api.StorageVolumeBitmap) string { return yes(b.Busy) }),
			output.Col('p', i18n.G("PERSISTENT"), func(b api.StorageVolumeBitmap) string { return yes(b.Persistent) }),
			output.Col('i', i18n.G("INCONSISTENT"), func(b api.StorageVolumeBitmap) string { return yes(b.Inconsistent) }),
		}.Any(),
		DefaultColumns: "ncgrbpi", Name: resource.Of(func(b api.StorageVolumeBitmap) string { return b.Name }),
		CreateFlags: []resource.Flag{
			{Name: "granularity", Help: i18n.G("Bytes per bit (a power of two)")},
			{Name: "persistent", Default: "false", Bool: true, Help: i18n.G("Keep the bitmap across restarts")},
			{Name: "disabled", Default: "false", Bool: true, Help: i18n.G("Create the bitmap disabled")},
		},
		Example: "storage volume bitmap create default virtual-machine/v1 backup0",
	}
}

func bitmapVerbs() resource.Verbs[api.StorageVolumeBitmap, struct{}] {
	of := func(s resource.Server, k resource.Key) lxd.Collection[api.StorageVolumeBitmap, api.StorageVolumeBitmapsPost, struct{}] {
		v := parseVolume(k.Parents[1])
		return s.StoragePoolVolumeBitmaps(k.Parents[0], v.kind, v.name)
	}
	verbs := resource.From(of, nil).WithoutRename()
	verbs.Update = nil
	verbs.Create = func(s resource.Server, k resource.Key, n resource.CreateRequest[struct{}]) error {
		post := api.StorageVolumeBitmapsPost{Name: k.Name, Persistent: n.Flags["persistent"] == "true", Disabled: n.Flags["disabled"] == "true"}
		if text := n.Flags["granularity"]; text != "" {
			size, err := strconv.Atoi(text)
			if err != nil {
				return cli.Usagef(i18n.G("invalid number of bytes %q"), text)
			}
			post.Granularity = size
		}
		return of(s, k).Create(post)
	}
	return verbs
}
