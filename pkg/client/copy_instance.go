package lxd

import (
	"context"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/openlxc/lxc/pkg/api"
)

// InstanceCopyArgs are the options of CopyInstance and CopyInstanceSnapshot.
type InstanceCopyArgs struct {
	Name                string // of the copy; "" keeps the source's name
	Mode                string // between servers: "pull" (default), "push", "relay", or "backup": see CopyInstance
	Live                bool   // include the running state
	InstanceOnly        bool   // without snapshots
	Refresh             bool   // update an existing copy (extension container_incremental_copy)
	RefreshExcludeOlder bool   // skip snapshots older than the target's newest one
	AllowInconsistent   bool   // continue if files change during the copy
	BackupPool          string // storage pool for mode "backup"; "" keeps the source's pool
}

// InstanceSnapshotCopyArgs are the options of CopyInstanceSnapshot.
type InstanceSnapshotCopyArgs = InstanceCopyArgs

// ContainerCopyArgs are the options of CopyContainer.
type ContainerCopyArgs struct {
	Name          string
	Live          bool
	ContainerOnly bool
}

// ContainerSnapshotCopyArgs are the options of CopyContainerSnapshot.
type ContainerSnapshotCopyArgs struct{ Name string }

// instanceCopy is a copy of an instance or of one of its snapshots.
type instanceCopy struct {
	to, from *ProtocolLXD
	post     api.InstancesPost
	name     string // on the source
	snapshot string
	args     InstanceCopyArgs
}

// CopyInstance copies an instance to this server: internally if source is the same server, otherwise by migration. instance is
// sent as given; PrepareInstanceCopy adapts it to a server of the other family. A failed copy leaves the source unchanged and
// nothing on the target. POST /1.0/instances, extension depending on args container_only_migration, container_incremental_copy,
// container_push and others. In mode "backup" a backup (container_backup, backup_override_name) is streamed through this
// client, which adapts the keys of its snapshots to the target; the copy then gets the configuration of instance, and any
// running state is dropped. Returns at once; RemoteOperation.Wait blocks until the copy exists. Errors: *MissingExtensionError,
// *CopyError, *OperationError, *api.StatusError.
func (r *ProtocolLXD) CopyInstance(source InstanceServer, instance api.Instance, args *InstanceCopyArgs) (*RemoteOperation, error) {
	post := api.InstancesPost{InstancePut: instance.Writable(), Name: instance.Name, Type: api.InstanceType(instance.Type)}
	return r.startCopy(source, instanceCopy{post: post, name: instance.Name}, args)
}

// CopyInstanceSnapshot copies a snapshot of the named instance to a new instance on this server. POST /1.0/instances, extension
// as CopyInstance. Mode "backup" is not supported. Returns at once; RemoteOperation.Wait blocks until the copy exists. Errors:
// *MissingExtensionError, *CopyError, *OperationError, *api.StatusError.
func (r *ProtocolLXD) CopyInstanceSnapshot(source InstanceServer, instance string, snapshot api.InstanceSnapshot, args *InstanceSnapshotCopyArgs) (*RemoteOperation, error) {
	return r.startCopy(source, instanceCopy{post: snapshotPost(instance, &snapshot), name: instance, snapshot: snapshot.Name}, args)
}

func snapshotPost(instance string, snapshot *api.InstanceSnapshot) api.InstancesPost {
	post := api.InstancesPost{Name: instance}
	post.Architecture, post.Config, post.Devices = snapshot.Architecture, snapshot.Config, snapshot.Devices
	post.Ephemeral, post.Profiles = snapshot.Ephemeral, snapshot.Profiles
	return post
}

func (r *ProtocolLXD) startCopy(source InstanceServer, t instanceCopy, args *InstanceCopyArgs) (*RemoteOperation, error) {
	from, ok := source.(*ProtocolLXD)
	if !ok {
		return nil, errNotLXD
	}
	if args != nil {
		t.args = *args
	}
	t.to, t.from = r, from
	copying, err := t.begin()
	if err != nil {
		return nil, err
	}
	return startRemote(r.context(), copying), nil
}

