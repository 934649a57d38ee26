package lxd

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/openlxc/lxc/pkg/api"
)

// ListInstances decodes the list of instances into a type that needs only the fields that the caller uses. query selects
// recursion and filters. GET /1.0/instances. Blocks until answered. Errors: *api.StatusError.
func ListInstances[T any](srv InstanceServer, query url.Values) ([]T, error) {
	var out []T
	err := EachInstance(srv, query, func(raw RawInstance) error {
		var item T
		err := json.Unmarshal(raw, &item)
		out = append(out, item)
		return err
	})
	return out, err
}

// GetInstance returns an instance and its ETag. GET /1.0/instances/NAME. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetInstance(name string) (*api.Instance, string, error) {
	return instances.on(r).Get(name)
}

// CreateInstance creates an instance from the source in the request, without contacting other servers. If the request has no
// name, op.ResourceName("instances") returns the one that the server chose. POST /1.0/instances, extension for a virtual
// machine virtual-machines, to start it instance_create_start, from an OCI registry instance_oci, for a copy as CopyInstance.
// Returns once begun. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateInstance(instance api.InstancesPost) (*Operation, error) {
	return r.async(r.instanceCreation(instance))
}

// instanceCreation returns the request that creates an instance.
func (r *ProtocolLXD) instanceCreation(post api.InstancesPost) request {
	if post.Type == api.InstanceTypeContainer && !r.HasExtension("virtual-machines") {
		post.Type = "" // the default; the oldest servers do not know the field
	}
	source := &post.Source
	return request{
		method: http.MethodPost, path: instances.at(), body: post,
		needs: needs{}.when(post.Type != "" && post.Type != api.InstanceTypeContainer, "virtual-machines").
			when(post.Start, "instance_create_start").
			when(source.Refresh, "container_incremental_copy").
			when(source.InstanceOnly, "container_only_migration").
			when(source.Mode == "push", "container_push").
			when(source.RefreshExcludeOlder, "custom_volume_refresh_exclude_older_snapshots").
			when(source.AllowInconsistent, "instance_allow_inconsistent_copy").
			when(source.Type == "copy" && source.Project != "", "container_copy_project").
			when(source.Protocol == "oci", "instance_oci"),
	}
}

// UpdateInstance replaces the writable part of an instance, or restores the snapshot in Restore. PUT /1.0/instances/NAME.
// Returns once begun. Errors: *api.StatusError.
func (r *ProtocolLXD) UpdateInstance(name string, instance api.InstancePut, etag string) (*Operation, error) {
	return r.async(request{method: http.MethodPut, path: instances.at(name), body: instance, etag: etag})
}

// RenameInstance renames an instance, which must be stopped. POST /1.0/instances/NAME. Returns once begun. Errors:
// *api.StatusError.
func (r *ProtocolLXD) RenameInstance(name string, instance api.InstancePost) (*Operation, error) {
	if instance.Migration {
		return nil, errRenameMigrates
	}
	return r.async(request{method: http.MethodPost, path: instances.at(name), body: instance})
}

// MigrateInstance prepares an instance for migration: the operation's metadata has the websocket secrets. With Pool, Project or
// UseTarget it moves the instance within the server or cluster instead. POST /1.0/instances/NAME, extension with Target
// container_push_target. Returns once begun. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) MigrateInstance(name string, instance api.InstancePost) (*Operation, error) {
	if !instance.Migration {
		return nil, errNoMigration
	}
	return r.async(instanceMigration(instances.at(name), instance, instance.Target))
}

// instanceMigration returns the request that prepares an instance or snapshot for migration; target is set if it is to connect.
func instanceMigration(path string, post any, target *api.InstancePostTarget) request {
	return request{method: http.MethodPost, path: path, body: post, needs: needs{}.when(target != nil, "container_push_target")}
}

// DeleteInstance deletes a stopped instance and its snapshots. DELETE /1.0/instances/NAME. Returns once begun. Errors:
// *api.StatusError.
func (r *ProtocolLXD) DeleteInstance(name string) (*Operation, error) {
	return r.async(request{method: http.MethodDelete, path: instances.at(name)})
}

