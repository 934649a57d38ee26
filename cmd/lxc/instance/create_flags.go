package instance

import (
	"maps"
	"strings"

	"github.com/spf13/cobra"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// keyFlags change keys, devices and profiles; several commands have them.
type keyFlags struct {
	config, devices, profiles []string
	noProfiles                bool
	ephemeral                 bool
	storage                   string
}

func (k *keyFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringArrayVarP(&k.config, "config", "c", nil, i18n.G("Configuration key, as key=value"))
	f.StringArrayVarP(&k.devices, "device", "d", nil, i18n.G("Device as name,key=value (can be repeated)"))
	f.StringArrayVarP(&k.profiles, "profile", "p", nil, i18n.G("Profile to apply"))
	f.BoolVar(&k.noProfiles, "no-profiles", false, i18n.G("Do not apply any profiles"))
	f.StringVarP(&k.storage, "storage", "s", "", i18n.G("Storage pool for the root disk"))
}

// apply applies the flags to an instance. inherited returns the devices of its profiles or of its source.
func (k *keyFlags) apply(put *api.InstancePut, inherited func() (map[string]map[string]string, error)) error {
	values, err := cli.KeyValues(k.config)
	if err != nil {
		return err
	}
	if put.Config == nil {
		put.Config = map[string]string{}
	}
	if put.Devices == nil {
		put.Devices = map[string]map[string]string{}
	}
	maps.Copy(put.Config, values)
	switch {
	case len(k.profiles) > 0: // wins, as in the stock clients
		put.Profiles = k.profiles
	case k.noProfiles:
		put.Profiles = []string{}
	}
	put.Ephemeral = put.Ephemeral || k.ephemeral
	for _, text := range k.devices {
		if err := overrideDevice(put, text, inherited); err != nil {
			return err
		}
	}
	if k.storage != "" {
		return setPool(put, k.storage, inherited)
	}
	return nil
}

// overrideDevice parses name,key=value and sets the key of an own or inherited device. The value may contain commas.
func overrideDevice(put *api.InstancePut, text string, inherited func() (map[string]map[string]string, error)) error {
	name, pair, _ := strings.Cut(text, ",")
	values, err := cli.KeyValues([]string{pair})
	if err != nil || name == "" || strings.Contains(name, "=") {
		return cli.Usagef(i18n.G("invalid device %q: use name,key=value"), text)
	}
	device, found := put.Devices[name]
	if !found {
		all, err := inherited()
		if err != nil {
			return err
		}
		device = maps.Clone(all[name])
	}
	if device == nil {
		device = map[string]string{}
	}
	maps.Copy(device, values)
	put.Devices[name] = device
	return nil
}

// setPool moves the root disk to a pool.
func setPool(put *api.InstancePut, pool string, inherited func() (map[string]map[string]string, error)) error {
	all, err := inherited()
	if err != nil {
		return err
	}
	name, device := "root", map[string]string{"type": "disk", "path": "/"}
	for _, devices := range []map[string]map[string]string{all, put.Devices} {
		for n, d := range devices {
			if d["type"] == "disk" && d["path"] == "/" {
				name, device = n, maps.Clone(d)
			}
		}
	}
	device["pool"] = pool
	put.Devices[name] = device
	return nil
}
