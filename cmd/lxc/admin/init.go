package admin

import (
	"context"

	"github.com/spf13/cobra"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/i18n"
)

type initOptions struct {
	remote                    string
	ignored                   []string
	auto, minimal, seed, dump bool
	address, password         string
	port, loop                int
	backend, device, pool     string
	given                     func(flag string) bool
}

func initialize(app *cli.App) *cobra.Command {
	var o initOptions
	// Further arguments are ignored, as in the stock clients.
	ignored := cli.Opt(cli.Completed(cli.Words("", &o.ignored), cli.Nothing))
	ignored.Form.Hidden = true
	cmd := app.Command(cli.Spec{
		Name: "init", Short: i18n.G("Initialize a server"),
		Long:    i18n.G("Asks for each setting by default; answers can be piped in. --auto creates a storage pool, a bridge and the default profile; --minimal does the same without network access; --preseed reads YAML from standard input with config, networks, storage_pools, storage_volumes, profiles, projects and cluster; --dump prints such YAML for the current server. Existing objects are updated, not replaced."),
		Example: "lxc admin init --auto --network-address 127.0.0.1\nlxc admin init --dump > server.yaml\nlxc admin init --preseed < server.yaml",
		Args:    []cli.Arg{cli.Remote(&o.remote), ignored},
		Run:     func(ctx context.Context) error { return o.run(ctx, app) },
	})
	o.given = func(flag string) bool { return cmd.Flags().Changed(flag) }
	f := cmd.Flags()
	f.BoolVar(&o.auto, "auto", false, i18n.G("Use automatic settings without prompting"))
	f.BoolVar(&o.minimal, "minimal", false, i18n.G("Use minimal automatic settings, without network access"))
	f.BoolVar(&o.seed, "preseed", false, i18n.G("Read YAML from standard input"))
	f.BoolVar(&o.dump, "dump", false, i18n.G("Print the server configuration as YAML"))
	f.StringVar(&o.address, "network-address", "", i18n.G("Address for the server to listen on"))
	f.IntVar(&o.port, "network-port", 8443, i18n.G("Port for the server to listen on"))
	f.StringVar(&o.backend, "storage-backend", "dir", i18n.G("Driver of the storage pool: dir, btrfs, lvm, zfs …"))
	f.StringVar(&o.device, "storage-create-device", "", i18n.G("Block device for the storage pool"))
	f.IntVar(&o.loop, "storage-create-loop", 0, i18n.G("Size of a loop file for the storage pool, in GiB"))
	f.StringVar(&o.pool, "storage-pool", "", i18n.G("Existing pool or dataset to use as the source"))
	f.StringVar(&o.password, "trust-password", "", i18n.G("Trust password for new clients (LXD)"))
	return cmd
}

// settings are the flags that configure --auto.
var settings = []string{"network-address", "network-port", "storage-backend", "storage-create-device", "storage-create-loop", "storage-pool", "trust-password"}

func (o *initOptions) check() error {
	modes := 0
	for _, b := range []bool{o.auto, o.minimal, o.seed, o.dump} {
		if b {
			modes++
		}
	}
	if modes > 1 {
		return cli.Usagef("%s", i18n.G("only one of --auto, --minimal, --preseed and --dump can be used"))
	}
	for _, flag := range settings {
		if !o.auto && o.given(flag) {
			return cli.Usagef(i18n.G("--%s requires --auto"), flag)
		}
	}
	sources := 0
	for _, flag := range []string{"storage-create-device", "storage-create-loop", "storage-pool"} {
		if o.given(flag) {
			sources++
		}
	}
	switch {
	case o.given("storage-create-device") && o.given("storage-create-loop"):
		return cli.Usagef("%s", i18n.G("--storage-create-device and --storage-create-loop cannot be used together"))
	case sources > 0 && o.backend == "dir":
		return cli.Usagef("%s", i18n.G("--storage-pool, --storage-create-device and --storage-create-loop cannot be used with the backend dir"))
	case o.address == "" && o.given("network-port"):
		return cli.Usagef("%s", i18n.G("--network-port requires --network-address"))
	case o.address == "" && o.password != "":
		return cli.Usagef("%s", i18n.G("--trust-password requires --network-address"))
	}
	return nil
}

func (o *initOptions) run(ctx context.Context, app *cli.App) error {
	if err := o.check(); err != nil {
		return err
	}
	srv, err := local(ctx, app, &o.remote)
	if err != nil {
		return err
	}
	var seed *preseed
	switch {
	case o.dump:
		return dump(app, srv)
	case o.seed:
		seed, err = readPreseed(app)
	case o.auto || o.minimal:
		seed, err = o.usual(srv)
	default:
		seed, err = askForPreseed(ctx, app, srv)
	}
	if err != nil {
		return err
	}
	return seed.run(ctx, app, srv)
}

// run applies the preseed to a server.
func (p *preseed) run(ctx context.Context, app *cli.App, srv lxd.InstanceServer) error {
	if err := p.prepareCluster(ctx, srv); err != nil {
		return err
	}
	if c := p.Cluster; c != nil && c.ClusterAddress != "" && c.ServerAddress != "" {
		return c.update(ctx, app, srv) // a joining server gets everything else from the cluster
	}
	if err := p.apply(srv); err != nil {
		return err
	}
	if p.Cluster != nil && p.Cluster.Enabled {
		return p.Cluster.update(ctx, app, srv)
	}
	return nil
}