// ForceDeleteInstance deletes an instance even if it is running. DELETE /1.0/instances/NAME?force=1, extension
// instance_force_delete. Returns once begun. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) ForceDeleteInstance(name string) (*Operation, error) {
	return r.async(request{method: http.MethodDelete, path: instances.at(name), query: url.Values{"force": {"1"}}, needs: needs{"instance_force_delete"}})
}

// RebuildInstance replaces the root disk with an image or an empty disk. POST /1.0/instances/NAME/rebuild, extension
// instances_rebuild. Returns once begun. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RebuildInstance(name string, rebuild api.InstanceRebuildPost) (*Operation, error) {
	return r.async(request{method: http.MethodPost, path: instances.at(name, "rebuild"), body: rebuild, needs: needs{"instances_rebuild"}})
}

// GetInstanceState returns the state of an instance. GET /1.0/instances/NAME/state. Blocks until answered. Errors:
// *api.StatusError.
func (r *ProtocolLXD) GetInstanceState(name string) (*api.InstanceState, string, error) {
	return get[*api.InstanceState](r, request{path: instances.at(name, "state")})
}

// UpdateInstanceState starts, stops, restarts, freezes or unfreezes an instance. Timeout is in seconds, -1 for none. PUT
// /1.0/instances/NAME/state. Returns once begun. Errors: *api.StatusError.
func (r *ProtocolLXD) UpdateInstanceState(name string, state api.InstanceStatePut, etag string) (*Operation, error) {
	return r.async(request{method: http.MethodPut, path: instances.at(name, "state"), body: state, etag: etag})
}

// GetInstanceSnapshotNames lists the names of the snapshots of an instance. GET /1.0/instances/NAME/snapshots. Blocks until
// answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetInstanceSnapshotNames(instance string) ([]string, error) {
	return snapshots(instance).on(r).Names()
}

// GetInstanceSnapshots lists the snapshots of an instance, oldest first; their names do not include the instance. GET
// /1.0/instances/NAME/snapshots?recursion=1. Blocks until answered. Errors: *api.StatusError.
func (r *ProtocolLXD) GetInstanceSnapshots(instance string) ([]api.InstanceSnapshot, error) {
	list, err := snapshots(instance).on(r).List()
	for i := range list {
		list[i].Name = shortSnapshotName(list[i].Name)
	}
	slices.SortStableFunc(list, func(a, b api.InstanceSnapshot) int { return a.CreatedAt.Compare(b.CreatedAt) })
	return list, err
}

// GetInstanceSnapshot returns a snapshot. GET /1.0/instances/NAME/snapshots/SNAPSHOT. Blocks until answered. Errors:
// *api.StatusError.
func (r *ProtocolLXD) GetInstanceSnapshot(instance string, name string) (*api.InstanceSnapshot, string, error) {
	snapshot, etag, err := snapshots(instance).on(r).Get(name)
	if err == nil {
		snapshot.Name = shortSnapshotName(snapshot.Name)
	}
	return snapshot, etag, err
}

// CreateInstanceSnapshot creates a snapshot; if its name is empty, the server chooses one (snap0, snap1 …). POST
// /1.0/instances/NAME/snapshots, extension for an expiry snapshot_expiry_creation. Returns once begun. Errors:
// *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateInstanceSnapshot(instance string, snapshot api.InstanceSnapshotsPost) (*Operation, error) {
	return r.async(request{
		method: http.MethodPost, path: snapshots(instance).at(), body: snapshot,
		needs: needs{}.when(snapshot.ExpiresAt != nil, "snapshot_expiry_creation"),
	})
}

// UpdateInstanceSnapshot changes the expiry of a snapshot. PUT /1.0/instances/NAME/snapshots/SNAPSHOT, extension
// snapshot_expiry. Returns once begun. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateInstanceSnapshot(instance, name string, put api.InstanceSnapshotPut, etag string) (*Operation, error) {
	return r.async(request{method: http.MethodPut, path: snapshots(instance).at(name), body: put, etag: etag, needs: needs{"snapshot_expiry"}})
}

