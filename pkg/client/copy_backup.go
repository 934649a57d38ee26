package lxd

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"time"

	"gopkg.in/yaml.v2"

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

// maxIndex is larger than the metadata files of any backup, in bytes.
const maxIndex = 16 << 20

// configChange returns the changed configuration.
type configChange func(config map[string]string) (map[string]string, error)

// backupKind lists the keys under which backup metadata keeps the objects whose configuration is changed.
type backupKind struct{ objects, lists []string }

var (
	instanceBackups = backupKind{[]string{"container", "instance"}, []string{"snapshots"}}
	volumeBackups   = backupKind{[]string{"volume"}, []string{"volume_snapshots"}}
)

// adaptedBackup is the stream that adaptBackup returns.
type adaptedBackup struct {
	*io.PipeReader
	ended chan struct{}
}

// adaptBackup copies an uncompressed backup and applies change to each configuration in its metadata: that of the instance or
// volume and those of its snapshots. Everything else is copied unchanged.
func adaptBackup(backup io.Reader, kind backupKind, change configChange) *adaptedBackup {
	read, write := io.Pipe()
	a := &adaptedBackup{PipeReader: read, ended: make(chan struct{})}
	go func() {
		defer close(a.ended)
		write.CloseWithError(rewriteTar(tar.NewReader(backup), tar.NewWriter(write), kind, change))
	}()
	return a
}

// Close stops the copy and waits until backup is no longer being read. A Read of backup that blocks must be unblocked first.
func (a *adaptedBackup) Close() error {
	err := a.PipeReader.Close()
	<-a.ended
	return err
}

func rewriteTar(from *tar.Reader, to *tar.Writer, kind backupKind, change configChange) error {
	for {
		header, err := from.Next()
		if errors.Is(err, io.EOF) {
			return to.Close()
		}
		if err != nil {
			return err
		}
		if !isDescription(header) {
			if err := to.WriteHeader(header); err != nil {
				return err
			}
			if _, err := io.Copy(to, from); err != nil {
				return err
			}
			continue
		}
		text, err := adaptDescription(from, kind, change)
		if err != nil {
			return fmt.Errorf("%s: %w", header.Name, err)
		}
		header.Size = int64(len(text))
		if err := to.WriteHeader(header); err != nil {
			return err
		}
		if _, err := to.Write(text); err != nil {
			return err
		}
	}
}

// isDescription tells metadata written by the server from files of the instance: it matches backup/index.yaml, and backup.yaml
// next to a root file system but not inside it.
func isDescription(header *tar.Header) bool {
	if header.Typeflag != tar.TypeReg || header.Size > maxIndex {
		return false
	}
	for _, pattern := range []string{"backup/index.yaml", "backup/*/backup.yaml", "backup/*snapshots/*/backup.yaml"} {
		if ok, _ := path.Match(pattern, path.Clean(header.Name)); ok {
			return true
		}
	}
	return false
}

func adaptDescription(src io.Reader, kind backupKind, change configChange) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(src, maxIndex))
	if err != nil {
		return nil, err
	}
	var doc yaml.MapSlice
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, err
	}
	for i, item := range doc {
		if item.Key == "config" { // index.yaml nests the metadata one level deeper
			if inner, ok := item.Value.(yaml.MapSlice); ok {
				item.Value, err = adaptObjects(inner, kind, change)
				doc[i] = item
			}
		}
	}
	if err != nil {
		return nil, err
	}
	if doc, err = adaptObjects(doc, kind, change); err != nil {
		return nil, err
	}
	return yaml.Marshal(doc)
}

// adaptObjects changes the configuration of the object and of each snapshot in one metadata file.
func adaptObjects(doc yaml.MapSlice, kind backupKind, change configChange) (yaml.MapSlice, error) {
	for i, item := range doc {
		var err error
		name, _ := item.Key.(string)
		switch {
		case slices.Contains(kind.objects, name):
			err = adaptConfig(item.Value, change)
		case slices.Contains(kind.lists, name):
			list, _ := item.Value.([]any)
			for _, one := range list {
				err = errors.Join(err, adaptConfig(one, change))
			}
		}
		if err != nil {
			return nil, err
		}
		doc[i] = item
	}
	return doc, nil
}

func adaptConfig(object any, change configChange) error {
	fields, _ := object.(yaml.MapSlice)
	for i, item := range fields {
		if item.Key != "config" && item.Key != "expanded_config" {
			continue
		}
		values, _ := item.Value.(yaml.MapSlice)
		config := map[string]string{}
		for _, v := range values {
			config[fmt.Sprint(v.Key)] = fmt.Sprint(v.Value)
		}
		changed, err := change(config)
		if err != nil {
			return err
		}
		fields[i].Value = changed
	}
	return nil
}