// begin checks the arguments and returns the work.
func (t *instanceCopy) begin() (remoteWork, error) {
	if t.args.Name != "" {
		t.post.Name = t.args.Name
	}
	if err := checkMode(t.args.Mode); err != nil {
		return nil, err
	}
	t.post.Source.Live, t.post.Source.Refresh = t.args.Live, t.args.Refresh
	t.post.Source.InstanceOnly, t.post.Source.ContainerOnly = t.args.InstanceOnly, t.args.InstanceOnly && !t.to.IsIncus()
	t.post.Source.RefreshExcludeOlder = t.args.RefreshExcludeOlder
	t.post.Source.AllowInconsistent = t.args.AllowInconsistent
	t.post.Source.BaseImage = t.post.Config["volatile.base_image"]
	if t.to.sameServer(t.from) {
		return t.local()
	}
	if t.args.Mode == modeBackup {
		return t.throughBackup()
	}
	t.post.Source.Type = "migration"
	return transfer{to: t.to, from: t.from, mode: t.args.Mode, create: t.create, offer: t.offer}.begin()
}

func (t *instanceCopy) local() (remoteWork, error) {
	t.post.Source.Type = "copy"
	t.post.Source.Source = t.name
	if t.snapshot != "" {
		t.post.Source.Source += "/" + t.snapshot
	}
	if t.from.project != t.to.project {
		t.post.Source.Project = firstOf(t.from.project, "default")
	}
	return tracked(func() (*Operation, error) { return t.to.CreateInstance(t.post) })
}

// create returns the request that creates the instance on the target.
func (t *instanceCopy) create(m migration) request {
	post := t.post
	post.Source.Mode, post.Source.Operation, post.Source.Certificate, post.Source.Websockets = m.mode, m.operation, m.certificate, m.secrets
	return t.to.instanceCreation(post)
}

// offer returns the request that prepares the instance or snapshot on the source for migration.
func (t *instanceCopy) offer(target *api.InstancePostTarget) request {
	if t.snapshot != "" {
		post := api.InstanceSnapshotPost{Name: t.post.Name, Migration: true, Target: target}
		return instanceMigration(snapshots(t.name).at(t.snapshot), post, target)
	}
	post := api.InstancePost{ // without a name, or the source would check it against its own instances
		Migration: true, Live: t.args.Live, Target: target,
		InstanceOnly: t.args.InstanceOnly, ContainerOnly: t.args.InstanceOnly && !t.from.IsIncus(), AllowInconsistent: t.args.AllowInconsistent,
	}
	if t.from.IsIncus() && t.from.HasExtension("instance_move_config") {
		post.Devices = t.post.Devices
	}
	return instanceMigration(instances.at(t.name), post, target)
}

// throughBackup copies the instance with its snapshots as a backup, and then sets its configuration.
func (t *instanceCopy) throughBackup() (remoteWork, error) {
	switch {
	case t.args.Refresh:
		return nil, errors.New("a backup cannot update an existing copy")
	case t.snapshot != "":
		return nil, errors.New("a backup cannot be of a single snapshot: copy the instance")
	}
	b := backupCopy{
		to: t.to, from: t.from, owner: InstanceOwner(t.name), only: t.args.InstanceOnly,
		load: func(backup io.Reader) request {
			return t.to.instanceImport(backup, BackupImportArgs{Name: t.post.Name, Pool: t.args.BackupPool})
		},
	}
	if t.crosses() {
		b.adapt, b.described = (*ProtocolLXD).AdaptInstanceConfig, instanceBackups
	}
	copying, err := b.begin()
	if err != nil {
		return nil, err
	}
	return copying.then(func(ctx context.Context, remote *RemoteOperation) error {
		return t.configure(ctx, remote, true)
	}), nil
}

