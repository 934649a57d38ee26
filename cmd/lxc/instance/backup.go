package instance

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/config"
	"github.com/openlxc/lxc/pkg/i18n"
)

// Export is `lxc export`.
func Export(app *cli.App) *cobra.Command {
	var ref config.Ref
	e := resource.Export{Failing: i18n.G("Create instance backup")}
	only := false
	cmd := app.Command(cli.Spec{
		Name: "export", Short: i18n.G("Write a backup of an instance to a file"),
		Long:    i18n.G("Without a file name the backup is written to this directory: lxc names it backup.tar.gz, incus after the instance; - writes to standard output. The server's own copy of the backup is deleted afterwards, also after a failure."),
		Example: "lxc export web\nlxc export web backups/web.tar.gz --instance-only\nlxc export web - | ssh store 'cat > web.tar.gz'",
		Args:    []cli.Arg{cli.Instance(&ref), cli.Opt(cli.LocalFile("file", &e.Target))},
		Run: func(ctx context.Context) error {
			if e.Target == "" && cli.Program() == "lxc" {
				e.Target = "backup.tar.gz"
			}
			if err := e.Refuse(ref.Name); err != nil {
				return err
			}
			srv, err := app.Server(ctx, ref.Remote)
			if err != nil {
				return err
			}
			e.Post.InstanceOnly, e.Post.ContainerOnly = only, only && !srv.IsIncus()
			return cli.About("instance", ref, e.Run(ctx, app, srv, lxd.InstanceOwner(ref.Name), ref.Name))
		},
	})
	e.Flags(cmd)
	f := cmd.Flags()
	f.BoolVar(&only, "instance-only", false, i18n.G("Leave the snapshots behind"))
	f.BoolVar(&only, "container-only", false, i18n.G("Leave the snapshots behind"))
	_ = f.MarkHidden("container-only")
	f.BoolVar(&e.Post.RootOnly, "root-only", false, i18n.G("Leave the volumes behind that are attached"))
	f.BoolVar(&e.Post.OptimizedStorage, "optimized-storage", false, i18n.G("Use the format of the storage driver, which only pools of that driver can read"))
	f.Uint32Var(&e.Post.Version, "export-version", 0, i18n.G("Layout of the index, for older servers"))
	return cmd
}

type importOptions struct {
	remote          string
	file, name      string
	pool            string
	config, devices []string
}

// Import is `lxc import`.
func Import(app *cli.App) *cobra.Command {
	var o importOptions
	cmd := app.Command(cli.Spec{
		Name: "import", Short: i18n.G("Create an instance from a backup"), Example: "lxc import web.tar.gz\nlxc import prod: web.tar.gz web2 --storage fast",
		Args: []cli.Arg{cli.Remote(&o.remote), cli.Word("backup file", &o.file), cli.Opt(cli.Word("instance", &o.name))},
		Run:  func(ctx context.Context) error { return o.run(ctx, app) },
	})
	f := cmd.Flags()
	f.StringVarP(&o.pool, "storage", "s", "", i18n.G("Storage pool of the root disk"))
	f.StringArrayVarP(&o.config, "config", "c", nil, i18n.G("Configuration key and value, such as limits.instances=10; can be repeated"))
	f.StringArrayVarP(&o.devices, "device", "d", nil, i18n.G("Key of a device, such as root,size=10GiB; can be repeated"))
	return cmd
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
	src, done, err := resource.Import(app, o.file)
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
	return nil
}

// deviceKeys reads words like root,size=10GiB.
func deviceKeys(words []string) (map[string]map[string]string, error) {
	out := map[string]map[string]string{}
	for _, w := range words {
		device, pair, found := strings.Cut(w, ",")
		values, err := cli.KeyValues([]string{pair})
		if !found || err != nil {
			return nil, cli.Usagef(i18n.G("%q is not of the form device,key=value"), w)
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
