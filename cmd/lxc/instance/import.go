package instance

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/backupfile"
	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

type importOptions struct {
	remote          string
	file, name      string
	pool            string
	config, devices []string
}

func (o *importOptions) run(ctx context.Context, app *cli.App) error {
	if err := app.ResolveRemote(&o.remote); err != nil {
		return err
	}
	values, err := cli.KeyValues(o.config)
	if err != nil {
		return err
	}
	devices, err := deviceKeys(o.devices)
	if err != nil {
		return err
	}
	srv, err := app.Server(ctx, o.remote)
	if err != nil {
		return err
	}
	src, done, err := backupfile.Open(app, o.file)
	if err != nil {
		return err
	}
	defer done()
	op, err := srv.ImportInstance(src, lxd.BackupImportArgs{Name: o.name, Pool: o.pool, Config: values, Devices: devices})
	if err != nil {
		return err
	}
	if err := app.Wait(ctx, op, i18n.G("Importing")); err != nil {
		return err
	}
	state := op.Get()
	return showInstance(app, srv, cmp.Or(o.name, state.ResourceName("instances")))
}

// importCommand is `lxc import`.
func importCommand(app *cli.App) *cobra.Command {
	var o importOptions
	cmd := app.Command(cli.Spec{
		Name: "import", Shows: true, Short: i18n.G("Create an instance from a backup"), Example: "lxc import web.tar.gz\nlxc import prod: web.tar.gz web2 --storage fast",
		Args: []cli.Arg{cli.Remote(&o.remote), cli.Local("backup file", &o.file), cli.Opt(cli.Completed(cli.Word("instance", &o.name), cli.Nothing))},
		Run:  func(ctx context.Context) error { return o.run(ctx, app) },
	})
	f := cmd.Flags()
	f.StringVarP(&o.pool, "storage", "s", "", i18n.G("Storage pool of the root disk"))
	f.StringArrayVarP(&o.config, "config", "c", nil, i18n.G("Configuration key=value (can be repeated)"))
	f.StringArrayVarP(&o.devices, "device", "d", nil, i18n.G("Device option as device,key=value, for example root,size=10GiB (can be repeated)"))
	return cmd
}

// deviceKeys parses arguments such as root,size=10GiB.
func deviceKeys(words []string) (map[string]map[string]string, error) {
	out := map[string]map[string]string{}
	for _, w := range words {
		device, pair, found := strings.Cut(w, ",")
		values, err := cli.KeyValues([]string{pair})
		if !found || err != nil {
			return nil, cli.Usagef(i18n.G("invalid value %q: use device,key=value"), w)
		}
		if out[device] == nil {
			out[device] = map[string]string{}
		}
		for _, key := range slices.Collect(maps.Keys(values)) {
			out[device][key] = values[key]
		}
	}
	return out, nil
}
