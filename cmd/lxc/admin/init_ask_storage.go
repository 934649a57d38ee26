package admin

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/openlxc/lxc/internal/cli"
	"github.com/openlxc/lxc/pkg/api"
	"github.com/openlxc/lxc/pkg/i18n"
)

// defaultLoop is the default size of a loop file in GiB.
const defaultLoop = 30

func (v *interview) askStorage(ctx context.Context) error {
	if v.Cluster == nil {
		yes, err := v.bool(ctx, i18n.G("Set up a new storage pool?"), true)
		if err != nil || !yes {
			return err
		}
		return v.askPool(ctx, "", func(api.ServerStorageDriverInfo) bool { return true })
	}
	yes, err := v.bool(ctx, i18n.G("Set up a new local storage pool?"), true)
	if err == nil && yes {
		err = v.askPool(ctx, "local", func(d api.ServerStorageDriverInfo) bool { return !d.Remote })
	}
	if err != nil {
		return err
	}
	if yes, err = v.bool(ctx, i18n.G("Set up a new remote storage pool?"), false); err != nil || !yes {
		return err
	}
	return v.askPool(ctx, "remote", func(d api.ServerStorageDriverInfo) bool { return d.Remote })
}

// askPool asks for a pool, and for its name if name is empty.
func (v *interview) askPool(ctx context.Context, name string, fits func(api.ServerStorageDriverInfo) bool) error {
	var drivers []string
	for _, d := range v.server.Environment.StorageSupportedDrivers {
		if fits(d) {
			drivers = append(drivers, d.Name)
		}
	}
	if len(drivers) == 0 {
		return cli.Failed(i18n.G("the server supports no storage backend"))
	}
	if name == "" {
		var err error
		if name, err = v.askPoolName(ctx); err != nil {
			return err
		}
	}
	pool := api.StoragePoolsPost{Name: name}
	pool.Config = map[string]string{}
	pool.Driver = drivers[0]
	for _, d := range []string{"zfs", "btrfs", "dir"} {
		if slices.Contains(drivers, d) {
			pool.Driver = d
			break
		}
	}
	if len(drivers) > 1 {
		driver, err := v.choice(ctx, i18n.G("Storage backend"), drivers, pool.Driver)
		if err != nil {
			return err
		}
		pool.Driver = driver
	}
	if err := v.askSource(ctx, &pool); err != nil {
		return err
	}
	v.StoragePools = append(v.StoragePools, pool)
	if v.devices["root"] == nil {
		v.device("root", map[string]string{"type": "disk", "path": "/", "pool": pool.Name})
	}
	return nil
}

func (v *interview) askPoolName(ctx context.Context) (string, error) {
	have, err := v.srv.GetStoragePoolNames()
	if err != nil {
		return "", err
	}
	for {
		name, err := v.text(ctx, i18n.G("Name of the new storage pool"), "default", nil)
		if err != nil || !slices.Contains(have, name) {
			return name, err
		}
		v.app.Print("%s\n", i18n.F("The storage pool %q already exists; choose another name.", name))
	}
}

func (v *interview) askSource(ctx context.Context, pool *api.StoragePoolsPost) error {
	switch pool.Driver {
	case "dir":
		if !v.incus { // LXD always uses its own directory
			return nil
		}
		usual := filepath.Join(serverDir("incus"), "storage-pools", pool.Name)
		path, err := v.text(ctx, i18n.G("Directory for the storage pool"), usual, nil)
		if err == nil && path != usual {
			pool.Config["source"] = path
		}
		return err
	case "ceph", "cephfs":
		return v.askCeph(ctx, pool)
	case "lvmcluster":
		group, err := v.text(ctx, i18n.G("Name of the shared LVM volume group"), "", nil)
		pool.Config["source"] = group
		return err
	}
	fresh, err := v.bool(ctx, i18n.F("Create a new %s pool?", strings.ToUpper(pool.Driver)), true)
	if err != nil {
		return err
	}
	if !fresh {
		pool.Config["source"], err = v.text(ctx, i18n.F("Name of the existing %s pool or dataset", strings.ToUpper(pool.Driver)), "", nil)
		return err
	}
	device, err := v.bool(ctx, i18n.G("Use an existing empty block device (a disk or a partition)?"), false)
	if err != nil {
		return err
	}
	if device {
		pool.Config["source"], err = v.text(ctx, i18n.G("Path of the block device"), "", isBlockDevice)
		return err
	}
	size, err := v.number(ctx, i18n.G("Size of the new loop file in GiB (at least 1GiB)"), "GiB", defaultLoop, 1, 1<<20)
	pool.Config["size"] = strconv.Itoa(size) + "GiB"
	return err
}

func isBlockDevice(path string) error {
	info, err := os.Stat(path)
	if err != nil || info.Mode()&(os.ModeDevice|os.ModeCharDevice) != os.ModeDevice {
		return cli.Failed(i18n.F("%q is not a block device", path))
	}
	return nil
}

func (v *interview) askCeph(ctx context.Context, pool *api.StoragePoolsPost) error {
	var err error
	if pool.Config[pool.Driver+".cluster_name"], err = v.text(ctx, i18n.G("Name of the existing Ceph cluster"), "ceph", nil); err != nil {
		return err
	}
	if pool.Driver == "cephfs" {
		pool.Config["source"], err = v.text(ctx, i18n.G("Name of the existing CephFS file system"), "", nil)
		return err
	}
	name := "lxd"
	if v.incus {
		name = "incus"
	}
	if pool.Config["source"], err = v.text(ctx, i18n.G("Name of the OSD storage pool"), name, nil); err != nil {
		return err
	}
	groups, err := v.number(ctx, i18n.G("Number of placement groups"), "", 32, 1, 1<<20)
	pool.Config["ceph.osd.pg_num"] = strconv.Itoa(groups)
	return err
}
