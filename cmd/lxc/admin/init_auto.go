package admin

import (
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// usual returns the preseed for --auto and --minimal: the default profile, and a pool and a bridge if there are none.
func (o *initOptions) usual(srv lxd.InstanceServer) (*preseed, error) {
	server, _, err := srv.GetServer()
	if err != nil {
		return nil, err
	}
	p := &preseed{Config: map[string]string{}}
	if o.address != "" {
		p.Config["core.https_address"] = net.JoinHostPort(strings.Trim(o.address, "[]"), strconv.Itoa(o.port))
	}
	if o.password != "" {
		p.Config["core.trust_password"] = o.password
	}
	devices := map[string]map[string]string{}
	pools, err := srv.GetStoragePoolNames()
	if err != nil {
		return nil, err
	}
	known := slices.ContainsFunc(server.Environment.StorageSupportedDrivers, func(d api.ServerStorageDriverInfo) bool { return d.Name == o.backend })
	switch {
	case o.given("storage-backend") && !known && len(server.Environment.StorageSupportedDrivers) > 0:
		return nil, cli.Refused("server", i18n.F("the server does not support the storage backend %q", o.backend))
	case len(pools) == 0:
		p.StoragePools = []api.StoragePoolsPost{o.newPool()}
		devices["root"] = map[string]string{"type": "disk", "path": "/", "pool": "default"}
	case o.given("storage-backend"):
		return nil, cli.Conflict("pool", i18n.G("the server already has a storage pool"))
	}
	networks, err := srv.GetNetworks()
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(networks, func(n api.Network) bool { return n.Managed }) {
		name := freeBridge(srv, networks)
		p.Networks = []seedNetwork{{NetworksPost: api.NetworksPost{Name: name}, Project: "default"}}
		devices["eth0"] = map[string]string{"type": "nic", "network": name, "name": "eth0"}
	}
	if len(devices) > 0 {
		profile := seedProfile{ProfilesPost: api.ProfilesPost{Name: "default"}, Project: "default"}
		profile.Devices = devices
		p.Profiles = []seedProfile{profile}
	}
	return p, nil
}

// bridgeName returns the prefix of a family's default bridge name.
func bridgeName(srv lxd.InstanceServer) string {
	if srv.IsIncus() {
		return "incusbr"
	}
	return "lxdbr"
}

func freeBridge(srv lxd.InstanceServer, networks []api.Network) string {
	for i := 0; ; i++ {
		name := fmt.Sprintf("%s%d", bridgeName(srv), i)
		if !slices.ContainsFunc(networks, func(n api.Network) bool { return n.Name == name }) {
			return name
		}
	}
}

func (o *initOptions) newPool() api.StoragePoolsPost {
	pool := api.StoragePoolsPost{Name: "default", Driver: o.backend}
	pool.Config = map[string]string{}
	switch {
	case o.device != "":
		pool.Config["source"] = o.device
	case o.loop > 0:
		pool.Config["size"] = strconv.Itoa(o.loop) + "GiB"
	case o.pool != "":
		pool.Config["source"] = o.pool
	}
	return pool
}
