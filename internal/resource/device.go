package resource

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
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
	return cli.About(d.Noun, ref, work(srv))
}

func (d *Devices) arg(into *config.Ref) cli.Arg {
	if d.Noun == "instance" {
		return cli.Instance(into)
	}
	return cli.Object(d.Noun, into)
}

// need returns a device or an error that tells what there is.
func need(devices map[string]map[string]string, name string) (map[string]string, error) {
	if device, found := devices[name]; found {
		return device, nil
	}
	return nil, &api.StatusError{Code: http.StatusNotFound, Message: i18n.F("there is no device %q; there are: %s", name,
		strings.Join(slices.Sorted(maps.Keys(devices)), ", "))}
}

func exists(name string) error {
	return &api.StatusError{Code: http.StatusConflict, Message: i18n.F("the device %q exists already", name)}
}
