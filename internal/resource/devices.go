package resource

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
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

func (d *Devices) add(app *cli.App) *cobra.Command {
	var ref config.Ref
	var name, kind string
	var words []string
	return app.Command(cli.Spec{
		Name: "add", Aliases: []string{"create"}, Short: i18n.G("Add a device"),
		Example: "lxc config device add web data disk source=/srv/data path=/data",
		Args:    []cli.Arg{d.arg(&ref), cli.Word("device", &name), cli.Word("type", &kind), cli.Opt(cli.Words("[key=value...]", &words))},
		Run: func(ctx context.Context) error {
			values, err := cli.KeyValues(words)
			if err != nil {
				return err
			}
			values["type"] = kind
			err = d.run(ctx, app, ref, func(s Server) error {
				return d.Change(s, ref.Name, func(devices map[string]map[string]string) error {
					if _, found := devices[name]; found {
						return exists(name)
					}
					devices[name] = values
					return nil
				})
			})
			if err == nil {
				app.Note(i18n.G("Added device %s to %s"), name, ref.Name)
			}
			return err
		},
	})
}

func (d *Devices) override(app *cli.App) *cobra.Command {
	var ref config.Ref
	var name string
	var words []string
	return app.Command(cli.Spec{
		Name: "override", Short: i18n.G("Copy a device of a profile to the instance and change it"),
		Example: "lxc config device override web root size=20GiB",
		Args:    []cli.Arg{d.arg(&ref), cli.Word("device", &name), cli.Opt(cli.Words("[key=value...]", &words))},
		Run: func(ctx context.Context) error {
			values, err := cli.KeyValues(words)
			if err != nil {
				return err
			}
			err = d.run(ctx, app, ref, func(s Server) error {
				own, err := d.Read(s, ref.Name)
				if err != nil {
					return err
				}
				if _, found := own[name]; found {
					return exists(name)
				}
				inherited, err := d.Inherited(s, ref.Name)
				if err != nil {
					return err
				}
				device, err := need(inherited, name)
				if err != nil {
					return err
				}
				device = maps.Clone(device)
				maps.Copy(device, values)
				return d.Change(s, ref.Name, func(devices map[string]map[string]string) error {
					devices[name] = device
					return nil
				})
			})
			if err == nil {
				app.Note(i18n.G("Device %s of %s now differs from its profile"), name, ref.Name)
			}
			return err
		},
	})
}

func (d *Devices) remove(app *cli.App) *cobra.Command {
	var ref config.Ref
	var names []string
	return app.Command(cli.Spec{
		Name: "remove", Aliases: []string{"delete", "rm"}, Short: i18n.G("Remove devices"),
		Args: []cli.Arg{d.arg(&ref), cli.Words("<name>...", &names)},
		Run: func(ctx context.Context) error {
			err := d.run(ctx, app, ref, func(s Server) error {
				return d.Change(s, ref.Name, func(devices map[string]map[string]string) error {
					for _, name := range names {
						if _, err := need(devices, name); err != nil {
							return err
						}
						delete(devices, name)
					}
					return nil
				})
			})
			if err == nil {
				app.Note(i18n.G("Removed device %s from %s"), strings.Join(names, ", "), ref.Name)
			}
			return err
		},
	})
}

func (d *Devices) set(app *cli.App) *cobra.Command {
	var words []string
	return d.changeKeys(app, cli.Spec{Name: "set", Short: i18n.G("Set keys of a device")},
		cli.Words("<key>=<value>...", &words), func() (map[string]string, error) { return app.KeyValuesOrPair(words) })
}

func (d *Devices) unset(app *cli.App) *cobra.Command {
	var key string
	return d.changeKeys(app, cli.Spec{Name: "unset", Short: i18n.G("Remove a key of a device")},
		cli.Word("key", &key), func() (map[string]string, error) { return map[string]string{key: ""}, nil })
}

// changeKeys is set and unset: an empty value removes a key.
func (d *Devices) changeKeys(app *cli.App, spec cli.Spec, last cli.Arg, read func() (map[string]string, error)) *cobra.Command {
	var ref config.Ref
	var name string
	spec.Args = []cli.Arg{d.arg(&ref), cli.Word("device", &name), last}
	spec.Run = func(ctx context.Context) error {
		values, err := read()
		if err != nil {
			return err
		}
		return d.run(ctx, app, ref, func(s Server) error {
			return d.Change(s, ref.Name, func(devices map[string]map[string]string) error {
				device, err := need(devices, name)
				if err != nil {
					return err
				}
				maps.Copy(device, values) // servers drop what is empty, and say so when it is no key
				return nil
			})
		})
	}
	return app.Command(spec)
}

func (d *Devices) get(app *cli.App) *cobra.Command {
	var ref config.Ref
	var name, key string
	return app.Command(cli.Spec{
		Name: "get", Short: i18n.G("Print a key of a device"),
		Args: []cli.Arg{d.arg(&ref), cli.Word("device", &name), cli.Word("key", &key)},
		Run: func(ctx context.Context) error {
			return d.run(ctx, app, ref, func(s Server) error {
				devices, err := d.Read(s, ref.Name)
				if err != nil {
					return err
				}
				device, err := need(devices, name)
				if err != nil {
					return err
				}
				app.Print("%s\n", device[key])
				return nil
			})
		},
	})
}

func (d *Devices) list(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "list", Aliases: []string{"ls"}, Short: i18n.G("List the names of the devices"), Args: []cli.Arg{d.arg(&ref)},
		Run: func(ctx context.Context) error {
			return d.run(ctx, app, ref, func(s Server) error {
				devices, err := d.Read(s, ref.Name)
				if err != nil {
					return err
				}
				names := slices.Sorted(maps.Keys(devices))
				for i, name := range names {
					names[i] = app.Shown(name, false)
				}
				app.Print("%s\n", strings.Join(names, "\n")) // a line break where there is none, too: so do the stock clients
				return nil
			})
		},
	})
}

func (d *Devices) show(app *cli.App) *cobra.Command {
	var ref config.Ref
	return app.Command(cli.Spec{
		Name: "show", Short: i18n.G("Show the devices as YAML"), Args: []cli.Arg{d.arg(&ref)},
		Run: func(ctx context.Context) error {
			return d.run(ctx, app, ref, func(s Server) error {
				devices, err := d.Read(s, ref.Name)
				if err != nil {
					return err
				}
				return output.YAML(app.Streams.Out, devices)
			})
		},
	})
}
