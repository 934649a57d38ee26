package instance

import (
	"context"
	"errors"
	"maps"
	"strings"

	lxd "github.com/openlxc/lxc/pkg/client"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
)

// readTarget reads the copy that is to be brought up to date, where it must be known beforehand: a server with the extension
// instance_refresh_config takes the configuration that comes with the request for the whole one.
func (o *transferOptions) readTarget(source, target lxd.InstanceServer) error {
	if !target.HasExtension("instance_refresh_config") && source.IsIncus() == target.IsIncus() {
		return nil
	}
	current, _, err := target.GetInstance(o.to.Name)
	if errors.Is(err, api.ErrNotFound) {
		return nil
	}
	o.current = current
	return err
}

// keepTarget lets a copy keep what belongs to it: the pool of its root disk, and the keys that its server does not let go.
func (o *transferOptions) keepTarget(put *api.InstancePut, source, target lxd.InstanceServer) {
	put.Config = maps.Clone(put.Config)
	if target.HasExtension("instance_refresh_config") {
		delete(put.Config, "volatile.apply_template")
		if _, has := o.current.Config["volatile.idmap.current"]; !has {
			delete(put.Config, "volatile.idmap.current")
		}
		keepPool(put, o.current)
	}
	across := source.IsIncus() != target.IsIncus()
	for k, v := range o.current.Config {
		if _, sent := put.Config[k]; strings.HasPrefix(k, "volatile.") && k != "volatile.base_image" && across && !sent {
			put.Config[k] = v
		}
	}
}

// keepPool keeps the root disk in its current pool.
func keepPool(put *api.InstancePut, current *api.Instance) {
	pool := ""
	for _, device := range current.ExpandedDevices {
		if device["type"] == "disk" && device["path"] == "/" {
			pool = device["pool"]
		}
	}
	for name, device := range put.Devices {
		if device["type"] == "disk" && device["path"] == "/" && pool != "" && device["pool"] != pool {
			put.Devices = maps.Clone(put.Devices)
			put.Devices[name] = maps.Clone(device)
			put.Devices[name]["pool"] = pool
		}
	}
}

// refreshConfig gives a copy the configuration that was prepared from the source.
func (o *transferOptions) refreshConfig(ctx context.Context, app *cli.App, target lxd.InstanceServer, inst *api.Instance) error {
	current, etag, err := target.GetInstance(o.to.Name)
	if err != nil {
		return err
	}
	put := inst.Writable()
	if !o.refresh || o.current != nil { // from the other family: the copy has keys of its own
		for k, v := range current.Config {
			if strings.HasPrefix(k, "volatile.") && k != "volatile.base_image" {
				put.Config[k] = v
			}
		}
	}
	keepPool(&put, current)
	op, err := target.UpdateInstance(o.to.Name, put, etag)
	if err != nil {
		return err
	}
	return app.Wait(ctx, op, "")
}
