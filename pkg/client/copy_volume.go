package lxd

import (
	"errors"
	"io"
	"net/http"
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
	c := volumeCopy{pool: pool, fromPool: fromPool, name: volume.Name}
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
	if err := c.check(r); err != nil {
		return nil, err
	}
	copying, err := c.begin(r, from)
	if err != nil {
		return nil, err
	}
	return startRemote(r.context(), copying), nil
}

// begin returns the work that makes the copy.
func (c *volumeCopy) begin(to, from *ProtocolLXD) (remoteWork, error) {
	if to.sameServer(from) && !c.movesByNetwork(to, from) {
		return c.local(to, from)
	}
	if err := to.CheckExtension("storage_api_remote_volume_handling"); err != nil {
		return nil, err
	}
	// Incus 6.0.4 crashes when an LXD volume is migrated to it, in every mode.
	if c.args.Mode == modeBackup || to.IsIncus() && !from.IsIncus() {
		return c.throughBackup(to, from)
	}
	c.post.Source.Type = "migration"
	return transfer{to: to, from: from, mode: c.args.Mode, create: c.create, offer: c.offer}.run, nil
}

func (c *volumeCopy) check(to *ProtocolLXD) error {
	if err := checkMode(c.args.Mode); err != nil {
		return err
	}
	if c.args.Refresh {
		if err := to.CheckExtension("custom_volume_refresh"); err != nil {
			return err
		}
	}
	if c.args.RefreshExcludeOlder {
		return to.CheckExtension("custom_volume_refresh_exclude_older_snapshots")
	}
	return nil
}

// movesByNetwork reports whether the volume is on another cluster member, and its target cannot read it there by itself.
func (c *volumeCopy) movesByNetwork(to, from *ProtocolLXD) bool {
	return from.target != "" && from.target != to.target && to.CheckExtension("cluster_internal_custom_volume_copy") != nil
}

func (c *volumeCopy) local(to, from *ProtocolLXD) (remoteWork, error) {
	c.post.Source.Type = "copy"
	if from.project != to.project {
		if err := to.CheckExtension("storage_api_project"); err != nil {
			return nil, err
		}
		c.post.Source.Project = firstOf(from.project, "default")
	}
	if from.target != "" && from.target != to.target {
		if err := to.CheckExtension("cluster_internal_custom_volume_copy"); err != nil {
			return nil, err
		}
		c.post.Source.Location = from.target
	} else if server, err := from.serverInfo(); err == nil && to.HasExtension("cluster_internal_custom_volume_copy") {
		c.post.Source.Location = server.Environment.ServerName
	}
	return tracked(func() (*Operation, error) { return to.CreateStoragePoolVolumeOp(c.pool, c.post) })
}

func (c *volumeCopy) create(to *ProtocolLXD, m migration) (*Operation, error) {
	post := c.post
	post.Source.Mode, post.Source.Operation, post.Source.Certificate, post.Source.Websockets = m.mode, m.operation, m.certificate, m.secrets
	return to.CreateStoragePoolVolumeOp(c.pool, post)
}

func (c *volumeCopy) offer(from *ProtocolLXD, target *api.InstancePostTarget) (*Operation, error) {
	post := api.StorageVolumePost{Name: c.name, Pool: c.fromPool, Migration: true, VolumeOnly: c.args.VolumeOnly}
	if target != nil {
		post.Target = &api.StorageVolumePostTarget{
			Certificate: target.Certificate, Operation: target.Operation, Websockets: target.Websockets,
		}
	}
	if volume, snapshot, found := strings.Cut(c.name, "/"); found {
		post.Name = snapshot
		return from.async(request{method: http.MethodPost, path: volumesOfType(c.fromPool, "custom").at(volume, "snapshots", snapshot), body: post})
	}
	return from.PostStoragePoolVolume(c.fromPool, "custom", c.name, post)
}

// throughBackup copies the volume with its snapshots as a backup.
func (c *volumeCopy) throughBackup(to, from *ProtocolLXD) (remoteWork, error) {
	switch {
	case c.args.Refresh || c.post.ContentType == "iso":
		return nil, errors.New("volumes travel from LXD to Incus as backups: they cannot refresh a copy, or be ISO images")
	case strings.Contains(c.name, "/"):
		return nil, errors.New("volumes travel from LXD to Incus as backups: copy the snapshot to a volume of its own first")
	}
	if err := from.CheckExtension("custom_volume_backup"); err != nil {
		return nil, err
	}
	b := backupCopy{
		to: to, from: from, owner: VolumeOwner(c.fromPool, c.name), only: c.args.VolumeOnly,
		load: func(to *ProtocolLXD, backup io.Reader) (*Operation, error) {
			return to.ImportVolume(c.pool, backup, BackupImportArgs{Name: c.post.Name})
		},
	}
	if from.IsIncus() && !to.IsIncus() {
		b.adapt, b.described = (*ProtocolLXD).AdaptVolumeConfig, volumeBackups
	}
	return b.run(), nil
}
