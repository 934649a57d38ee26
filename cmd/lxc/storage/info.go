package storage

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

func info(app *cli.App) *cobra.Command {
	var ref config.Ref
	var target string
	plain := false
	cmd := app.Command(cli.Spec{
		Name: "info", Shows: true, Short: i18n.G("Show storage pool usage"), Example: "lxc storage info default",
		Args: []cli.Arg{cli.Object("pool", &ref)},
		Run: func(ctx context.Context) error {
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			if target != "" && !srv.IsClustered() {
				return cli.Refused("server", i18n.G("--target requires a cluster"))
			}
			srv = srv.UseTarget(target)
			pool, _, err := srv.GetStoragePool(ref.Name)
			if err != nil {
				return cli.WithObject("pool", ref, err)
			}
			room, err := srv.GetStoragePoolResources(ref.Name)
			if err != nil {
				return cli.WithObject("pool", ref, err)
			}
			return app.Show(poolInfo(pool, room, plain))
		},
	})
	cmd.Flags().BoolVar(&plain, "bytes", false, i18n.G("Show sizes in bytes"))
	cli.TargetFlag(cmd.Flags(), &target)
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

// usedBy parses the URL of a user of a pool into type and name; for a snapshot the name includes its parent.
func usedBy(u string) (kind, name string) {
	path, query, _ := strings.Cut(strings.TrimPrefix(u, "/1.0/"), "?")
	parts := config.SplitPath(path)
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
