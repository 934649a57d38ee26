package storage

import (
	"cmp"
	"context"
	"maps"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// volumeName is `[<type>/]<volume>[/<snapshot>]`.
type volumeName struct{ kind, name, snapshot string }

func parseVolume(text string) volumeName {
	v := volumeName{kind: "custom", name: text}
	first, rest, found := config.SplitName(text)
	switch first {
	case "custom", "container", "virtual-machine", "image":
		if found {
			v.kind, v.name = first, rest
		}
	}
	v.name, v.snapshot, _ = config.SplitName(v.name)
	return v
}

func volumes() *resource.Kind {
	return &resource.Kind{
		Noun: "volume", Singular: i18n.M("a storage volume"), Plural: i18n.G("storage volumes"),
		SilentGet: true, SparesInput: true, StrictCreate: true, Parents: []string{"pool"}, ParentNames: names, Targeted: true,
		Verbs: resource.Verbs[api.StorageVolume, api.StorageVolumePut]{
			Get: func(s resource.Server, k resource.Key) (*api.StorageVolume, string, error) {
				return getVolume(s, k.Parents[0], parseVolume(k.Name))
			},
			Create: func(s resource.Server, k resource.Key, n resource.CreateRequest[api.StorageVolumePut]) error {
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
		CreateFlags: []resource.Flag{{Name: "type", Short: "t", Default: "filesystem", Help: i18n.G("Content type: filesystem or block")}},
		Example:     "storage volume create default data size=10GiB",
		Help:        i18n.G("A storage volume: description and configuration keys. Lines starting with # are ignored."),
	}
}

// onlyDescription returns an error if the configuration of a snapshot would change.
func onlyDescription(s resource.Server, k resource.Key, p api.StorageVolumePut) error {
	have, _, err := getVolume(s, k.Parents[0], parseVolume(k.Name))
	if err == nil && !maps.Equal(have.Config, p.Config) {
		err = cli.Usagef("%s", i18n.G("the configuration of a snapshot cannot be changed"))
	}
	return err
}

// getVolume returns a volume, or a snapshot as a volume, as the stock clients show it.
func getVolume(s resource.Server, pool string, v volumeName) (*api.StorageVolume, string, error) {
	if v.snapshot == "" {
		return s.GetStoragePoolVolume(pool, v.kind, v.name)
	}
	snap, etag, err := s.StoragePoolVolumeSnapshots(pool, v.kind, v.name).Get(v.snapshot)
	if err != nil {
		return nil, "", err
	}
	if s.IsIncus() { // Incus also lists snapshots as volumes; the ETag is that of the snapshot
		if volume, _, err := s.GetStoragePoolVolume(pool, v.kind, v.source()); err == nil {
			return volume, etag, nil
		}
	}
	out := &api.StorageVolume{Name: snap.Name, ContentType: snap.ContentType, UsedBy: []string{}, CreatedAt: snap.CreatedAt}
	out.Sent, out.Description, out.Config, out.ExpiresAt = snap.Sent, snap.Description, snap.Config, snap.ExpiresAt
	return out, etag, nil
}

// volume holds the pool and volume arguments of most commands.
type volume struct {
	pool   config.Ref
	word   string
	target string
	noun   cli.Noun // in errors; "" means volume
}

func (v *volume) args() []cli.Arg {
	return []cli.Arg{cli.Object("pool", &v.pool), cli.Word("volume", &v.word)}
}

func (v *volume) flag(cmd *cobra.Command) *cobra.Command {
	cli.TargetFlag(cmd.Flags(), &v.target)
	return cmd
}

// on runs work with the server of the volume.
func (v *volume) on(ctx context.Context, app *cli.App, work func(resource.Server, volumeName) error) error {
	srv, err := app.Server(ctx, v.pool.Remote)
	if err != nil {
		return err
	}
	if v.target != "" {
		srv = srv.UseTarget(v.target)
	}
	return cli.WithObject(cmp.Or(v.noun, "volume"), config.Ref{Remote: v.pool.Remote, Name: v.pool.Name + "/" + v.word}, work(srv, parseVolume(v.word)))
}

// source returns the name of a custom volume or snapshot in the form that devices use.
func (v volumeName) source() string {
	if v.snapshot == "" {
		return v.name
	}
	return v.name + "/" + v.snapshot
}
