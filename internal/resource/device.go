package resource

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Devices are the device commands of a kind of object that has devices.
type Devices struct {
	Noun string // "instance" or "profile"
	// Change hands the devices of an object to change and stores them.
	Change func(s Server, name string, change func(map[string]map[string]string) error) error
	// Read returns the devices of an object.
	Read func(s Server, name string) (map[string]map[string]string, error)
	// Inherited returns the devices that come from profiles; nil where there are none, which leaves override out.
	Inherited func(s Server, name string) (map[string]map[string]string, error)
}

// Command is the group of the device commands.
func (d *Devices) Command(app *cli.App) *cobra.Command {
	list := []*cobra.Command{d.add(app), d.get(app), d.list(app), d.remove(app), d.set(app), d.show(app), d.unset(app)}
	if d.Inherited != nil {
		list = append(list, d.override(app))
	}
	return app.Group("device", i18n.G("Manage devices"), list)
}

func (d *Devices) run(ctx context.Context, app *cli.App, ref config.Ref, work func(Server) error) error {
	srv, err := app.Server(ctx, ref.Remote)
	if err != nil {
		return err
	}
	return cli.WithObject(cli.Noun(d.Noun), ref, work(srv))
}

func (d *Devices) arg(into *config.Ref) cli.Arg {
	if d.Noun == "instance" {
		return cli.Instance(into)
	}
	return cli.Object(d.Noun, into)
}

// device is the name of a device that the object has.
func (d *Devices) device(into *string) cli.Arg {
	return cli.Completed(cli.Word("device", into), d.names(d.Read))
}

// names proposes names of devices.
func (d *Devices) names(read func(s Server, name string) (map[string]map[string]string, error)) cli.Completer {
	return cli.Under(func(s Server, words []string) ([]string, error) {
		if len(words) == 0 || read == nil {
			return nil, nil
		}
		devices, err := read(s, words[0])
		return slices.Collect(maps.Keys(devices)), err
	})
}

// keys proposes the keys of a device: those that it has, and those that the server knows for its type.
func (d *Devices) keys(ending string) cli.Completer {
	return func(ctx context.Context, app *cli.App, at cli.Cursor) []string {
		return cli.KeysOf("", ending, func(s Server, words []string) ([]string, error) {
			if len(words) < 2 {
				return nil, nil
			}
			devices, err := d.Read(s, words[0])
			device := devices[words[1]]
			kind := device["type"]
			if len(words) > 2 && kind == "" {
				kind = words[2]
			}
			return append(cli.KnownKeys(s, "device-"+kind), slices.Collect(maps.Keys(device))...), err
		})(ctx, app, at)
	}
}

// deviceTypes are the types of devices that servers know.
var deviceTypes = []string{"disk", "gpu", "infiniband", "nic", "none", "pci", "proxy", "tpm", "unix-block", "unix-char", "unix-hotplug", "usb"}

// need returns a device or an error that tells what there is.
func need(devices map[string]map[string]string, name string) (map[string]string, error) {
	if device, found := devices[name]; found {
		return device, nil
	}
	return nil, cli.NotFound("device", i18n.F("device %q not found; existing devices: %s", name,
		strings.Join(slices.Sorted(maps.Keys(devices)), ", ")))
}

func exists(name string) error {
	return cli.Conflict("device", i18n.F("device %q already exists", name))
}
