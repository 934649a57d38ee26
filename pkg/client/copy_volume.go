package lxd

import (
	"errors"
	"io"
	"strings"

	"github.com/openlxc/lxc/pkg/api"
)

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
