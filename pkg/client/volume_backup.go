package lxd

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/openlxc/lxc/pkg/api"
)

// crossesToIncus reports whether a volume would migrate from LXD to Incus. An Incus 6.0.4 that is offered one ends with a
// memory fault, whatever the mode; such copies travel as backups.
func (c *volumeCopy) crossesToIncus(to, from *ProtocolLXD) bool {
	return to.IsIncus() && !from.IsIncus()
}

// throughBackup copies a volume as a backup that streams from one server to the other through this client.
func (c *volumeCopy) throughBackup(to, from *ProtocolLXD) (*RemoteOperation, error) {
	if c.args.Refresh || c.post.ContentType == "iso" {
		return nil, errors.New("volumes travel from LXD to Incus as backups: they cannot refresh a copy, or be ISO images")
	}
	if strings.Contains(c.name, "/") {
		return nil, errors.New("volumes travel from LXD to Incus as backups: copy the snapshot to a volume of its own first")
	}
	if err := from.CheckExtension("custom_volume_backup"); err != nil {
		return nil, err
	}
	return startRemote(to.context(), func(ctx context.Context, remote *RemoteOperation) error {
		to, from := to.view(func(s *scope) { s.ctx = ctx }), from.view(func(s *scope) { s.ctx = ctx })
		return c.sendBackup(to, from, remote)
	}), nil
}

func (c *volumeCopy) sendBackup(to, from *ProtocolLXD, remote *RemoteOperation) error {
	owner, name := VolumeOwner(c.fromPool, c.name), fmt.Sprintf("copy-%d", time.Now().UnixNano())
	post := api.BackupsPost{Name: name, InstanceOnly: c.args.VolumeOnly, VolumeOnly: c.args.VolumeOnly, ExpiresAt: time.Now().Add(24 * time.Hour)}
	if from.HasExtension("backup_compression_algorithm") {
		post.CompressionAlgorithm = "none"
	}
	if from.HasExtension("backup_metadata_version") {
		post.Version = 1 // newer LXDs write an index by default that Incus cannot read
	}
	op, err := from.CreateBackup(owner, post)
	if err != nil {
		return err
	}
	defer func() { // also after an abort: nothing stays at the source
		_ = from.view(func(s *scope) { s.ctx = context.WithoutCancel(s.ctx) }).DeleteBackup(owner, name)
	}()
	remote.track(op)
	if err := op.Wait(); err != nil {
		return err
	}
	name = op.BackupName(name)
	file, _, _, err := from.GetBackupFile(owner, name, 0)
	if err != nil {
		return err
	}
	defer file.Close()
	body := &watched{Reader: file, address: from.conn.Address(), stream: "backup"}
	op, err = to.ImportVolume(c.pool, body, BackupImportArgs{Name: c.post.Name})
	if err != nil {
		return body.explain(to, err)
	}
	remote.track(op)
	return op.Wait()
}
