package lxd

import (
	"context"
	"io"
	"strconv"
	"time"

	"github.com/openlxc/lxc/pkg/api"
)

// modeBackup is the mode of a copy that is transferred as a backup file.
const modeBackup = "backup"

// backupCopy copies an instance or volume by streaming a backup from one server to the other through this client.
type backupCopy struct {
	to, from *ProtocolLXD
	owner    Owner
	only     bool // without snapshots
	// adapt makes the configurations in the backup valid on the target; nil leaves them unchanged.
	adapt     func(to *ProtocolLXD, from InstanceServer, config map[string]string) (AdaptedConfig, error)
	described backupKind
	// load returns the request that creates the copy from the backup.
	load func(backup io.Reader) request
}

// begin checks that the servers offer what the requests need, before one is sent, and returns the work.
func (b backupCopy) begin() (remoteWork, error) {
	if err := b.from.offers(b.owner.request(b.post())); err != nil {
		return nil, err
	}
	if err := b.to.offers(b.load(nil)); err != nil {
		return nil, err
	}
	return func(ctx context.Context, remote *RemoteOperation) error {
		b.to, b.from = b.to.within(ctx), b.from.within(ctx)
		return b.send(remote)
	}, nil
}

func (b *backupCopy) post() api.BackupsPost {
	now := time.Now()
	post := api.BackupsPost{
		Name: "copy-" + strconv.FormatInt(now.UnixNano(), 36), InstanceOnly: b.only, VolumeOnly: b.only, ExpiresAt: now.Add(24 * time.Hour),
	}
	if b.adapt != nil || b.from.HasExtension("backup_compression_algorithm") {
		post.CompressionAlgorithm = "none"
	}
	if b.to.IsIncus() && b.from.HasExtension("backup_metadata_version") {
		post.Version = 1 // newer LXD servers default to an index format that Incus cannot read
	}
	return post
}

// send creates a backup on the source, transfers it and deletes it.
func (b *backupCopy) send(remote *RemoteOperation) error {
	post := b.post()
	op, err := b.from.CreateBackup(b.owner, post)
	if err != nil {
		return err
	}
	name := post.Name
	defer func() { // even after an abort: leave nothing on the source
		_ = b.from.within(context.WithoutCancel(b.from.context())).DeleteBackup(b.owner, op.BackupName(name))
	}()
	remote.track(op)
	if err := op.Wait(); err != nil {
		return err
	}
	return b.carry(op.BackupName(name), remote)
}

// carry streams a backup file from the source to the target.
func (b *backupCopy) carry(name string, remote *RemoteOperation) error {
	ctx, stop := context.WithCancel(b.from.context())
	from := b.from.within(ctx)
	defer stop()
	file, size, _, err := from.GetBackupFile(b.owner, name, 0)
	if err != nil {
		return err
	}
	defer file.Close()
	link := &watched{Reader: remote.counted(file, size), address: from.conn.Address(), stream: "backup"}
	var body io.Reader = link
	if b.adapt != nil {
		adapted := adaptBackup(link, b.described, func(config map[string]string) (map[string]string, error) {
			adapted, err := b.adapt(b.to, from, config)
			adapted.DropUnknown()
			return adapted.Config, err
		})
		defer func() { // if the target responds early, a read may still be in progress
			stop()
			_ = adapted.Close()
		}()
		body = adapted
	}
	op, err := b.to.async(b.load(body))
	if err != nil {
		return link.explain(b.to, err)
	}
	remote.track(op)
	return op.Wait()
}
