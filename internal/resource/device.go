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

// Devices describes the device commands of a kind of object.
type Devices struct {
	Noun string // "instance" or "profile"
	// Change passes the devices of an object to change and saves them.
	Change func(s Server, name string, change func(map[string]map[string]string) error) error
	// Read returns the devices of an object.
	Read func(s Server, name string) (map[string]map[string]string, error)
	// Inherited returns the devices that come from profiles. If nil, there is no override command.
	Inherited func(s Server, name string) (map[string]map[string]string, error)
}

// Command returns the group of device commands.
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

// device is the argument for the name of an existing device.
func (d *Devices) device(into *string) cli.Arg {
	return cli.Completed(cli.Word("device", into), d.names(d.Read))
}

// names completes device names.
func (d *Devices) names(read func(s Server, name string) (map[string]map[string]string, error)) cli.Completer {
	return cli.Under(func(s Server, words []string) ([]string, error) {
		if len(words) == 0 || read == nil {
			return nil, nil
		}
		devices, err := read(s, words[0])
		return slices.Collect(maps.Keys(devices)), err
	})
}

// keys completes the keys of a device: those that are set and those that the server documents for its type.
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

// deviceTypes lists the device types.
var deviceTypes = []string{"disk", "gpu", "infiniband", "nic", "none", "pci", "proxy", "tpm", "unix-block", "unix-char", "unix-hotplug", "usb"}

// need returns a device, or an error that lists the existing ones.
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
