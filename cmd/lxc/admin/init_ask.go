package admin

import (
	"context"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// interview asks for a preseed, with the questions in the order of the stock client for the server's family.
type interview struct {
	*asker
	preseed
	srv     lxd.InstanceServer
	server  *api.Server
	incus   bool
	devices map[string]map[string]string // devices of the default profile
}

func askForPreseed(ctx context.Context, app *cli.App, srv lxd.InstanceServer) (*preseed, error) {
	server, _, err := srv.GetServer()
	if err != nil {
		return nil, err
	}
	v := &interview{asker: &asker{app: app, flags: "--auto, --minimal, --preseed"}, srv: srv, server: server, incus: srv.IsIncus()}
	v.Config = map[string]string{}
	if err := v.askCluster(ctx); err != nil {
		return nil, err
	}
	if v.Cluster == nil || v.Cluster.ClusterAddress == "" {
		for _, ask := range []func(context.Context) error{v.askStorage, v.askMAAS, v.askNetwork, v.askListen, v.askImages} {
			if err := ask(ctx); err != nil {
				return nil, err
			}
		}
		profile := seedProfile{ProfilesPost: api.ProfilesPost{Name: "default"}, Project: "default"}
		profile.Devices = v.devices
		v.Profiles = []seedProfile{profile}
	}
	show, err := v.bool(ctx, i18n.G("Print the answers as YAML for --preseed?"), false)
	if err == nil && show {
		err = v.print(app, v.srv, true)
	}
	return &v.preseed, err
}

func (v *interview) device(name string, keys map[string]string) {
	v.devices = notNil(v.devices)
	v.devices[name] = keys
}

// askMAAS asks for MAAS integration, which only LXD has.
func (v *interview) askMAAS(ctx context.Context) error {
	if v.incus {
		return nil
	}
	yes, err := v.bool(ctx, i18n.G("Connect to a MAAS server?"), false)
	if err != nil || !yes {
		return err
	}
	host, err := os.Hostname()
	if err != nil {
		return err
	}
	for _, q := range []struct{ key, question, standard string }{
		{"maas.machine", i18n.G("Name of this machine in MAAS"), host},
		{"maas.api.url", i18n.G("URL of the MAAS server, for example http://192.0.2.4:5240/MAAS"), ""},
		{"maas.api.key", i18n.G("API key of the MAAS server"), ""},
	} {
		if v.Config[q.key], err = v.text(ctx, q.question, q.standard, nil); err != nil {
			return err
		}
	}
	return nil
}

func (v *interview) askNetwork(ctx context.Context) error {
	networks, err := v.srv.GetNetworks()
	if err != nil {
		return err
	}
	if v.Cluster == nil {
		yes, err := v.bool(ctx, i18n.G("Create a new local network bridge?"), true)
		if err != nil {
			return err
		}
		if yes {
			return v.askBridge(ctx, networks)
		}
	}
	yes, err := v.bool(ctx, i18n.G("Use an existing bridge or network interface?"), false)
	if err != nil || !yes {
		return err
	}
	for {
		name, err := v.text(ctx, i18n.G("Name of the existing bridge or network interface"), "", nil)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(networks, func(n api.Network) bool { return n.Name == name })
		if i < 0 {
			v.app.Print("%s\n", i18n.G("No such interface; choose another one."))
			continue
		}
		nic := map[string]string{"type": "nic", "name": "eth0", "nictype": "macvlan", "parent": name}
		if networks[i].Type == "bridge" {
			nic["nictype"] = "bridged"
		}
		if networks[i].Managed {
			nic = map[string]string{"type": "nic", "name": "eth0", "network": name}
		}
		v.device("eth0", nic)
		return nil
	}
}

func (v *interview) askBridge(ctx context.Context, networks []api.Network) error {
	post := seedNetwork{Project: "default"}
	post.Config = map[string]string{}
	for {
		name, err := v.text(ctx, i18n.G("Name of the new bridge"), bridgeName(v.srv)+"0", func(name string) error {
			if len(name) > 15 || strings.ContainsAny(name, " /:\t") || len(name) < 2 {
				return cli.Failed(i18n.G("invalid network interface name"))
			}
			return nil
		})
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(networks, func(n api.Network) bool { return n.Name == name }) {
			post.Name = name
			break
		}
		v.app.Print("%s\n", i18n.F("The bridge %q already exists; choose another name.", name))
	}
	for _, family := range []string{"4", "6"} {
		address, err := v.text(ctx, i18n.F("IPv%s address of the bridge (with its prefix length, auto or none)", family), "auto", func(text string) error {
			if text == "auto" || text == "none" {
				return nil
			}
			ip, _, err := net.ParseCIDR(text)
			if err == nil && (ip.To4() != nil) != (family == "4") {
				err = cli.Failed(i18n.F("%s is not an IPv%s address", text, family))
			}
			return err
		})
		if err != nil {
			return err
		}
		post.Config["ipv"+family+".address"] = address
		if address == "auto" || address == "none" {
			continue
		}
		nat, err := v.bool(ctx, i18n.F("Use NAT for IPv%s traffic of the bridge?", family), true)
		if err != nil {
			return err
		}
		post.Config["ipv"+family+".nat"] = strconv.FormatBool(nat)
	}
	v.Networks = append(v.Networks, post)
	v.device("eth0", map[string]string{"type": "nic", "name": "eth0", "network": post.Name})
	return nil
}

// askListen asks for the listen address. Cluster members already have one.
func (v *interview) askListen(ctx context.Context) error {
	if v.Cluster != nil {
		return nil
	}
	yes, err := v.bool(ctx, i18n.G("Make the server available over the network?"), false)
	if err != nil || !yes {
		return err
	}
	address, err := v.text(ctx, i18n.G("Address to listen on, without a port"), "all", anything)
	if err != nil {
		return err
	}
	port, err := v.number(ctx, i18n.G("Port to listen on"), "", 8443, 1, 65535)
	if err != nil {
		return err
	}
	if address == "all" || address == "any" {
		address = "::"
	}
	v.Config["core.https_address"] = net.JoinHostPort(strings.Trim(address, "[]"), strconv.Itoa(port))
	if v.incus {
		return nil
	}
	password, err := v.secret(ctx, i18n.G("Trust password for new clients"))
	if err == nil && password != "" {
		v.Config["core.trust_password"] = password
	}
	return err
}

func (v *interview) askImages(ctx context.Context) error {
	yes, err := v.bool(ctx, i18n.G("Update cached images automatically?"), true)
	if err == nil && !yes {
		v.Config["images.auto_update_interval"] = "0"
	}
	return err
}