// RenameInstanceSnapshot renames a snapshot. POST /1.0/instances/NAME/snapshots/SNAPSHOT. Returns once begun. Errors:
// *api.StatusError.
func (r *ProtocolLXD) RenameInstanceSnapshot(instance, name string, post api.InstanceSnapshotPost) (*Operation, error) {
	if post.Migration {
		return nil, errRenameMigrates
	}
	return r.async(request{method: http.MethodPost, path: snapshots(instance).at(name), body: post})
}

// MigrateInstanceSnapshot prepares a snapshot for migration. POST /1.0/instances/NAME/snapshots/SNAPSHOT, extension with Target
// container_push_target. Returns once begun. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) MigrateInstanceSnapshot(instance, name string, post api.InstanceSnapshotPost) (*Operation, error) {
	if !post.Migration {
		return nil, errNoMigration
	}
	return r.async(instanceMigration(snapshots(instance).at(name), post, post.Target))
}

// DeleteInstanceSnapshot deletes a snapshot. DELETE /1.0/instances/NAME/snapshots/SNAPSHOT. Returns once begun. Errors:
// *api.StatusError.
func (r *ProtocolLXD) DeleteInstanceSnapshot(instance string, name string) (*Operation, error) {
	return r.async(request{method: http.MethodDelete, path: snapshots(instance).at(name)})
}

// DeleteInstanceSnapshotVolumes deletes a snapshot and, if volumes is "all-exclusive", the snapshots of attached volumes that
// were taken with it. DELETE /1.0/instances/NAME/snapshots/SNAPSHOT?disk-volumes=…, extension instance_snapshots_multi_volume.
// Returns once begun. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteInstanceSnapshotVolumes(instance, name, volumes string) (*Operation, error) {
	return r.async(request{
		method: http.MethodDelete, path: snapshots(instance).at(name), query: url.Values{"disk-volumes": {volumes}},
		needs: needs{"instance_snapshots_multi_volume"},
	})
}

// GetInstanceLogfiles lists the names of the log files of an instance. GET /1.0/instances/NAME/logs. Blocks until answered.
// Errors: *api.StatusError.
func (r *ProtocolLXD) GetInstanceLogfiles(name string) ([]string, error) {
	return r.names(request{path: instances.at(name, "logs")})
}

// GetInstanceLogfile opens a log file. The caller closes it. GET /1.0/instances/NAME/logs/FILE. Blocks until the first
// byte. Errors: *api.StatusError.
func (r *ProtocolLXD) GetInstanceLogfile(name string, filename string) (io.ReadCloser, error) {
	return body(r.stream(request{path: instances.at(name, "logs", filename)}))
}

// DeleteInstanceLogfile deletes a log file; LXD 6.8 and later refuse this. DELETE /1.0/instances/NAME/logs/FILE. Blocks until
// done. Errors: *api.StatusError.
func (r *ProtocolLXD) DeleteInstanceLogfile(name string, filename string) error {
	return r.change(request{method: http.MethodDelete, path: instances.at(name, "logs", filename)})
}

// GetInstanceConsoleLog opens the text that the console printed since boot; it may be empty. GET /1.0/instances/NAME/console,
// extension console. The caller closes it. Blocks until the first byte. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceConsoleLog(name string, _ *InstanceConsoleLogArgs) (io.ReadCloser, error) {
	log, err := body(r.stream(request{path: instances.at(name, "console"), needs: needs{"console"}}))
	var refused *api.StatusError
	if errors.As(err, &refused) && refused.Code == http.StatusInternalServerError && strings.HasSuffix(refused.Message, "no such file or directory") {
		return http.NoBody, nil // LXD 5.0.2: nothing has been printed yet
	}
	return log, err
}

// GetInstanceAccess lists who has access to an instance. GET /1.0/instances/NAME/access, extension instance_access (Incus).
// Blocks until answered. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceAccess(name string) ([]api.AccessEntry, error) {
	return read[[]api.AccessEntry](r, request{path: route("instances", name, "access"), needs: needs{"instance_access"}})
}

// DeleteInstanceConsoleLog clears the console log. DELETE /1.0/instances/NAME/console, extension console. Blocks until done.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) DeleteInstanceConsoleLog(name string, _ *InstanceConsoleLogArgs) error {
	return r.change(request{method: http.MethodDelete, path: instances.at(name, "console"), needs: needs{"console"}})
}

