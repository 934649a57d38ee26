package admin

import (
	"context"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"gopkg.in/yaml.v2"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/internal/output"
	"github.com/openlxc/lxc/internal/resource"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// preseed is the YAML that sets a server up.
type preseed struct {
	Config       map[string]string      `yaml:"config"`
	Networks     []api.NetworksPost     `yaml:"networks"`
	StoragePools []api.StoragePoolsPost `yaml:"storage_pools"`
	Profiles     []api.ProfilesPost     `yaml:"profiles"`
	Projects     []api.ProjectsPost     `yaml:"projects"`
}

type initOptions struct {
	remote                    string
	auto, minimal, seed, dump bool
	address                   string
	port, loop                int
	backend, device, pool     string
}

func initialize(app *cli.App) *cobra.Command {
	var o initOptions
	cmd := app.Command(cli.Spec{
		Name: "init", Short: i18n.G("Set up a server"),
		Long:    i18n.G("--auto makes a storage pool, a bridge and the default profile; --minimal does the same without network access; --preseed reads YAML from standard input with config, networks, storage_pools, profiles and projects; --dump prints such YAML of the server as it is. What exists is kept and changed, not made anew."),
		Example: "lxc admin init --auto --network-address 127.0.0.1\nlxc admin init --dump > server.yaml\nlxc admin init --preseed < server.yaml",
		Args:    []cli.Arg{cli.Remote(&o.remote)},
		Run:     func(ctx context.Context) error { return o.run(ctx, app) },
	})
	f := cmd.Flags()
	f.BoolVar(&o.auto, "auto", false, i18n.G("Choose everything without asking"))
	f.BoolVar(&o.minimal, "minimal", false, i18n.G("Choose everything, without network access"))
	f.BoolVar(&o.seed, "preseed", false, i18n.G("Read YAML from standard input"))
	f.BoolVar(&o.dump, "dump", false, i18n.G("Print the set-up of the server as YAML"))
	f.StringVar(&o.address, "network-address", "", i18n.G("Address that the server listens on"))
	f.IntVar(&o.port, "network-port", 8443, i18n.G("Port that the server listens on"))
	f.StringVar(&o.backend, "storage-backend", "dir", i18n.G("Driver of the storage pool: dir, btrfs, lvm, zfs …"))
	f.StringVar(&o.device, "storage-create-device", "", i18n.G("Block device for the storage pool"))
	f.IntVar(&o.loop, "storage-create-loop", 0, i18n.G("Size of a loop file for the storage pool, in GiB"))
	f.StringVar(&o.pool, "storage-pool", "", i18n.G("Existing pool or dataset to use as the source"))
	return cmd
}

func (o *initOptions) run(ctx context.Context, app *cli.App) error {
	chosen := 0
	for _, b := range []bool{o.auto, o.minimal, o.seed, o.dump} {
		if b {
			chosen++
		}
	}
	if chosen != 1 {
		return cli.Usagef("%s", i18n.G("choose one of --auto, --minimal, --preseed and --dump"))
	}
	srv, err := local(ctx, app, &o.remote)
	if err != nil {
		return err
	}
	if o.dump {
		return dump(app, srv)
	}
	seed := o.usual()
	if o.seed {
		text, err := io.ReadAll(app.Streams.In)
		if err != nil {
			return err
		}
		seed = preseed{}
		if err := yaml.UnmarshalStrict(text, &seed); err != nil {
			return cli.Usagef(i18n.G("the text is not valid: %s"), strings.TrimPrefix(err.Error(), "yaml: "))
		}
	}
	return seed.apply(srv)
}

// usual is what --auto and --minimal set up.
func (o *initOptions) usual() preseed {
	p := preseed{Config: map[string]string{}}
	if o.auto && o.address != "" {
		p.Config["core.https_address"] = net.JoinHostPort(strings.Trim(o.address, "[]"), strconv.Itoa(o.port))
	}
	pool := api.StoragePoolsPost{Name: "default", Driver: o.backend}
	pool.Config = map[string]string{}
	switch {
	case o.device != "":
		pool.Config["source"] = o.device
	case o.pool != "":
		pool.Config["source"] = o.pool
	case o.loop > 0:
		pool.Config["size"] = strconv.Itoa(o.loop) + "GiB"
	}
	p.StoragePools = []api.StoragePoolsPost{pool}
	profile := api.ProfilesPost{Name: "default"}
	profile.Devices = map[string]map[string]string{"root": {"type": "disk", "path": "/", "pool": "default"}}
	p.Profiles = []api.ProfilesPost{profile}
	return p
}

// apply makes or changes all that the preseed names, in the order in which one needs the other.
func (p preseed) apply(srv lxd.InstanceServer) error {
	if len(p.Config) > 0 {
		err := resource.Modify(srv.GetServer, srv.UpdateServer, (*api.Server).Writable, func(put *api.ServerPut) error {
			for k, v := range p.Config {
				put.Config[k] = v
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	for _, n := range p.Networks {
		err := ensure("network", n.Name, srv.GetNetworkNames, func() error { return srv.CreateNetwork(n) }, func() error {
			return resource.Modify(func() (*api.Network, string, error) { return srv.GetNetwork(n.Name) },
				func(put api.NetworkPut, etag string) error { return srv.UpdateNetwork(n.Name, put, etag) },
				func(have *api.Network) api.NetworkPut { return have.NetworkPut },
				func(put *api.NetworkPut) error { merge(put.Config, n.Config); return nil })
		})
		if err != nil {
			return err
		}
	}
	for _, s := range p.StoragePools {
		err := ensure("pool", s.Name, srv.GetStoragePoolNames, func() error { return srv.CreateStoragePool(s) }, func() error { return nil })
		if err != nil {
			return err
		}
	}
	for _, project := range p.Projects {
		err := ensure("project", project.Name, srv.GetProjectNames, func() error { return srv.CreateProject(project) }, func() error {
			return srv.UpdateProject(project.Name, project.ProjectPut, "")
		})
		if err != nil {
			return err
		}
	}
	return p.profiles(srv)
}

func (p preseed) profiles(srv lxd.InstanceServer) error {
	for _, profile := range p.Profiles {
		err := ensure("profile", profile.Name, srv.GetProfileNames, func() error { return srv.CreateProfile(profile) }, func() error {
			return resource.ChangeProfile(srv, profile.Name, func(put *api.ProfilePut) error {
				merge(put.Config, profile.Config)
				for name, device := range profile.Devices {
					put.Devices[name] = device
				}
				return nil
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func merge(into, from map[string]string) {
	for k, v := range from {
		into[k] = v
	}
}

// ensure makes an object, or changes it where it is there already.
func ensure(kind, name string, names func() ([]string, error), create, change func() error) error {
	have, err := names()
	if err == nil {
		work := create
		if slices.Contains(have, name) {
			work = change
		}
		err = work()
	}
	if err != nil {
		return fmt.Errorf("%s %q: %w", kind, name, err)
	}
	return nil
}

// dump prints the set-up of a server as a preseed.
func dump(app *cli.App, srv lxd.InstanceServer) error {
	server, _, err := srv.GetServer()
	if err != nil {
		return err
	}
	p := preseed{Config: map[string]string{}}
	for key, value := range server.Config {
		if text, ok := value.(string); ok {
			p.Config[key] = text
		}
	}
	networks, err := srv.GetNetworks()
	if err != nil {
		return err
	}
	for _, n := range networks {
		if n.Managed {
			p.Networks = append(p.Networks, api.NetworksPost{Name: n.Name, Type: n.Type, NetworkPut: n.NetworkPut})
		}
	}
	pools, err := srv.GetStoragePools()
	if err != nil {
		return err
	}
	for _, s := range pools {
		p.StoragePools = append(p.StoragePools, api.StoragePoolsPost{Name: s.Name, Driver: s.Driver, StoragePoolPut: s.StoragePoolPut})
	}
	profiles, err := srv.GetProfiles()
	if err != nil {
		return err
	}
	for _, f := range profiles {
		p.Profiles = append(p.Profiles, api.ProfilesPost{Name: f.Name, ProfilePut: f.ProfilePut})
	}
	projects, err := srv.GetProjects()
	if err != nil {
		return err
	}
	for _, j := range projects {
		p.Projects = append(p.Projects, api.ProjectsPost{Name: j.Name, ProjectPut: j.ProjectPut})
	}
	return output.YAML(app.Streams.Out, p)
}