// configure sets the configuration of an existing copy. With keep, the copy keeps its own volatile keys.
func (t *instanceCopy) configure(ctx context.Context, remote *RemoteOperation, keep bool) error {
	to := t.to.within(ctx)
	current, etag, err := to.GetInstance(t.post.Name)
	if err != nil {
		return &CopyError{Config: err}
	}
	put := t.post.InstancePut
	if keep {
		put.Config = maps.Clone(put.Config)
		for k, v := range current.Config {
			if ownVolatile(k) {
				put.Config[k] = v
			}
		}
	}
	keepPool(&put, current)
	op, err := to.UpdateInstance(t.post.Name, put, etag)
	if err == nil {
		remote.track(op)
		err = op.Wait()
	}
	if err != nil {
		return &CopyError{Config: err}
	}
	return nil
}

// ownVolatile reports whether a volatile key belongs to the instance itself rather than being copied from its original.
func ownVolatile(key string) bool {
	return strings.HasPrefix(key, "volatile.") && key != "volatile.base_image"
}

// keepPool leaves the root disk in its current pool.
func keepPool(put *api.InstancePut, current *api.Instance) {
	pool := ""
	for _, device := range current.ExpandedDevices {
		if isRootDisk(device) {
			pool = device["pool"]
		}
	}
	if pool == "" {
		return
	}
	put.Devices = maps.Clone(put.Devices)
	for _, name := range slices.Collect(maps.Keys(put.Devices)) {
		if device := put.Devices[name]; isRootDisk(device) {
			device = maps.Clone(device)
			device["pool"] = pool
			put.Devices[name] = device
		}
	}
}

func isRootDisk(device map[string]string) bool {
	return device["type"] == "disk" && device["path"] == "/"
}

// StoragePoolVolumeCopyArgs are the options of CopyStoragePoolVolume.
type StoragePoolVolumeCopyArgs struct {
	Name                string // of the copy; "" keeps the source's name
	Mode                string // between servers: "pull" (default), "push" or "relay"
	VolumeOnly          bool   // without snapshots
	Refresh             bool   // update an existing copy (extension custom_volume_refresh)
	RefreshExcludeOlder bool   // skip snapshots older than the target's newest one
}

// volumeCopy is a copy of a custom volume.
type volumeCopy struct {
	to, from *ProtocolLXD
	pool     string // on the target
	fromPool string
	name     string // on the source, as VOLUME/SNAPSHOT for a snapshot
	post     api.StorageVolumesPost
	args     StoragePoolVolumeCopyArgs
}

// CopyStoragePoolVolume copies a custom volume, or a snapshot "VOLUME/SNAPSHOT" of one, into a pool of this server: internally
// if source is the same server, otherwise by migration (storage_api_remote_volume_handling). volume is sent as given, so its
// keys can be changed. From LXD to Incus, a backup (custom_volume_backup) is streamed through this client and the copy keeps
// the keys of the source. POST /1.0/storage-pools/POOL/volumes/custom, extension as said above. Returns at once;
// RemoteOperation.Wait blocks until the copy exists. Errors: *MissingExtensionError, *OperationError, *api.StatusError.
func (r *ProtocolLXD) CopyStoragePoolVolume(pool string, source InstanceServer, fromPool string, volume api.StorageVolume, args *StoragePoolVolumeCopyArgs) (*RemoteOperation, error) {
	from, ok := source.(*ProtocolLXD)
	if !ok {
		return nil, errNotLXD
	}
	c := volumeCopy{to: r, from: from, pool: pool, fromPool: fromPool, name: volume.Name}
	if args != nil {
		c.args = *args
	}
	c.post = api.StorageVolumesPost{Name: volume.Name, Type: "custom", ContentType: volume.ContentType}
	c.post.Config, c.post.Description = volume.Config, volume.Description
	if c.args.Name != "" {
		c.post.Name = c.args.Name
	}
	c.post.Source = api.StorageVolumeSource{
		Name: c.name, Pool: c.fromPool, VolumeOnly: c.args.VolumeOnly, Refresh: c.args.Refresh, RefreshExcludeOlder: c.args.RefreshExcludeOlder,
	}
	copying, err := c.begin()
	if err != nil {
		return nil, err
	}
	return startRemote(r.context(), copying), nil
}