// GetInstanceScreenshot opens a PNG screenshot of the VGA console. GET /1.0/instances/NAME/console?type=vga, extension
// instance_console_screenshot (Incus). The caller closes it. Blocks until the first byte. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) GetInstanceScreenshot(name string) (io.ReadCloser, error) {
	return body(r.stream(request{path: instances.at(name, "console"), query: url.Values{"type": {"vga"}}, needs: needs{"instance_console_screenshot"}}))
}

// GetInstanceMemory opens a memory dump of a virtual machine; format is "elf", "kdump-zlib" or similar. GET
// /1.0/instances/NAME/debug/memory, extension instance_debug_memory (Incus). The caller closes it. Blocks until the first byte.
// Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceMemory(name, format string) (io.ReadCloser, error) {
	return body(r.stream(request{path: instances.at(name, "debug", "memory"), query: url.Values{"format": {format}}, needs: needs{"instance_debug_memory"}}))
}

// RepairInstance runs a repair action on the server, such as "rebuild-config-volume". POST /1.0/instances/NAME/debug/repair,
// extension instances_debug_repair (Incus). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) RepairInstance(name, action string) error {
	return r.change(request{method: http.MethodPost, path: instances.at(name, "debug", "repair"), body: map[string]string{"action": action}, needs: needs{"instances_debug_repair"}})
}

// CreateInstanceBitmap starts tracking changed blocks on all disks of a virtual machine. POST /1.0/instances/NAME/bitmaps,
// extension instance_nbd (Incus). Blocks until done. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) CreateInstanceBitmap(name string, post api.StorageVolumeBitmapsPost) error {
	return r.change(request{method: http.MethodPost, path: instances.at(name, "bitmaps"), body: post, needs: needs{"instance_nbd"}})
}

// GetInstanceNBDConn opens the disks of a virtual machine as network block devices. GET /1.0/instances/NAME/nbd, extension
// instance_nbd (Incus). The caller closes it. Blocks until connected. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) GetInstanceNBDConn(name string) (net.Conn, error) {
	return r.upgrade(request{path: instances.at(name, "nbd"), needs: needs{"instance_nbd"}}, "nbd")
}

// ForwardInstancePort opens one TCP connection to a port inside an instance. address is an address inside the instance; ""
// means its loopback address. POST /1.0/instances/NAME/port-forward, extension instance_port_forward (Incus). The caller closes
// it. Blocks until connected. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) ForwardInstancePort(name, address string, port int) (net.Conn, error) {
	body := map[string]any{"port": port}
	if address != "" {
		body["address"] = address
	}
	return r.upgrade(request{
		method: http.MethodPost, path: instances.at(name, "port-forward"), body: body, needs: needs{"instance_port_forward"},
	}, "tcp")
}

// UpdateInstances changes the state of all instances in the project. PUT /1.0/instances, extension instance_bulk_state_change.
// Returns once begun. Errors: *MissingExtensionError, *api.StatusError.
func (r *ProtocolLXD) UpdateInstances(state api.InstancesPut, etag string) (*Operation, error) {
	return r.async(request{method: http.MethodPut, path: instances.at(), body: state, etag: etag, needs: needs{"instance_bulk_state_change"}})
}

// GetInstanceDebugMemory is Incus's name for GetInstanceMemory. GET /1.0/instances/NAME/debug/memory?format=…, extension
// instance_debug_memory (Incus). The caller closes the stream. Blocks until the first byte. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) GetInstanceDebugMemory(name, format string) (io.ReadCloser, error) {
	return r.GetInstanceMemory(name, format)
}

// GetInstancePortForwardConn is Incus's name for ForwardInstancePort. POST /1.0/instances/NAME/port-forward, extension
// instance_port_forward (Incus). The caller closes the stream. Blocks until connected. Errors: *MissingExtensionError,
// *api.StatusError.
func (r *ProtocolLXD) GetInstancePortForwardConn(name string, post api.InstancePortForwardPost) (net.Conn, error) {
	return r.ForwardInstancePort(name, post.Address, post.Port)
}
