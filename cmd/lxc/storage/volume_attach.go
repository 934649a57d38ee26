package storage

import (
	"context"
	"errors"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

func attachment() resource.Attachment {
	return resource.Attachment{
		Short: [4]string{
			i18n.G("Attach a volume to an instance"), i18n.G("Attach a volume to a profile"),
			i18n.G("Detach a volume from an instance"), i18n.G("Detach a volume from a profile"),
		},
		ExtraUsage: "path", PathFirst: true,
		Make: func(s resource.Server, a *resource.AttachmentArgs) error {
			v := parseVolume(a.Name)
			return s.CreateStoragePoolVolume(a.Ref.Name, api.StorageVolumesPost{Name: v.name, Type: v.kind, ContentType: "filesystem"})
		},
		Args: func() ([]cli.Arg, *resource.AttachmentArgs) {
			a := &resource.AttachmentArgs{}
			pool := cli.Object("pool", &a.Ref)
			return []cli.Arg{pool, cli.Word("volume", &a.Name)}, a
		},
		Device: func(_ context.Context, s resource.Server, a *resource.AttachmentArgs) (map[string]string, error) {
			v := parseVolume(a.Name)
			if v.kind != "custom" {
				return nil, cli.Usagef("%s", i18n.G("only custom volumes can be attached"))
			}
			item, _, err := s.GetStoragePoolVolume(a.Ref.Name, v.kind, v.name)
			missing := errors.Is(err, api.ErrNotFound) && !a.Profile // let the server report what is missing
			if err != nil && !missing {
				return nil, err
			}
			device := map[string]string{"type": "disk", "pool": a.Ref.Name, "source": v.source()}
			switch {
			case missing && a.Extra == "", !missing && item.ContentType != "filesystem" && item.ContentType != "":
			case a.Extra == "" && !a.ExtraGiven:
				return nil, cli.Refused("volume", i18n.G("missing path: a filesystem volume is mounted at a path in the instance"))
			default:
				device["path"] = a.Extra
			}
			return device, nil
		},
		Belongs: func(device map[string]string, a *resource.AttachmentArgs) bool {
			return device["type"] == "disk" && device["pool"] == a.Ref.Name && device["source"] == parseVolume(a.Name).source()
		},
	}
}
