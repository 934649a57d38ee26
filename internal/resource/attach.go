package resource

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Attachment describes the commands that attach something, such as a network or volume, to instances and profiles as a
// device.
type Attachment struct {
	Short      [4]string // of attach, attach-profile, detach, detach-profile; translated
	Args       func() ([]cli.Arg, *AttachmentArgs)
	Device     func(ctx context.Context, s Server, a *AttachmentArgs) (map[string]string, error)
	Belongs    func(device map[string]string, a *AttachmentArgs) bool
	ExtraUsage string // of the last argument of attach
	PathFirst  bool   // a single argument after the instance is the path, not the device name
	// Make creates the object to attach, for --create; nil omits the flag.
	Make func(s Server, a *AttachmentArgs) error
}

// AttachmentArgs are the arguments of these commands.
type AttachmentArgs struct {
	Ref    config.Ref
	Parent string // pool of a volume
	Name   string // name of the attached object
	To     string
	Device string
	Extra  string
	// DeviceGiven reports whether Device was given, even if empty; the server rejects empty names.
	DeviceGiven bool
	// ExtraGiven reports the same of Extra; the server rejects empty paths.
	ExtraGiven bool
	// Profile reports whether To is a profile. For profiles the server does not check that the attached object exists.
	Profile bool
}

// Commands returns attach, attach-profile, detach and detach-profile.
func (t Attachment) Commands(app *cli.App) []*cobra.Command {
	var out []*cobra.Command
	for i, name := range []string{"attach", "attach-profile", "detach", "detach-profile"} {
		noun := []string{"instance", "profile"}[i%2]
		args, a := t.Args()
		a.Profile = noun == "profile"
		args = append(args, cli.Completed(cli.Word(noun, &a.To), cli.Here(noun)), cli.Opt(cli.Given(cli.Completed(cli.Word("device", &a.Device), cli.Nothing), &a.DeviceGiven)))
		change, create := t.detach, false
		if i < 2 {
			args = append(args, cli.Opt(cli.Given(cli.Completed(cli.Word(t.ExtraUsage, &a.Extra), cli.Nothing), &a.ExtraGiven)))
			change = t.attach
		}
		cmd := app.Command(cli.Spec{
			Name: name, Short: t.Short[i], Args: args,
			Run: func(ctx context.Context) error {
				srv, err := app.Server(ctx, a.Ref.Remote)
				if err != nil {
					return err
				}
				if t.PathFirst && i < 2 && !a.ExtraGiven {
					a.Device, a.Extra, a.DeviceGiven = "", a.Device, false
				}
				if create {
					if err := t.Make(srv, a); err != nil && !errors.Is(err, api.ErrConflict) {
						return cli.WithObject("", a.Ref, err)
					}
				}
				edit, err := change(ctx, srv, a)
				if err != nil {
					return cli.WithObject("", a.Ref, err)
				}
				err = t.apply(ctx, app, srv, noun, a.To, edit)
				return cli.WithObject(cli.Noun(noun), config.Ref{Remote: a.Ref.Remote, Name: a.To}, err)
			},
		})
		if i == 0 && t.Make != nil {
			cmd.Flags().BoolVar(&create, "create", false, i18n.G("Create it first if it does not exist"))
		}
		out = append(out, cmd)
	}
	return out
}

type devices = map[string]map[string]string

func (t Attachment) apply(ctx context.Context, app *cli.App, s Server, noun, to string, edit func(devices) error) error {
	if noun == "profile" {
		return ChangeProfile(s, to, func(p *api.ProfilePut) error { return edit(p.Devices) })
	}
	return ChangeInstance(ctx, app, s, to, func(p *api.InstancePut) error { return edit(p.Devices) })
}

func (t Attachment) attach(ctx context.Context, s Server, a *AttachmentArgs) (func(devices) error, error) {
	device, err := t.Device(ctx, s, a)
	if err != nil {
		return nil, err
	}
	name := a.Device
	if !a.DeviceGiven {
		name = a.Name
	}
	return func(all devices) error {
		if _, taken := all[name]; taken {
			return cli.Conflict("device", i18n.F("device %q already exists", name))
		}
		all[name] = device
		return nil
	}, nil
}
