package network

import (
	"context"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/i18n"
)

func attachment() resource.Attachment {
	return resource.Attachment{
		Short: [4]string{
			i18n.G("Attach a network to an instance"), i18n.G("Attach a network to a profile"),
			i18n.G("Detach a network from an instance"), i18n.G("Detach a network from a profile"),
		},
		ExtraUsage: "interface",
		Args: func() ([]cli.Arg, *resource.AttachmentArgs) {
			a := &resource.AttachmentArgs{}
			ref := cli.Object("network", &a.Ref)
			set := ref.Set
			ref.Set = func(app *cli.App, words []string) error {
				err := set(app, words)
				a.Name = a.Ref.Name
				return err
			}
			return []cli.Arg{ref}, a
		},
		Device: func(_ context.Context, s resource.Server, a *resource.AttachmentArgs) (map[string]string, error) {
			n, _, err := s.GetNetwork(a.Name)
			if err != nil {
				return nil, err
			}
			device := map[string]string{"type": "nic"}
			switch {
			case a.Profile && n.Type == "bridge" && !s.IsIncus() && !cli.Newest(s): // like lxc 5.0
				device["nictype"], device["parent"] = "bridged", n.Name
			case n.Managed && s.HasExtension("instance_nic_network"):
				device["network"] = n.Name
			case n.Type == "bridge":
				device["nictype"], device["parent"] = "bridged", n.Name
			default:
				device["nictype"], device["parent"] = "macvlan", n.Name
			}
			if a.Extra != "" {
				device["name"] = a.Extra
			}
			return device, nil
		},
		Belongs: func(device map[string]string, a *resource.AttachmentArgs) bool {
			return device["type"] == "nic" && (device["network"] == a.Name || device["parent"] == a.Name)
		},
	}
}
