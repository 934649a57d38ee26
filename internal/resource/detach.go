package resource

import (
	"context"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

func (t Attachment) detach(_ context.Context, _ Server, a *AttachmentArgs) (func(devices) error, error) {
	return func(all devices) error {
		var found []string
		for name, device := range all {
			if t.Belongs(device, a) && (a.Device == "" || a.Device == name) {
				found = append(found, name)
			}
		}
		switch len(found) {
		case 0:
			return cli.NotFound("device", i18n.F("%s has no device that uses %s", a.To, a.Name))
		case 1:
			delete(all, found[0])
			return nil
		}
		return cli.Refused("device", i18n.F("%s has several devices that use %s: specify one", a.To, a.Name))
	}, nil
}