// begin checks the arguments and returns the work that makes the copy.
func (c *volumeCopy) begin() (remoteWork, error) {
	if err := checkMode(c.args.Mode); err != nil {
		return nil, err
	}
	if c.to.sameServer(c.from) && !c.movesByNetwork() {
		return c.local()
	}
	// Incus 6.0.4 crashes when an LXD volume is migrated to it, in every mode.
	if c.args.Mode == modeBackup || c.to.IsIncus() && !c.from.IsIncus() {
		return c.throughBackup()
	}
	c.post.Source.Type = "migration"
	return transfer{to: c.to, from: c.from, mode: c.args.Mode, create: c.create, offer: c.offer}.begin()
}

// movesByNetwork reports whether the volume is on another cluster member, and its target cannot read it there by itself.
func (c *volumeCopy) movesByNetwork() bool {
	return c.from.target != "" && c.from.target != c.to.target && !c.to.HasExtension("cluster_internal_custom_volume_copy")
}

func (c *volumeCopy) local() (remoteWork, error) {
	c.post.Source.Type = "copy"
	if c.from.project != c.to.project {
		c.post.Source.Project = firstOf(c.from.project, "default")
	}
	if c.to.HasExtension("cluster_internal_custom_volume_copy") {
		c.post.Source.Location = c.from.target
		if server, err := c.from.serverInfo(); err == nil && c.from.target == "" {
			c.post.Source.Location = server.Environment.ServerName
		}
	}
	return tracked(func() (*Operation, error) { return c.to.CreateStoragePoolVolumeOp(c.pool, c.post) })
}

// create returns the request that creates the volume on the target.
func (c *volumeCopy) create(m migration) request {
	post := c.post
	post.Source.Mode, post.Source.Operation, post.Source.Certificate, post.Source.Websockets = m.mode, m.operation, m.certificate, m.secrets
	return volumeCreation(c.pool, post)
}

// offer returns the request that prepares the volume or snapshot on the source for migration.
func (c *volumeCopy) offer(target *api.InstancePostTarget) request {
	post := api.StorageVolumePost{Name: c.name, Pool: c.fromPool, Migration: true, VolumeOnly: c.args.VolumeOnly}
	if target != nil {
		post.Target = &api.StorageVolumePostTarget{
			Certificate: target.Certificate, Operation: target.Operation, Websockets: target.Websockets,
		}
	}
	if volume, snapshot, found := strings.Cut(c.name, "/"); found {
		post.Name = snapshot
		return volumePost(post, c.fromPool, "custom", volume, "snapshots", snapshot)
	}
	return volumePost(post, c.fromPool, "custom", c.name)
}

// throughBackup copies the volume with its snapshots as a backup.
func (c *volumeCopy) throughBackup() (remoteWork, error) {
	switch {
	case c.args.Refresh || c.post.ContentType == "iso":
		return nil, errors.New("a backup cannot update an existing volume, or be of an ISO image; from LXD to Incus, volumes are copied as backups")
	case strings.Contains(c.name, "/"):
		return nil, errors.New("a backup cannot be of a volume snapshot: copy it to a volume of its own first; from LXD to Incus, volumes are copied as backups")
	}
	b := backupCopy{
		to: c.to, from: c.from, owner: VolumeOwner(c.fromPool, c.name), only: c.args.VolumeOnly,
		load: func(backup io.Reader) request {
			return volumeImport(c.pool, backup, BackupImportArgs{Name: c.post.Name})
		},
	}
	if c.from.IsIncus() && !c.to.IsIncus() {
		b.adapt, b.described = (*ProtocolLXD).AdaptVolumeConfig, volumeBackups
	}
	return b.begin()
}
